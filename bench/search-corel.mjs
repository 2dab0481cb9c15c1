// Retrieval quality on Corel-1k: node bench/search-corel.mjs <corel1k> [words…]
// 900 images are indexed, 100 queries asked; an answer is right when it is of the query's class
// (number div 90 of an image, number div 10 of a query). Learns the words from the indexed images alone.
import { join, parse } from 'node:path';
import { gatherFeatures, learnVocabulary } from 'fovea/extract';
import { findExtractor } from 'fovea/features';
import { listImages } from 'fovea/image';
import { createIndex, meanAveragePrecision, precisionAt } from 'fovea/search';

const [corel, ...sizes] = process.argv.slice(2);
if (!corel) {
  console.error('Usage: node bench/search-corel.mjs <folder of corel1k> [words…]');
  process.exit(2);
}
const feature = { extractor: findExtractor('rootsift'), options: { maxKeypoints: 500 } };
const described = async (folder) =>
  (await gatherFeatures(await listImages([join(corel, folder)]), feature)).images;
const classOf = (path, each) => Math.floor(Number(parse(path).name) / each);

const [images, queries] = [await described('images'), await described('queries')];
console.log('| words | mAP@10 | mAP@100 | P@10 | ms a query |\n|---|---|---|---|---|');
for (const words of sizes.length > 0 ? sizes.map(Number) : [200, 1000]) {
  const source = { name: 'rootsift', options: { ...defaults(), maxKeypoints: 500 } };
  const vocabulary = learnVocabulary(images, {
    words,
    sampleSize: 30 * words,
    maxIterations: 15,
    seed: 1,
    source,
  });
  const index = createIndex({ vocabulary });
  for (const { path, features } of images) await index.add(path, features);
  const answers = [];
  const start = performance.now();
  for (const { path, features } of queries) {
    const hits = await index.search(features, { top: images.length });
    answers.push({ ranked: hits.map((hit) => classOf(hit.path, 90) === classOf(path, 10)), relevant: 90 });
  }
  const milliseconds = (performance.now() - start) / queries.length;
  const p10 = answers.reduce((sum, { ranked }) => sum + precisionAt(ranked, 10), 0) / answers.length;
  const figures = [meanAveragePrecision(answers, 10), meanAveragePrecision(answers, 100), p10];
  console.log(`| ${words} | ${figures.map((f) => f.toFixed(3)).join(' | ')} | ${milliseconds.toFixed(0)} |`);
}

function defaults() {
  return Object.fromEntries(
    Object.entries(feature.extractor.options).map(([name, option]) => [name, option.default]),
  );
}
