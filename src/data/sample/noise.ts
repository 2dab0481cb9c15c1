import type { Random } from '../../core/random.js';
import type { Field } from './canvas.js';

/**
 * Value noise in [0, 1]: random numbers on a lattice of `cells` × `cells`, smoothly interpolated, and as many finer
 * layers over it as `octaves` says, each half as strong.
 */
export function noise(random: Random, { cells, octaves = 1 }: { cells: number; octaves?: number }): Field {
  const layers = Array.from({ length: octaves }, (_, i) => lattice(random, cells * 2 ** i));
  const highest = 2 - 2 ** (1 - octaves);
  return (u, v) => {
    let sum = 0;
    let weight = 1 / highest;
    for (let i = 0; i < layers.length; i++, weight /= 2) sum += weight * layers[i]!(u, v);
    return sum;
  };
}

function lattice(random: Random, cells: number): Field {
  const stride = cells + 2;
  const values = Float32Array.from({ length: stride * stride }, () => random.uniform());
  return (u, v) => {
    const x = Math.min(Math.max(u, 0), 1) * cells;
    const y = Math.min(Math.max(v, 0), 1) * cells;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const right = smooth(x - column);
    const down = smooth(y - row);
    const at = row * stride + column;
    const above = values[at]! * (1 - right) + values[at + 1]! * right;
    const below = values[at + stride]! * (1 - right) + values[at + stride + 1]! * right;
    return above * (1 - down) + below * down;
  };
}

const smooth = (t: number): number => t * t * (3 - 2 * t);
