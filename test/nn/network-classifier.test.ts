import { describe, expect, it } from 'vitest';
import { ndarray } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { networkClassifier } from '../../src/nn/network-classifier.js';
import { findNetwork } from '../../src/nn/networks/index.js';

/** Small pictures of one bright quadrant each, with noise: the label says which. */
function quadrants(count: number, seed: number, side = 8) {
  const random = new Random(seed);
  const y = Int32Array.from({ length: count }, (_, i) => i % 4);
  const data = Float32Array.from({ length: count * side * side }, (_, k) => {
    const image = Math.floor(k / (side * side));
    const [row, column] = [Math.floor((k % (side * side)) / side), k % side];
    const quadrant = (row >= side / 2 ? 2 : 0) + (column >= side / 2 ? 1 : 0);
    return random.uniform(0, 0.5) + (quadrant === y[image] ? 0.5 : 0);
  });
  return { x: ndarray(data, [count, side, side, 1]), y };
}

describe('a network as a classifier', () => {
  const definition = networkClassifier(findNetwork('mlp'));
  const options = { hidden: 16, hidden2: 0, epochs: 20, batch: 10, rate: 0.01, seed: 3 };

  it('learns, answers with probabilities, and comes back from its state', async () => {
    const { x, y } = quadrants(48, 1);
    const test = quadrants(20, 2);
    const classifier = definition.create(options);
    await classifier.fit(x, y);
    expect(await classifier.predict(test.x)).toEqual(test.y);
    const { data } = await classifier.predictProba(test.x);
    expect(data.subarray(0, 4).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
    const again = definition.restore(classifier.state());
    expect(await again.predictProba(test.x)).toEqual(await classifier.predictProba(test.x));
  });
});
