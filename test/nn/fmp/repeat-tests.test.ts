import { afterAll, describe, expect, it } from 'vitest';
import { ndarray } from '../../../src/core/ndarray.js';
import { Random } from '../../../src/core/random.js';
import { Network } from '../../../src/nn/network.js';
import { findNetwork } from '../../../src/nn/networks/index.js';

const random = new Random(5);
const count = 30;
const x = ndarray(
  Float32Array.from({ length: count * 121 }, () => random.uniform()),
  [count, 1, 11, 11],
);
const labels = Array.from({ length: count }, (_, i) => i % 3);
const network = await Network.create({
  definition: findNetwork('fmp'),
  task: { inputShape: [1, 11, 11], outputs: 3 },
  options: { filters: 2, poolings: 3, repeatTests: 2 },
});

const rowsOf = ({ data }: { readonly data: Float32Array }) =>
  Array.from({ length: count }, (_, i) => [...data.subarray(3 * i, 3 * i + 3)]);

describe('a network that draws', () => {
  afterAll(() => network.dispose());

  it('gives for several tests the mean of their answers, each with regions of its own, and repeats itself', async () => {
    const one = await network.predictProba(x, { repeatTests: 1 });
    const two = await network.predictProba(x, { repeatTests: 2 });
    expect(await network.predictProba(x)).toEqual(two);
    const second = Float32Array.from(two.data, (mean, i) => 2 * mean - one.data[i]!);
    expect(second).not.toEqual(one.data);
    for (const row of rowsOf({ data: second })) {
      expect(Math.min(...row)).toBeGreaterThanOrEqual(-1e-6);
      expect(row.reduce((sum, value) => sum + value)).toBeCloseTo(1, 5);
    }
  });

  it('counts whole votes where each test has one', async () => {
    const votes = await network.predictProba(x, { repeatTests: 4, repeatVote: true });
    for (const value of votes.data) expect([0, 1, 2, 3, 4]).toContain(Math.round(value * 4 * 1e5) / 1e5);
  });

  it.each([false, true])(
    'counts errors after each test as its answers make them (votes: %s)',
    async (repeatVote) => {
      const errors = await network.repeatedErrors(x, labels, { repeatTests: 5, repeatVote });
      expect(errors).toHaveLength(5);
      for (const [i, wrong] of errors.entries()) {
        const answers = await network.predictProba(x, { repeatTests: i + 1, repeatVote });
        const found = rowsOf(answers).map((row) => row.indexOf(Math.max(...row)));
        expect(found.filter((label, image) => label !== labels[image])).toHaveLength(wrong);
      }
    },
  );
});
