import type { Random } from '../../core/random.js';
import type { Image } from '../../image/image.js';
import { blankCanvas, type Canvas, covered, paint } from './canvas.js';
import { paintClutter, paintGround, paintOccluder } from './clutter.js';
import { type Digit, digit } from './digits.js';
import { posed } from './distance.js';
import { noise } from './noise.js';
import { palette } from './palette.js';
import { photograph } from './photograph.js';
import { cross, ring, type Shape, star, triangle } from './shapes.js';
import { cracks, spots, stripes, type Texture, weave } from './textures.js';

/** Draws one picture of a class; `hue` is the one that the class leans to. */
type Painter = (canvas: Canvas, random: Random, hue: number) => void;

/** The classes of the sample set: textures, shapes and handwritten digits. */
const painters = {
  stripes: textured(stripes),
  weave: textured(weave),
  spots: textured(spots),
  cracks: textured(cracks),
  star: shaped(star),
  ring: shaped(ring),
  cross: shaped(cross),
  triangle: shaped(triangle),
  'digit-2': written('2'),
  'digit-3': written('3'),
  'digit-5': written('5'),
  'digit-8': written('8'),
} as const satisfies Record<string, Painter>;

/** A class of the sample set. */
export type SampleClass = keyof typeof painters;

/** Every class of the sample set. */
export const sampleClasses = Object.keys(painters) as SampleClass[];

/**
 * Draws one picture of a class: the figure in its own pose, under clutter, a part hidden, then photographed in
 * changing light. All that varies comes from `random`.
 * @param size pixels a side; what is drawn scales with it.
 */
export function drawSampleImage(name: SampleClass, random: Random, size = 96): Image<Uint8Array> {
  const canvas = blankCanvas(size);
  const hue = ((sampleClasses.indexOf(name) * 5) % sampleClasses.length) / sampleClasses.length;
  painters[name](canvas, random, hue);
  return photograph(canvas, random);
}

function textured(texture: Texture): Painter {
  return (canvas, random, hue) => {
    const { figure, ground } = palette(random, { hue });
    const relief = texture(random);
    const patches = noise(random, { cells: 3, octaves: 3 });
    const uneven = random.uniform(0.2, 0.6);
    paint(canvas, { coverage: () => 1, colour: ground });
    paint(canvas, { coverage: relief, colour: figure, tone: (u, v) => 1 + uneven * (patches(u, v) - 0.5) });
    paintClutter(canvas, random, random.integer(0, 3));
    if (random.uniform() < 0.5) paintOccluder(canvas, random);
  };
}

function shaped(shape: Shape): Painter {
  return (canvas, random, hue) => {
    const { figure, ground } = palette(random, { hue });
    paintGround(canvas, random, ground);
    paintClutter(canvas, random, random.integer(1, 4));
    const scale = random.uniform(0.29, 0.4);
    const outline = random.uniform() < 0.3 ? random.uniform(0.09, 0.16) : undefined;
    const distance = posed(shape(random), {
      x: random.normal(0.5, 0.04),
      y: random.normal(0.5, 0.04),
      scale,
      angle: random.normal(0, 0.2),
      reach: 1.6,
    });
    const mottle = noise(random, { cells: 6, octaves: 3 });
    paint(canvas, {
      coverage: (u, v) => {
        const d = distance(u, v);
        return covered((outline === undefined ? d : Math.abs(d) - outline) * scale, 1.2 / canvas.size);
      },
      colour: figure,
      tone: (u, v) => 0.75 + 0.5 * mottle(u, v),
    });
    if (random.uniform() < 0.4) paintOccluder(canvas, random);
  };
}

function written(name: Digit): Painter {
  return (canvas, random, hue) => {
    const { figure, ground } = palette(random, { hue, darkFigure: random.uniform() < 0.8 });
    paintGround(canvas, random, ground);
    paintClutter(canvas, random, random.integer(0, 3));
    const scale = random.uniform(0.29, 0.4);
    const pen = random.uniform(0.08, 0.16);
    const distance = posed(digit(name, random), {
      x: random.normal(0.5, 0.045),
      y: random.normal(0.5, 0.045),
      scale,
      angle: random.normal(0, 0.14),
      stretch: random.uniform(0.85, 1.1),
      shear: random.normal(0.1, 0.1),
      reach: 1.9,
    });
    paint(canvas, {
      coverage: (u, v) => covered((distance(u, v) - pen) * scale, 1.2 / canvas.size),
      colour: figure,
    });
    if (random.uniform() < 0.4) paintOccluder(canvas, random);
  };
}
