import { describe, expect, it } from 'vitest';
import type { Band } from '../../../src/bow/k-means/band.js';
import { gridsOf } from '../../../src/bow/k-means/grids.js';
import { PlainBand } from '../../../src/bow/k-means/plain-band.js';
import { Random } from '../../../src/core/random.js';
import { KernelBand } from '../../../src/kernels/k-means/kernel-band.js';
import { ownKernels } from '../../../src/kernels/kernels.js';

type Numbers = Uint8Array | Float32Array;

const random = new Random(5);

/** Kinds of points: the title and how an array of them is drawn. */
const kinds: readonly [string, (count: number) => Numbers][] = [
  ['bytes', (count) => Uint8Array.from({ length: count }, () => random.integer(0, 255))],
  ['bytes full of ties', (count) => Uint8Array.from({ length: count }, () => random.integer(0, 1))],
  ['bytes at their largest', (count) => Uint8Array.from({ length: count }, () => random.integer(250, 255))],
  ['fractions', (count) => Float32Array.from({ length: count }, () => random.normal())],
  ['fractions full of ties', (count) => Float32Array.from({ length: count }, () => random.integer(0, 3) / 4)],
  [
    'fractions that float32 products cannot tell apart',
    (count) => Float32Array.from({ length: count }, () => 1000 + random.uniform() / 1000),
  ],
  ['tiny fractions', (count) => Float32Array.from({ length: count }, () => 1e-30 * random.normal())],
  ['zeros', (count) => new Float32Array(count)],
];

/** Both bands over the same points. */
function pair(
  data: Numbers,
  { length, boundBytes }: { length: number; boundBytes?: number },
): readonly [Band, Band] {
  const points = { data, count: data.length / length, length };
  const grids = gridsOf(points);
  return [
    new KernelBand(data, { kernels: ownKernels(), length, grids, ...(boundBytes && { boundBytes }) }),
    new PlainBand(points, grids),
  ];
}

function expectSameSteps(
  [kernel, plain]: readonly [Band, Band],
  centroids: Float32Array,
  length: number,
): void {
  for (let step = 0; step < 5; step++) {
    const expected = plain.assign(centroids);
    expect(kernel.assign(centroids)).toEqual(expected);
    expect([...kernel.distances()]).toEqual([...plain.distances()]);
    expected.counts.forEach((count, word) => {
      for (let i = word * length; i < (word + 1) * length; i++)
        if (count > 0) centroids[i] = expected.sums[i]! / count;
    });
  }
}

describe.each(kinds)('a band of %s', (_, draw) => {
  it('comes to the same sums, counts and distances by kernels as by measuring every word', () => {
    for (const [count, words, length] of [
      [1, 1, 1],
      [7, 3, 2],
      [300, 17, 16],
      [520, 70, 33],
      [600, 100, 8],
      [270, 20, 128],
    ] as const) {
      const data = draw(count * length);
      const bands = pair(data, { length });
      expect(bands[0].squares).toBe(bands[1].squares);
      expectSameSteps(bands, Float32Array.from(data.subarray(0, words * length)), length);
    }
  });

  it('approaches one centre, and many, alike', () => {
    const [length, count] = [20, 1500];
    const data = draw(count * length);
    const [kernel, plain] = pair(data, { length });
    const centres = Float32Array.from(data.subarray(0, 40 * length));
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 30],
      [30, 31],
      [31, 40],
    ] as const) {
      const given = centres.slice(from * length, to * length);
      expect(kernel.approach(given, from)).toEqual(plain.approach(given, from));
      expect(kernel.approached()).toEqual(plain.approached());
    }
  });
});

it('a band comes to the same where groups hold several panels of words', () => {
  const [count, words, length] = [500, 150, 10];
  for (const data of [
    Uint8Array.from({ length: count * length }, () => random.integer(0, 60)),
    Float32Array.from({ length: count * length }, () => random.normal()),
  ])
    for (const groups of [1, 3])
      expectSameSteps(
        pair(data, { length, boundBytes: 4 * count * groups }),
        Float32Array.from(data.subarray(0, words * length)),
        length,
      );
});
