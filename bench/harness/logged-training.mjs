import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ndarray } from 'fovea/core';
import { decodeCheckpoint, encodeCheckpoint, findNetwork, imageSource, Network } from 'fovea/nn';

/**
 * Trains a network and tests it, leaving in a folder, as it goes on:
 * - `<title>.log`: a line of JSON for each epoch;
 * - `<title>.checkpoint`: all it takes to go on after the last whole epoch;
 * - `<title>.json`: what came out.
 *
 * What it knows of the test images is only told, and steers nothing.
 * @param {import('fovea/data').Dataset} dataset
 * @param {object} what
 * @param {import('fovea/data').Split} what.split
 * @param {string} what.network a network's name
 * @param {object} what.options of the network and its training
 * @param {'builtin' | 'onnxruntime'} what.engine
 * @param {number} what.tests with fresh draws, at the end
 * @param {number} [what.testEvery] so many epochs a single test on the side; 0: never
 * @param {object} place
 * @param {string} place.folder
 * @param {string} place.title
 * @param {boolean} place.resume take what is there already, finished or not
 * @param {(text: string) => void} place.say
 */
export async function loggedTraining(dataset, what, { folder, title, resume, say }) {
  const fileOf = (ending) => join(folder, `${title}.${ending}`);
  const { split, network: name, options, engine, tests, testEvery = 0 } = what;
  const card = { title, dataset: dataset.name, images: split.train.length, network: name, options, engine };
  if (resume && existsSync(fileOf('json'))) return finished(fileOf('json'), card);

  const pixels = planesOf(dataset);
  const inputShape = [dataset.channels, dataset.imageSize.height, dataset.imageSize.width];
  const task = { inputShape, outputs: dataset.classNames.length };
  const network = await Network.create({ definition: findNetwork(name), task, options, engine });
  const source = imageSource({
    labels: split.train.map((i) => dataset.labels[i]),
    inputShape,
    load: (i) => pixels(split.train[i]),
  });
  const asked = await all(pixels, split.test);
  const answers = split.test.map((i) => dataset.labels[i]);
  const errorsOf = async (count) =>
    (await network.repeatedErrors(asked, answers, { repeatTests: count })).map(
      (wrong) => wrong / split.test.length,
    );

  const from = resume ? checkpointIn(fileOf('checkpoint'), card) : undefined;
  const epochs = from ? linesOf(fileOf('log')).slice(0, from.history.length) : [];
  writeWhole(fileOf('log'), epochs.map((line) => `${JSON.stringify(line)}\n`).join(''));
  let watch = startWatch();
  await network.fit(source, {
    ...(from && { from }),
    async onEpoch({ epoch, training, rate }) {
      const line = { epoch, ...training, rate, ...watch() };
      if (testEvery > 0 && epoch % testEvery === 0) [line.testError] = await errorsOf(1);
      epochs.push(line);
      appendFileSync(fileOf('log'), `${JSON.stringify(line)}\n`);
      say(`${title}: ${inWords(line)}`);
    },
    async onCheckpoint(checkpoint) {
      writeWhole(fileOf('checkpoint'), encodeCheckpoint(checkpoint, card));
      watch = startWatch();
    },
  });
  watch = startWatch();
  const errors = await errorsOf(tests);
  await network.dispose();
  const total = (key) => epochs.reduce((sum, line) => sum + line[key], 0);
  const result = {
    ...card,
    tested: split.test.length,
    epochs: epochs.length,
    seconds: total('seconds'),
    processorSeconds: total('processorSeconds'),
    testSeconds: watch().seconds / tests,
    // Of the process so far, in MB.
    peakMemory: Math.round(process.resourceUsage().maxRSS / 1024),
    errors,
  };
  writeWhole(fileOf('json'), JSON.stringify(result, null, 2));
  return result;
}

/** What came out of trainings in a folder so far, by title; those that are not there are left out. */
export function resultsIn(folder, titles) {
  return titles
    .map((title) => join(folder, `${title}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
}

/** Writes beside and renames, so that a killed run leaves the old file or the new one. */
export function writeWhole(file, bytes) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.partial`, bytes);
  renameSync(`${file}.partial`, file);
}

/** The first of each, where a run on a fraction is wanted. */
export function limited({ train, test }, limit) {
  return limit === undefined
    ? { train, test }
    : { train: train.subarray(0, limit), test: test.subarray(0, limit) };
}

/** A whole number above 0, or undefined where nothing was said. */
export function countOf(text, name) {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new Error(`Expected a whole number above 0 for --${name} but received '${text}'.`);
}

function finished(file, card) {
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const differing = Object.keys(card).find(
    (key) => JSON.stringify(card[key]) !== JSON.stringify(result[key]),
  );
  if (differing === undefined) return result;
  throw new Error(
    `Expected the result of the same training in ${file} but its ${differing} is ${JSON.stringify(result[differing])}, ` +
      `not ${JSON.stringify(card[differing])}. Give another --out, or train without --resume.`,
  );
}

function checkpointIn(file, card) {
  return existsSync(file) ? decodeCheckpoint(readFileSync(file), { card, file }) : undefined;
}

function linesOf(file) {
  return readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
}

/** Images as planes of floats between 0 and 1. */
function planesOf(dataset) {
  return async (index) => {
    const { data, width, height, channels } = await dataset.load(index);
    const area = width * height;
    return Float32Array.from(data, (_, i) => data[(i % area) * channels + Math.floor(i / area)] / 255);
  };
}

async function all(pixels, indices) {
  const images = await Promise.all(Array.from(indices, pixels));
  const length = images[0].length;
  const data = new Float32Array(images.length * length);
  for (const [i, image] of images.entries()) data.set(image, i * length);
  return ndarray(data, [images.length, length]);
}

function startWatch() {
  const [start, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 };
  };
}

function inWords({ epoch, loss, accuracy, testError, seconds }) {
  const tested = testError === undefined ? '' : `, test error ${(100 * testError).toFixed(2)}%`;
  return `epoch ${epoch}: loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(2)}%${tested}, ${seconds.toFixed(1)} s`;
}
