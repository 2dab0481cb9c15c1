import type { Random } from '../../core/random.js';
import { type Canvas, covered, type Field, paint, type Rgb } from './canvas.js';
import { lineDistance, posed } from './distance.js';
import { noise } from './noise.js';
import { anyColour } from './palette.js';
import { cracks, spots, stripes, weave } from './textures.js';

/** A ground of one colour under clouds, often with a faint texture, so that texture alone does not tell shapes. */
export function paintGround(canvas: Canvas, random: Random, colour: Rgb): void {
  const clouds = noise(random, { cells: random.integer(2, 5), octaves: 4 });
  const pattern = random.uniform() < 0.4 ? random.pick([stripes, weave, spots, cracks])(random) : () => 0.5;
  const [cloudiness, strength] = [random.uniform(0.1, 0.4), random.uniform(0.05, 0.25)];
  paint(canvas, {
    coverage: () => 1,
    colour,
    tone: (u, v) => 1 + cloudiness * (clouds(u, v) - 0.5) * 2 + strength * (pattern(u, v) - 0.5),
  });
}

/** Small things lying about: `count` strokes, discs and tiles of any colour. */
export function paintClutter(canvas: Canvas, random: Random, count: number): void {
  for (let i = 0; i < count; i++) {
    const opacity = random.uniform(0.4, 0.9);
    const thing = litter(random, random.uniform(0.03, 0.09));
    paint(canvas, { coverage: (u, v) => opacity * thing(u, v), colour: anyColour(random) });
  }
}

/** One larger thing in front, which hides a part. */
export function paintOccluder(canvas: Canvas, random: Random): void {
  paint(canvas, { coverage: litter(random, random.uniform(0.08, 0.15)), colour: anyColour(random) });
}

function litter(random: Random, scale: number): Field {
  const bar = lineDistance([
    [-random.uniform(1, 4), 0],
    [random.uniform(1, 4), 0],
  ]);
  const figure = random.pick<Field>([
    (x, y) => Math.hypot(x, y) - 1,
    (x, y) => Math.max(Math.abs(x), Math.abs(y)) - 0.9,
    (x, y) => bar(x, y) - 0.3,
  ]);
  const pose = {
    x: random.uniform(0, 1),
    y: random.uniform(0, 1),
    scale,
    angle: random.uniform(0, 6.3),
    reach: 4.5,
  };
  const field = posed(figure, pose);
  return (u, v) => covered(field(u, v) * scale, 0.015);
}
