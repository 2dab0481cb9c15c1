import { expect, it } from 'vitest';
import { withDescentReference } from '../../src/classify/descent-reference.js';
import { regroupRows } from '../../src/classify/regroup-rows.js';
import { Random } from '../../src/core/random.js';
import { withDescent } from '../../src/kernels/coordinate-descent.js';

const size = { blocks: 11, width: 8, machines: 3 };
const count = 42;

it.each([
  ['kernels', withDescent],
  ['the reference', withDescentReference],
] as const)('moves rows of %s with all that is theirs, the busy ones to the front', (_, run) => {
  run(size, (descent) => {
    const random = new Random(5);
    const slots = random.shuffle(Int32Array.from({ length: count }, (_, i) => i));
    const of = (sample: number) => ({
      x: sample + 0.5,
      alpha: (k: number) => 10 * sample + k,
      sign: (k: number) => (sample >> k) & 1,
      // Every fifth sample is busy, each in one machine.
      active: (k: number) => (sample % 5 === 0 && sample % 3 === k ? 1 : 0),
    });
    slots.forEach((sample, slot) => {
      descent.x.fill(of(sample).x, slot * size.width, (slot + 1) * size.width);
      for (let k = 0; k < size.machines; k++) {
        const pair = (slot >> 2) * size.machines + k;
        descent.alphas[4 * pair + (slot & 3)] = of(sample).alpha(k);
        descent.signs[pair]! |= of(sample).sign(k) << (slot & 3);
        descent.active[pair]! |= of(sample).active(k) << (slot & 3);
      }
    });
    regroupRows(descent, slots);
    expect([...slots].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
    slots.forEach((sample, slot) => {
      expect(descent.x[slot * size.width]).toBe(of(sample).x);
      for (let k = 0; k < size.machines; k++) {
        const pair = (slot >> 2) * size.machines + k;
        expect(descent.alphas[4 * pair + (slot & 3)]).toBe(of(sample).alpha(k));
        expect((descent.signs[pair]! >> (slot & 3)) & 1).toBe(of(sample).sign(k));
        expect((descent.active[pair]! >> (slot & 3)) & 1).toBe(of(sample).active(k));
      }
    });
    // Nine samples are busy, three in each machine.
    expect([...slots.slice(0, 9)].every((sample) => sample % 5 === 0)).toBe(true);
    expect([...slots.slice(0, 3)].every((sample) => sample % 3 === 0)).toBe(true);
  });
});
