import { describe, expect, it } from 'vitest';
import { PrincipalComponents } from '../../src/bow/index.js';
import { type NdArray, ndarray, stack, takeRows } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { expectAllClose, golden } from './helpers/encodings-golden.js';

const random = new Random(5);
const cloud = ndarray(
  Float32Array.from({ length: 300 * 6 }, (_, at) => random.normal(at % 6, 1 + (at % 6))),
  [300, 6],
);

describe('principal components', () => {
  it.each(golden.components)("are scikit-learn's, of $title", (expected) => {
    const { dimensions, whiten } = expected;
    const found = PrincipalComponents.fit(stack(expected.rows), { dimensions, whiten });
    expectAllClose(found.variances, expected.variances, 1e-6);
    expectAllClose(found.axes.data, expected.axes.flat(), 1e-6);
    expectAllClose(found.project(stack(expected.others)).data, expected.projected.flat(), 2e-6);
  });

  it('of points on a line are the line and nothing else', () => {
    const line = stack([
      [1, 2],
      [2, 4],
      [3, 6],
      [4, 8],
    ]);
    const found = PrincipalComponents.fit(line, { dimensions: 1 });
    expectAllClose(found.axes.data, [1 / Math.sqrt(5), 2 / Math.sqrt(5)], 1e-12);
    expect([...found.project(line).data].map((value) => value.toFixed(5))).toEqual(
      [-1.5, -0.5, 0.5, 1.5].map((steps) => (steps * Math.sqrt(5)).toFixed(5)),
    );
    expect(() => PrincipalComponents.fit(line, { dimensions: 2 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA', message: expect.stringContaining('at most 1 dimension') }),
    );
  });

  it('keep every distance when none is left out', () => {
    const { data } = PrincipalComponents.fit(cloud, { dimensions: 6 }).project(cloud);
    const distance = (rows: Float32Array) =>
      Math.hypot(...rows.subarray(0, 6).map((v, j) => v - rows[6 + j]!));
    expect(distance(data)).toBeCloseTo(distance(cloud.data), 4);
  });

  it('have variance 1 and no covariance when whitened', () => {
    const { data } = PrincipalComponents.fit(cloud, { dimensions: 3, whiten: true }).project(cloud);
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        let sum = 0;
        for (let i = 0; i < 300; i++) sum += data[3 * i + a]! * data[3 * i + b]!;
        expect(sum / 299).toBeCloseTo(a === b ? 1 : 0, 4);
      }
  });

  it('do not depend on the order of rows, nor on which of rows and columns are more', () => {
    const turned = takeRows(
      cloud,
      Int32Array.from({ length: 300 }, (_, i) => 299 - i),
    );
    const axesOf = (rows: NdArray<Float32Array>) =>
      PrincipalComponents.fit(rows, { dimensions: 4 }).axes.data;
    expectAllClose(axesOf(turned), axesOf(cloud), 1e-9);
    // Six rows of six numbers go the one way, the same and their mean, which adds nothing, the other.
    const few = takeRows(cloud, [0, 1, 2, 3, 4, 5]);
    const mean = Array.from({ length: 6 }, (_, j) =>
      [0, 1, 2, 3, 4, 5].reduce((s, i) => s + few.data[6 * i + j]! / 6, 0),
    );
    const more = stack([...[0, 1, 2, 3, 4, 5].map((i) => few.data.subarray(6 * i, 6 * i + 6)), mean]);
    expectAllClose(axesOf(more), axesOf(few), 1e-5);
  });

  it('come back from their state, and refuse rows of another length', () => {
    const found = PrincipalComponents.fit(cloud, { dimensions: 2, whiten: true });
    const again = PrincipalComponents.restore(found.state());
    expect(again.project(cloud)).toEqual(found.project(cloud));
    expect(again.project({ data: new Float32Array(0), shape: [0, 6] }).shape).toEqual([0, 2]);
    expect(() => again.project(stack([[1, 2]]))).toThrow(expect.objectContaining({ code: 'MISMATCH' }));
    expect(() => PrincipalComponents.restore({ config: {}, tensors: found.state().tensors })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });

  it('refuse more dimensions than numbers, and a single row', () => {
    expect(() => PrincipalComponents.fit(cloud, { dimensions: 7 })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION' }),
    );
    expect(() => PrincipalComponents.fit(stack([[1, 2]]), { dimensions: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});
