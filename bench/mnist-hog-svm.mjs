// MNIST by HOG and a classifier:
//   node bench/mnist-hog-svm.mjs <folder of mnist> [--validation] [classifier[:option=value,…]…]
// HOG of 9 orientations, cells of 4×4 pixels, blocks of 2×2 cells: 1,296 numbers an image; trained on the 60,000 images
// of the training files, asked about the 10,000 of the test files. Without classifiers: those of `usual`.
// With --validation the last 10,000 of the training images are asked about instead, and the others trained on: options
// are chosen so, and not by what the test images say.
import { findClassifier } from 'fovea/classify';
import { ndarray } from 'fovea/core';
import { openMnist } from 'fovea/data';
import { hog } from 'fovea/features';

const usual = ['linear-svm:scaling=none', 'linear-svm:scaling=none,map=rbf,landmarks=6000,gamma=0.06,C=10'];
const words = process.argv.slice(2);
const isValidation = words.includes('--validation');
const [folder, ...asked] = words.filter((word) => word !== '--validation');
if (!folder) {
  console.error('Usage: node bench/mnist-hog-svm.mjs <folder of mnist> [classifier[:option=value,…]…]');
  process.exit(2);
}

const dataset = await openMnist(folder);
const { train: all } = dataset.split;
const parts = isValidation
  ? { train: all.subarray(0, 50_000), test: all.subarray(50_000) }
  : { train: all, test: dataset.split.test };
const train = await described(parts.train);
const test = await described(parts.test);
console.log(`HOG of ${dataset.labels.length} images in ${seconds(train.time + test.time)}`);
console.log(
  '| classifier | error | training | of it processor | prediction | memory | fitting |\n|---|---|---|---|---|---|---|',
);
for (const text of asked.length > 0 ? asked : usual) {
  const [name, given = ''] = text.split(':');
  const options = Object.fromEntries(given.split(',').filter(Boolean).map(option));
  const classifier = findClassifier(name).create(options);
  const training = await timed(() => classifier.fit(train.x, train.y));
  const asking = await timed(() => classifier.predict(test.x));
  const wrong = asking.result.filter((label, i) => label !== test.y[i]).length;
  console.log(
    `| ${text} | ${((100 * wrong) / test.y.length).toFixed(2)}% | ${seconds(training.time)} | ${seconds(training.processor)} | ` +
      `${((1000 * asking.time) / test.y.length).toFixed(0)} µs an image | ` +
      `${(process.resourceUsage().maxRSS / 1024 / 1024).toFixed(2)} GB at most so far | ${JSON.stringify(classifier.diagnostics?.())} |`,
  );
}

async function described(indices) {
  const start = performance.now();
  const images = [];
  for (const i of indices) images.push(await dataset.load(i));
  const rows = new Float32Array(images.length * 1296);
  images.forEach((image, at) => {
    rows.set(hog(image, { orientations: 9, pixelsPerCell: 4, cellsPerBlock: 2 }).data, 1296 * at);
  });
  const y = Int32Array.from(indices, (i) => dataset.labels[i]);
  return { x: ndarray(rows, [images.length, 1296]), y, time: performance.now() - start };
}

async function timed(run) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const { user, system } = process.cpuUsage(before);
  return { result, time: performance.now() - start, processor: (user + system) / 1000 };
}

function option(text) {
  const [name, value] = text.split('=');
  if (value === 'true' || value === 'false') return [name, value === 'true'];
  return [name, Number.isNaN(Number(value)) ? value : Number(value)];
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
