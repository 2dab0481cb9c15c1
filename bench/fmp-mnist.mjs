// MNIST by fractional max-pooling, all four variants of the paper, no augmentation (npm run build first):
//   node bench/fmp-mnist.mjs [--variants random-overlapping,…] [--epochs 10] [--seed 1] [--engine builtin|onnxruntime]
//                            [--data ../shared/data/mnist] [--out out/fmp-mnist] [--resume] [--table]
//   --options     JSON: other options of the network and its training, such as '{"optimizer":"momentum"}'
//   --tests       with fresh regions after the training, softmax outputs summed; 12
//   --test-every  epochs, a single test, for the log alone; 5, 0: never
//   --limit       only so many of the training and of the test images
//   --resume      go on where a run into the same folder was stopped; what is finished is not done again
//   --table       train nothing: the table of what is there
// Into --out: for each variant a log with a line an epoch, a checkpoint, and what came out (`errors` are those after
// 1, 2, … tests); of all of them table.md, and errors.svg, the curves.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openMnist } from 'fovea/data';
import { errorCurves } from './harness/error-curves.mjs';
import { countOf, limited, loggedTraining, resultsIn, writeWhole } from './harness/logged-training.mjs';

/** The paper's test errors in percent, after 1 and after 12 tests. */
const paper = {
  'pseudorandom-disjoint': [0.54, 0.38],
  'random-disjoint': [0.57, 0.37],
  'pseudorandom-overlapping': [0.44, 0.34],
  'random-overlapping': [0.5, 0.32],
};

const say = (text) => process.stderr.write(`${text}\n`);

function readArguments() {
  const { values } = parseArgs({
    options: {
      variants: { type: 'string', default: Object.keys(paper).join() },
      epochs: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      engine: { type: 'string', default: 'builtin' },
      data: {
        type: 'string',
        default: fileURLToPath(new URL('../../shared/data/mnist', import.meta.url)),
      },
      out: { type: 'string', default: 'out/fmp-mnist' },
      options: { type: 'string', default: '{}' },
      tests: { type: 'string', default: '12' },
      'test-every': { type: 'string', default: '5' },
      limit: { type: 'string' },
      resume: { type: 'boolean', default: false },
      table: { type: 'boolean', default: false },
    },
  });
  const variants = values.variants.split(',');
  const unknown = variants.find((variant) => !(variant in paper));
  if (unknown !== undefined)
    throw new Error(
      `Expected some of ${Object.keys(paper).join()} for --variants but received '${unknown}'.`,
    );
  return {
    ...values,
    variants,
    epochs: countOf(values.epochs, 'epochs'),
    seed: Number(values.seed),
    options: JSON.parse(values.options),
    tests: countOf(values.tests, 'tests'),
    testEvery: Number(values['test-every']),
    limit: countOf(values.limit, 'limit'),
  };
}

async function trainAll({ variants, epochs, seed, options, data, limit, out, ...rest }) {
  const dataset = await openMnist(data);
  const split = limited(dataset.split, limit);
  for (const variant of variants) {
    const [sequence, neighbours] = variant.split('-');
    const own = { sequence, overlapping: neighbours === 'overlapping', epochs, seed, ...options };
    const { engine, tests, testEvery, resume } = rest;
    const what = { split, network: 'fmp', options: own, engine, tests, testEvery };
    await loggedTraining(dataset, what, { folder: out, title: variant, resume, say });
    await report(out);
  }
}

/** Writes the table and the curves of what is there. */
async function report(out) {
  const results = resultsIn(out, Object.keys(paper));
  writeWhole(join(out, 'table.md'), tableOf(results));
  if (results.length > 0)
    writeWhole(
      join(out, 'errors.svg'),
      await errorCurves(results.map(({ title, errors }) => ({ title, errors }))),
    );
}

function tableOf(results) {
  const tests = Math.max(1, ...results.map(({ errors }) => errors.length));
  const rows = results.map(({ title, epochs, seconds, processorSeconds, errors }) => [
    title.replace('-', ' '),
    epochs,
    seconds.toFixed(0),
    processorSeconds.toFixed(0),
    percent(100 * errors[0]),
    percent(100 * errors.at(-1)),
    ...paper[title].map(percent),
  ]);
  const head = `| variant | epochs | seconds | of it processor | 1 test | ${tests} tests | paper, 1 test | paper, 12 tests |`;
  return `${[head, `|${'---|'.repeat(8)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')}\n`;
}

function percent(value) {
  return `${value.toFixed(2)}%`;
}

try {
  const given = readArguments();
  if (!given.table) await trainAll(given);
  await report(given.out);
  process.stdout.write(tableOf(resultsIn(given.out, Object.keys(paper))));
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
