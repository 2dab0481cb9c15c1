import type { Rgb } from './rgb.js';

/** The spaces that colours are counted in, 8-bit as OpenCV has them. */
export type ColourSpace = 'rgb' | 'hsv' | 'lab';

/** The spaces in words. */
export const spaceNames: Readonly<Record<ColourSpace, string>> = { rgb: 'RGB', hsv: 'HSV', lab: 'Lab' };

/** Names of the channels of a space. */
export const channelNames: Readonly<Record<ColourSpace, readonly [string, string, string]>> = {
  rgb: ['red', 'green', 'blue'],
  hsv: ['hue', 'saturation', 'value'],
  lab: ['L (lightness)', 'a (green to red)', 'b (blue to yellow)'],
};

/** The colour in the middle of bin `bin` of a joint histogram (the last channel runs fastest). */
export function jointBinColour(bin: number, { space, bins }: { space: ColourSpace; bins: number }): Rgb {
  const parts = [Math.floor(bin / (bins * bins)), Math.floor(bin / bins) % bins, bin % bins];
  const [a, b, c] = parts.map((part) => (part + 0.5) / bins) as [number, number, number];
  return toRgb(space, [a, b, c]);
}

/**
 * A colour that says what bin `bin` of one channel means: its share of red, its hue at full strength; the other
 * channels stand where this one shows best.
 */
export function channelBinColour(
  bin: number,
  { space, bins, channel }: { space: ColourSpace; bins: number; channel: number },
): Rgb {
  const value = (bin + 0.5) / bins;
  const others: Record<ColourSpace, readonly (readonly [number, number, number])[]> = {
    rgb: [
      [value, 0, 0],
      [0, value, 0],
      [0, 0, value],
    ],
    hsv: [
      [value, 0.9, 0.9],
      [0.6, value, 0.85],
      [0, 0, value],
    ],
    lab: [
      [value, 0.5, 0.5],
      [0.65, value, 0.5],
      [0.65, 0.5, value],
    ],
  };
  return toRgb(space, others[space][channel]!);
}

/** A colour of a space from fractions of its channels' ranges. */
function toRgb(space: ColourSpace, parts: readonly [number, number, number]): Rgb {
  // The middle of the whole numbers that a bin holds lies half a step below the middle of its range.
  const [a, b, c] = parts.map((part) => Math.max(0, part * 256 - 0.5)) as [number, number, number];
  if (space === 'hsv') return fromHsv([parts[0] - 0.5 / 180, b / 255, c / 255]);
  return space === 'lab' ? fromLab([a, b, c]) : [a, b, c];
}

function fromHsv([hue, saturation, value]: readonly [number, number, number]): Rgb {
  const channel = (shift: number) => {
    const sector = (shift + hue * 6) % 6;
    return 255 * value * (1 - saturation * Math.max(0, Math.min(sector, 4 - sector, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

/** CIE L*a*b* under D65, on 8-bit scales, to sRGB; colours that sRGB lacks are clamped. */
function fromLab(parts: readonly [number, number, number]): Rgb {
  const y = ((parts[0] * 100) / 255 + 16) / 116;
  const x = y + (parts[1] - 128) / 500;
  const z = y - (parts[2] - 128) / 200;
  const [X, Y, Z] = [0.950456 * linear(x), linear(y), 1.088754 * linear(z)];
  return [
    gamma(3.240479 * X - 1.53715 * Y - 0.498535 * Z),
    gamma(-0.969256 * X + 1.875991 * Y + 0.041556 * Z),
    gamma(0.055648 * X - 0.204043 * Y + 1.057311 * Z),
  ];
}

const linear = (root: number): number => (root > 0.206893 ? root ** 3 : (root - 16 / 116) / 7.787);

function gamma(light: number): number {
  const c = Math.min(1, Math.max(0, light));
  return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
}
