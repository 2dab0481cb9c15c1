// A bag of visual words by hand: descriptors → vocabulary → histograms → k nearest neighbours.
import assert from 'node:assert/strict';
import { encodeWords, sampleDescriptors, trainVocabulary } from 'fovea/bow';
import { findClassifier } from 'fovea/classify';
import { Random, stack } from 'fovea/core';
import { drawSampleImage } from 'fovea/data';
import { rootSift, sift } from 'fovea/features';

const classes = ['stripes', 'weave', 'spots', 'ring'];
const random = new Random(1);
const draw = (name, i) => rootSift(sift(drawSampleImage(name, random.fork(`${name}/${i}`), 96)).descriptors);
const imagesOf = (from, to) =>
  classes.flatMap((name, label) =>
    Array.from({ length: to - from }, (_, i) => ({ label, descriptors: draw(name, from + i) })),
  );
const [train, test] = [imagesOf(0, 12), imagesOf(12, 18)];

const sample = sampleDescriptors(
  train.map(({ descriptors }) => descriptors),
  { count: 2000, seed: 1 },
);
const vocabulary = trainVocabulary(sample, { words: 40, seed: 1 });
const vectors = (images) => stack(images.map(({ descriptors }) => encodeWords(vocabulary, descriptors)));
const labels = (images) => Int32Array.from(images, ({ label }) => label);

const knn = findClassifier('knn').create({ k: 3 });
await knn.fit(vectors(train), labels(train));
const predicted = await knn.predict(vectors(test));
const right = predicted.filter((label, i) => label === test[i].label).length;

console.log(`${right} of ${test.length} test pictures named`);
assert.ok(right >= 0.7 * test.length && right <= test.length);
