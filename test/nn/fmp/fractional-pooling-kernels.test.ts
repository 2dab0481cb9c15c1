import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinEngine } from '../../../src/nn/engines/builtin/engine.js';
import type { Engine } from '../../../src/nn/engines/engine.js';
import { referenceEngine } from '../../../src/nn/engines/reference.js';
import { gradients } from '../../../src/nn/gradients.js';
import { Graph } from '../../../src/nn/graph/graph.js';
import { fractionalMaxPool2d } from '../../../src/nn/ops/fractional-max-pool2d.js';
import { multiply } from '../../../src/nn/ops/multiply.js';
import { reduceSum } from '../../../src/nn/ops/reduce-sum.js';

interface Pooling {
  readonly shape: readonly [batch: number, channels: number, height: number, width: number];
  /** First and last pixels. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly pixels: readonly number[];
}

/** Ranges as whoever feeds them may feed them: wide, empty, outside. */
const anyRanges = (images: number, count: number, length: number) =>
  fc.array(
    fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: length - 1 }) },
      { weight: 1, arbitrary: fc.constantFrom(-1, length, length + 3, 2 ** 31 - 1, -(2 ** 31)) },
    ),
    { minLength: 2 * count * images, maxLength: 2 * count * images },
  );

/** Regions of one pixel to three, as layers draw them. */
const narrowRanges = (images: number, count: number, length: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 0, max: 2 })), {
      minLength: count * images,
      maxLength: count * images,
    })
    .map((ranges) => ranges.flatMap(([first, more]) => [first, Math.min(length - 1, first + more)]));

const side = fc.integer({ min: 1, max: 11 });

const poolings: fc.Arbitrary<Pooling> = fc
  .tuple(
    fc.constantFrom(1, 2, 3),
    fc.constantFrom(1, 2, 5),
    side,
    side,
    fc.constantFrom(1, 4, 7),
    fc.boolean(),
  )
  .chain(([batch, channels, height, width, count, areNarrow]) => {
    const ranges = areNarrow ? narrowRanges : anyRanges;
    const size = batch * channels * height * width;
    return fc.record({
      shape: fc.constant([batch, channels, height, width] as const),
      rows: ranges(batch, count, height),
      columns: ranges(1, count, width),
      // Few different numbers, so that most regions have more than one largest.
      pixels: fc.array(fc.constantFrom(-2, -1, 0, 3), { minLength: size, maxLength: size }),
    });
  });

/** What a pooling gives, and what comes back when each region is given another whole number: all of it exact. */
async function pooled(engine: Engine, { shape, rows, columns, pixels }: Pooling) {
  const graph = new Graph();
  const x = graph.constant({ data: Float32Array.from(pixels), shape });
  const count = columns.length / 2;
  const down = graph.placeholder('rows', [shape[0], count, 2], 'int32');
  const across = graph.placeholder('columns', [1, count, 2], 'int32');
  const y = fractionalMaxPool2d(x, { rows: down, columns: across, widest: 11, most: count });
  const weights = Float32Array.from({ length: shape[0] * shape[1] * count * count }, (_, i) => (i % 97) + 1);
  const loss = reduceSum(multiply(y, graph.constant({ data: weights, shape: y.shape })));
  const fetches = [y, ...gradients(loss, [x])];
  const executable = await engine.compile({ graph, fetches, updates: [] });
  const feeds = new Map([
    [down, Int32Array.from(rows)],
    [across, Int32Array.from(columns)],
  ]);
  const results = await executable.run(feeds);
  await executable.dispose();
  return results;
}

describe('the kernels of fractional max pooling', () => {
  it('give the numbers of the reference, whatever regions they are fed', async () => {
    const engines = [builtinEngine({ threads: 1 }), builtinEngine({ threads: 2 })];
    await fc.assert(
      fc.asyncProperty(poolings, async (pooling) => {
        const expected = await pooled(referenceEngine(), pooling);
        for (const engine of engines) expect(await pooled(engine, pooling)).toEqual(expected);
      }),
    );
  });
});
