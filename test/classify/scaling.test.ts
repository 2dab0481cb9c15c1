import { describe, expect, it } from 'vitest';
import { findClassifier } from '../../src/classify/index.js';
import { fitScaler, restoreScaler, scalingNames } from '../../src/classify/scaling.js';
import { farthest, goldenSet, machines, samplesOf } from './golden.js';

const { features, x, testX } = machines.scalers;

describe('scaling', () => {
  it.each(['min-max', 'l1', 'l2'] as const)(
    '%s does what scikit-learn does, constant columns and zeros too',
    (name) => {
      const scaler = fitScaler(name, samplesOf(x, features))!;
      expect(farthest(scaler.apply(Float32Array.from(testX)), machines.scalers[name])).toBeLessThan(1e-6);
    },
  );

  it.each(scalingNames)('%s comes back from its state', (name) => {
    const scaler = fitScaler(name, samplesOf(x, features));
    const again = restoreScaler(name, { state: () => scaler!.state(), features });
    const rows = Float32Array.from(testX);
    expect(again?.apply(rows)).toEqual(scaler?.apply(rows));
    expect(again === undefined).toBe(name === 'none');
  });

  it('leaves the samples alone', () => {
    for (const name of scalingNames) {
      const rows = Float32Array.from(testX);
      fitScaler(name, samplesOf(x, features))?.apply(rows);
      expect(rows).toEqual(Float32Array.from(testX));
    }
  });

  it.each(scalingNames)('%s goes with every classifier of any numbers', async (scaling) => {
    const set = goldenSet('three');
    for (const name of ['linear-svm', 'logistic', 'knn', 'nearest-centroid']) {
      const classifier = findClassifier(name).create({ scaling });
      await classifier.fit(set.x, set.y);
      const labels = await classifier.predict(set.x);
      expect(labels.filter((label, i) => label === set.y[i]).length, name).toBeGreaterThan(30);
      expect(await findClassifier(name).restore(classifier.state()).predict(set.x)).toEqual(labels);
    }
  });
});
