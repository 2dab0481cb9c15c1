import { describe, expect, it } from 'vitest';
import { nearestCentroidClassifier } from '../../src/classify/nearest-centroid.js';
import { stack } from '../../src/core/ndarray.js';
import { goldenSet, machines } from './golden.js';

describe('nearest-centroid', () => {
  it.each(machines.nearestCentroid)(
    'predicts what scikit-learn predicts on $set',
    async ({ set, predictions }) => {
      const { x, y, testX } = goldenSet(set);
      const classifier = nearestCentroidClassifier.create({ scaling: 'none' });
      await classifier.fit(x, y);
      expect([...(await classifier.predict(testX))]).toEqual(predictions);
    },
  );

  it('asks for the mean, not the nearest sample, and by the angle where told so', async () => {
    const x = stack([
      [0, 1],
      [0, 9],
      [4, 1],
      [8, 1],
    ]);
    const ask = stack([[1, 1.5]]);
    const answers: number[] = [];
    for (const distance of ['euclidean', 'cosine']) {
      const classifier = nearestCentroidClassifier.create({ distance, scaling: 'none' });
      await classifier.fit(x, Int32Array.of(0, 0, 1, 1));
      answers.push(...(await classifier.predict(ask)));
    }
    // Centroids are (0, 5) and (6, 1): distances 3.64 and 5.02; cosines 0.83 and 0.68.
    expect(answers).toEqual([0, 0]);
    const classifier = nearestCentroidClassifier.create({ distance: 'cosine', scaling: 'none' });
    await classifier.fit(x, Int32Array.of(0, 0, 1, 1));
    expect([...(await classifier.predict(stack([[0.3, 0.1]])))]).toEqual([1]);
  });
});
