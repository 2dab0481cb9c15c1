import type { Random } from '../../core/random.js';
import type { Rgb } from './canvas.js';

/** Two colours that tell figure and ground apart by their brightness. */
export interface Palette {
  readonly figure: Rgb;
  readonly ground: Rgb;
}

/** How often a picture keeps to the hue of its class. Colour is a hint, not an answer. */
const faithfulness = 0.75;

/**
 * Colours for one picture: the figure's hue is mostly near the hue of its class (in turns, 0 to 1), the ground's is
 * any. Figure and ground differ in lightness; which is lighter is left to chance unless `darkFigure` says.
 */
export function palette(random: Random, { hue, darkFigure }: { hue: number; darkFigure?: boolean }): Palette {
  const figureHue = random.uniform() < faithfulness ? random.normal(hue, 0.04) : random.uniform();
  const dark = random.uniform(0.12, 0.38);
  const light = dark + random.uniform(0.25, 0.5);
  const figureIsDark = darkFigure ?? random.uniform() < 0.5;
  return {
    figure: colourOf(figureHue, random.uniform(0.4, 0.9), figureIsDark ? dark : light),
    ground: colourOf(random.uniform(), random.uniform(0.02, 0.2), figureIsDark ? light : dark),
  };
}

/** Any colour at all. */
export const anyColour = (random: Random): Rgb =>
  colourOf(random.uniform(), random.uniform(0.1, 0.8), random.uniform(0.15, 0.8));

/** A colour of hue and saturation whose luma is `brightness`, as far as red, green and blue allow. */
function colourOf(hue: number, saturation: number, brightness: number): Rgb {
  const turn = (shift: number) => {
    const place = (((hue + shift) % 1) + 1) % 1;
    return 1 - saturation + saturation * Math.min(1, Math.max(0, Math.abs(place * 6 - 3) - 1));
  };
  const [r, g, b] = [turn(0), turn(2 / 3), turn(1 / 3)];
  const gain = brightness / (0.299 * r + 0.587 * g + 0.114 * b);
  return [Math.min(1, r * gain), Math.min(1, g * gain), Math.min(1, b * gain)];
}
