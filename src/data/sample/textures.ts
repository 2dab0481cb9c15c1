import type { Random } from '../../core/random.js';
import type { Field } from './canvas.js';
import { noise } from './noise.js';
import { ScatteredPoints } from './scattered-points.js';

/** Makes one texture: a brightness in [0, 1] at every place, of its own scale, direction and irregularity. */
export type Texture = (random: Random) => Field;

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Turns, scales and bends the plane, so that no two pieces of one texture match. */
function warped(random: Random, texture: Field, cells = random.uniform(7, 14)): Field {
  const angle = random.uniform(0, 2 * Math.PI);
  const [cos, sin] = [Math.cos(angle) * cells, Math.sin(angle) * cells];
  const [bendX, bendY] = [noise(random, { cells: 3 }), noise(random, { cells: 3 })];
  const bend = random.uniform(0.02, 0.09);
  const [shiftX, shiftY] = [random.uniform(50, 60), random.uniform(50, 60)];
  return (u, v) => {
    const x = u + bend * bendX(u, v);
    const y = v + bend * bendY(u, v);
    return texture(shiftX + cos * x + sin * y, shiftY + cos * y - sin * x);
  };
}

/** Waves of one direction: corduroy, ploughed earth. */
export const stripes: Texture = (random) => {
  const sharpness = random.uniform(0.8, 3);
  return warped(random, (x) => clamp(0.5 + 0.5 * sharpness * Math.sin(2 * Math.PI * x)));
};

/** Threads over and under each other: each cell shows the thread that lies on top, rounded. */
export const weave: Texture = (random) => {
  const gap = random.uniform(0.75, 1.1);
  return warped(random, (x, y) => {
    const isWarp = (Math.floor(x) + Math.floor(y)) % 2 === 0;
    const across = (isWarp ? x : y) % 1;
    const along = (isWarp ? y : x) % 1;
    const bulge = Math.sin(Math.PI * across) * (0.65 + 0.35 * Math.sin(Math.PI * along));
    return clamp(bulge * gap);
  });
};

/** Discs scattered at jittered places, of different sizes: pebbles, dots. */
export const spots: Texture = (random) => {
  const points = new ScatteredPoints(random);
  const softness = random.uniform(0.08, 0.3);
  const size = random.uniform(0.26, 0.4);
  return warped(random, (x, y) => {
    points.lookFrom(x, y);
    let tone = 0;
    for (let k = 0; k < 9; k++) {
      const radius = size * (0.55 + 0.9 * points.chances[k]!);
      tone = Math.max(tone, (radius - points.distances[k]!) / softness);
    }
    return clamp(tone);
  });
};

/** Lines where the cells around scattered points meet: dried mud, glaze. */
export const cracks: Texture = (random) => {
  const points = new ScatteredPoints(random);
  const width = random.uniform(0.12, 0.28);
  const cells = random.uniform(5, 9);
  const texture = (x: number, y: number) => {
    points.lookFrom(x, y);
    let nearest = 9;
    let second = 9;
    for (let k = 0; k < 9; k++) {
      const distance = points.distances[k]!;
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
      } else if (distance < second) second = distance;
    }
    return clamp((second - nearest) / width);
  };
  return warped(random, texture, cells);
};
