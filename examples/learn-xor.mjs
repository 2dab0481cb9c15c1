// A network learns what no line can part: whether exactly one of two numbers is large.
import assert from 'node:assert/strict';
import { ndarray, Random } from 'fovea/core';
import { findNetwork, Network } from 'fovea/nn';

const random = new Random(1);
const count = 200;
const x = ndarray(
  Float32Array.from({ length: 2 * count }, () => random.uniform()),
  [count, 2],
);
const isLarge = (i) => x.data[i] > 0.5;
const y = ndarray(
  Int32Array.from({ length: count }, (_, i) => Number(isLarge(2 * i) !== isLarge(2 * i + 1))),
  [count],
);

const network = await Network.create({
  definition: findNetwork('mlp'),
  task: { inputShape: [2, 1, 1], outputs: 2 },
  options: { hidden: 16, hidden2: 16, epochs: 150, batch: 20, rate: 0.01, seed: 1 },
});
const history = await network.fit({ x, y });
await network.dispose();

const { accuracy } = history.at(-1).training;
console.log(`${(100 * accuracy).toFixed(1)}% of the points after ${history.length} epochs`);
assert(accuracy > 0.95);
