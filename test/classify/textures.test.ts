import { expect, it } from 'vitest';
import { findClassifier } from '../../src/classify/index.js';
import { stack, takeRows } from '../../src/core/ndarray.js';
import { openImageFolder, stratifiedSplit } from '../../src/data/index.js';
import { lbpFeature } from '../../src/features/index.js';
import { describeWithData } from '../helpers/shared-data.js';

describeWithData(
  'Classifiers on KTH-TIPS textures by LBP, 40 training images a class',
  'kth-tips',
  (folder) => {
    it('svm reaches 90%, logistic 85%, knn 80%', async () => {
      const data = await openImageFolder(folder);
      const { train, test } = stratifiedSplit(data.labels, { seed: 1, trainPerClass: 40, testPerClass: 20 });
      const used = [...train, ...test];
      const rows: Float32Array[] = [];
      for (const i of used) rows.push(lbpFeature(await data.load(i)));
      const x = stack(rows);
      const y = Int32Array.from(used, (i) => data.labels[i]!);
      const trainRows = Array.from(train.keys());
      const testRows = Array.from(test.keys(), (i) => train.length + i);
      for (const [name, least] of [
        ['svm', 0.9],
        ['logistic', 0.85],
        ['knn', 0.8],
      ] as const) {
        const classifier = findClassifier(name).create();
        await classifier.fit(takeRows(x, trainRows), y.subarray(0, train.length));
        const predicted = await classifier.predict(takeRows(x, testRows));
        const right = predicted.filter((label, i) => label === y[testRows[i]!]).length;
        expect(right / predicted.length, name).toBeGreaterThanOrEqual(least);
        expect(classifier.diagnostics!().converged).toBe(true);
      }
    });
  },
);
