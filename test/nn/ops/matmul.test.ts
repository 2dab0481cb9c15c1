import { describe, expect, it } from 'vitest';
import { Graph } from '../../../src/nn/graph/graph.js';
import { matmul } from '../../../src/nn/ops/matmul.js';
import { checkGradients, evaluate } from '../helpers/check-gradients.js';

describe('matmul', () => {
  it('multiplies rows by columns', async () => {
    const graph = new Graph();
    const a = graph.constant({ data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
    const b = graph.constant({ data: Float32Array.of(1, 0, 0, 1, 1, 1), shape: [3, 2] });
    const [product] = await evaluate([matmul(a, b)], new Map());
    expect([...product!]).toEqual([4, 5, 10, 11]);
  });

  for (const transposeA of [false, true])
    for (const transposeB of [false, true])
      it(`has the gradients of central differences, transposed ${transposeA} and ${transposeB}`, async () => {
        const a = { shape: transposeA ? [3, 2] : [2, 3] };
        const b = { shape: transposeB ? [4, 3] : [3, 4] };
        await checkGradients([a, b], (x, y) => matmul(x!, y!, { transposeA, transposeB }));
      });

  it('refuses matrices that do not fit, and says so with both shapes and the scope', () => {
    const graph = new Graph();
    const a = graph.placeholder('a', [2, 3]);
    const b = graph.placeholder('b', [2, 3]);
    expect(() => graph.scope('dense1', () => matmul(a, b))).toThrow(
      expect.objectContaining({
        code: 'BAD_SHAPE',
        message:
          "Expected as many columns as the other's rows for dense1/matmul but received [2, 3] and [2, 3].",
      }),
    );
  });
});
