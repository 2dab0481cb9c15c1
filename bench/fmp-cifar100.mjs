// CIFAR-100 from few images (100 a class): a small network of fractional max poolings beside LeNet, and beside colour,
// HOG and visual words with a linear SVM. No augmentation (npm run build first):
//   node bench/fmp-cifar100.mjs [--only fmp,lenet,svm] [--epochs 25] [--seed 1] [--engine builtin|onnxruntime]
//                               [--data ../shared/data/cifar100] [--out out/fmp-cifar100] [--again] [--table]
//   --validation  ask about the last fifth of the training images instead, and train on the others: options are chosen
//                 so, and not by what the test images say
//   --options     JSON: other options of what is trained, such as '{"filters":16}'
//   --limit       only so many of the training and of the test images
//   --again       do again what is finished; else only what is not, and trainings go on where they were stopped
//   --table       train nothing: the table of what is there
// Into --out: of each contestant what came out, of networks also a log and a checkpoint; table.md.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareModels } from 'fovea/compare';
import { openDataset } from 'fovea/data';
import { countOf, limited, loggedTraining, resultsIn, writeWhole } from './harness/logged-training.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

/** Tests of the network that draws, softmax outputs summed. */
const TESTS = 12;

/** By the names of `--only`: what each is, and how it is made. */
const contestants = {
  fmp: {
    what: '(32n C2 – FMP 1.3)₇ – C2 – C1 – output',
    run: (given) => trainNetwork('fmp', { poolings: 7, ratio: 1.3 }, { ...given, tests: TESTS }),
  },
  lenet: { what: 'LeNet-5', run: (given) => trainNetwork('lenet', {}, { ...given, tests: 1 }) },
  svm: {
    what: 'colour + HOG + BoVW, linear SVM',
    run: (given) =>
      trainClassical('colour+hog+bovw+linear-svm', {
        ...given,
        // Chosen by --validation. Dense patches: 32×32 pixels have next to no extrema.
        own: {
          ...{ bins: 4, grid: 2, norm: 'l1-sqrt' },
          ...{ pixelsPerCell: 4, cellsPerBlock: 2 },
          ...{ detector: 'dense', step: 2, patchSize: 8, words: 1000, sampleSize: 50_000 },
          ...{ map: 'hellinger', C: 0.003 },
        },
      }),
  },
};

function readArguments() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: Object.keys(contestants).join() },
      epochs: { type: 'string', default: '25' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'builtin' },
      data: {
        type: 'string',
        default: fileURLToPath(new URL('../../shared/data/cifar100', import.meta.url)),
      },
      out: { type: 'string', default: 'out/fmp-cifar100' },
      options: { type: 'string', default: '{}' },
      limit: { type: 'string' },
      validation: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
    },
  });
  const only = values.only.split(',');
  const unknown = only.find((name) => !(name in contestants));
  if (unknown !== undefined)
    throw new Error(
      `Expected some of ${Object.keys(contestants).join()} for --only but received '${unknown}'.`,
    );
  return {
    ...values,
    only,
    epochs: countOf(values.epochs, 'epochs'),
    seed: Number(values.seed),
    options: JSON.parse(values.options),
    limit: countOf(values.limit, 'limit'),
  };
}

/** The data set's own split, or its training images alone, parted. */
function splitOf({ split }, { validation, limit }) {
  const { length } = split.train;
  const kept = Math.floor(0.8 * length);
  const parts = validation
    ? { train: split.train.subarray(0, kept), test: split.train.subarray(kept) }
    : split;
  return limited(parts, limit);
}

async function trainNetwork(
  network,
  own,
  { dataset, split, epochs, seed, engine, options, out, again, tests },
) {
  const what = { split, network, options: { ...own, epochs, seed, ...options }, engine, tests };
  await loggedTraining(dataset, what, { folder: out, title: network, resume: !again, say });
}

/** Everything in this thread; seconds are those of extraction and training. */
async function trainClassical(name, { dataset, split, seed, options, out, again, own }) {
  const file = join(out, 'svm.json');
  if (!again && existsSync(file)) return;
  const before = process.cpuUsage();
  const comparison = await compareModels(
    { ...dataset, split },
    {
      models: [name],
      options: { ...own, ...options },
      seed,
      leaks: 'ignore',
      clock: () => performance.now(),
    },
  );
  const [{ accuracy, seconds, converged }] = comparison.results;
  const { user, system } = process.cpuUsage(before);
  const result = {
    title: 'svm',
    images: split.train.length,
    tested: split.test.length,
    options: { ...own, ...options },
    seconds: seconds.extract + seconds.train,
    processorSeconds: (user + system) / 1e6,
    testSeconds: seconds.predict,
    converged,
    errors: [1 - accuracy],
  };
  writeWhole(file, JSON.stringify(result, null, 2));
  say(`${name}: ${(100 * accuracy).toFixed(2)}%, ${result.seconds.toFixed(1)} s`);
}

async function runAll({ only, ...given }) {
  const dataset = await openDataset(given.data);
  const split = splitOf(dataset, given);
  for (const name of only) {
    await contestants[name].run({ ...given, dataset, split });
    writeWhole(join(given.out, 'table.md'), tableOf(given.out));
  }
}

function tableOf(out) {
  const results = resultsIn(out, Object.keys(contestants));
  const rows = results.map(({ title, epochs = '', seconds, errors }) => [
    contestants[title].what,
    epochs,
    seconds.toFixed(0),
    percent(1 - errors[0]),
    errors.length > 1 ? percent(1 - errors.at(-1)) : '',
  ]);
  const head = `| | epochs | seconds of training | accuracy, 1 test | ${TESTS} tests |`;
  return `${[head, '|---|---|---|---|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')}\n`;
}

function percent(part) {
  return `${(100 * part).toFixed(2)}%`;
}

try {
  const given = readArguments();
  if (!given.table) await runAll(given);
  process.stdout.write(tableOf(given.out));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
