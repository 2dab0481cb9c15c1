// Is HOG better than raw pixels on this data, or was it luck? 3-fold cross-validation, twice.
import assert from 'node:assert/strict';
import { compareModels, comparisonTable } from 'fovea/compare';
import { Random } from 'fovea/core';
import { drawSampleImage } from 'fovea/data';

const classNames = ['star', 'ring', 'cross', 'weave'];
const perClass = 12;
const dataset = {
  name: 'drawn',
  classNames,
  labels: Int32Array.from({ length: classNames.length * perClass }, (_, i) => Math.floor(i / perClass)),
  pathOf: (i) => `${classNames[Math.floor(i / perClass)]}-${i}`,
  load: async (i) => drawSampleImage(classNames[Math.floor(i / perClass)], new Random(i), 32),
};

const comparison = await compareModels(dataset, {
  models: [
    'hog+knn',
    'pixels+knn',
    { model: 'hog+knn', label: 'hog+knn, k searched for', grid: { k: [1, 3, 5] } },
  ],
  folds: 3,
  repeats: 2,
  seed: 1,
});

console.log(comparisonTable(comparison, { colour: false }));
const [hog, pixels] = comparison.results;
const pair = comparison.pairs.find(
  ({ models }) => models.includes('hog+knn') && models.includes('pixels+knn'),
);
assert.equal(comparison.protocol.rounds.length, 6);
assert.ok(hog.accuracy > pixels.accuracy);
assert.ok(pair.adjustedPValue < 0.05, `p = ${pair.adjustedPValue}`);
