import { join } from 'node:path';
import type { Options } from 'yargs';
import { splitDataset } from '../src/compare/split-dataset.js';
import { FoveaError } from '../src/core/errors.js';
import { augmentOptions } from '../src/data/augment/augment.js';
import type { Dataset } from '../src/data/dataset.js';
import { writeAtomic } from '../src/files/atomic.js';
import { readBytes } from '../src/files/read-file.js';
import type { Card } from '../src/formats/artefact.js';
import { saveModel } from '../src/models/index.js';
import { trainNetwork } from '../src/models/train-network.js';
import { type EngineName, otherEngineHint } from '../src/nn/engines/choose-engine.js';
import type { Network } from '../src/nn/network.js';
import { findNetwork } from '../src/nn/networks/index.js';
import { decodeCheckpoint, encodeCheckpoint } from '../src/nn/train/checkpoint-file.js';
import type { Checkpoint, EpochReport, StepReport } from '../src/nn/train/train.js';
import type { Arguments, Context } from './command.js';
import { type EventFile, startEventFile } from './event-file.js';
import { CHECKPOINT_FILE, MODEL_FILE } from './model-file.js';
import { datasetOptionsOf, modelOptionsOf } from './model-flags.js';
import { flagsOf, givenOf } from './option-flags.js';
import { print, say } from './output.js';
import { type Progress, startProgress } from './progress.js';

/** What only networks have to be told. */
export const networkFlags: Record<string, Options> = {
  engine: {
    type: 'string',
    choices: ['builtin', 'onnxruntime'],
    default: 'builtin',
    describe: 'network: what computes; onnxruntime needs onnxruntime-node, installed beside Fovea',
  },
  resume: {
    type: 'boolean',
    describe: `network: go on from ${CHECKPOINT_FILE} in --out, as if it had never stopped`,
  },
  logdir: { type: 'string', describe: 'network: folder for an event file that TensorBoard shows' },
  ...flagsOf(augmentOptions, 'augment'),
};

/** `fovea train <dataset> --model lenet`: epoch after epoch, with a checkpoint after each. */
export async function trainNetworkCommand(
  dataset: Dataset,
  args: Arguments,
  { signal, quiet, json }: Context,
): Promise<void> {
  const name = args.model as string;
  const out = args.out as string;
  const { seed, split: rule, size } = datasetOptionsOf(args);
  const split = splitDataset(dataset, { rule, seed });
  const options = modelOptionsOf([name], args);
  const augment = givenOf(augmentOptions, args);
  const imageSize = size ?? dataset.imageSize;
  const card = {
    dataset: dataset.name,
    images: split.train.length,
    model: findNetwork(name).name,
    options,
    augment,
    seed,
    size: imageSize ?? null,
  } as unknown as Card;
  const file = join(out, CHECKPOINT_FILE);
  const from = args.resume ? await checkpointOf(file, card) : undefined;
  if (args.resume) say(resumeLine(from, file), { quiet: quiet || json });
  let finished = from?.history.length ?? 0;
  const report = epochReporter({ quiet: quiet || json });
  let events: EventFile | undefined;
  const trained = await trainNetwork(dataset, name, {
    split,
    options,
    augment,
    seed,
    size: imageSize,
    engine: args.engine as EngineName,
    async onNetwork(network, sample) {
      say(engineLine(network.engine), { quiet });
      if (imageSize === undefined) say(sizeLine(network), { quiet });
      if (args.logdir !== undefined) events = await startEventFile(args.logdir as string, network, sample);
    },
    fit: {
      ...(from && { from }),
      signal,
      onStep: report.step,
      async onEpoch(epoch) {
        report.epoch(epoch);
        await events?.epoch(epoch);
      },
      async onCheckpoint(checkpoint) {
        await writeAtomic(file, encodeCheckpoint(checkpoint, card));
        finished = checkpoint.history.length;
      },
    },
  }).finally(() => {
    report.stop();
    if (signal.aborted && finished > 0)
      say(`epoch ${finished} is kept in ${file}: --resume goes on from there`, { quiet });
  });
  const { model, network, ...result } = trained;
  const modelFile = join(out, MODEL_FILE);
  await writeAtomic(modelFile, saveModel(model, { dataset: dataset.name, split: split.rule }));
  const { history, engine } = network;
  if (json) print(JSON.stringify({ out: modelFile, model: name, ...result, engine, history }));
  if (network.options.patience > 0) say(keptLine(history), { quiet: quiet || json });
  say(`${name}: ${(result.accuracy * 100).toFixed(2)}% of ${result.tested} test images → ${modelFile}`, {
    quiet: quiet || json,
  });
}

const engineLine = (engine: string): string =>
  engine === 'builtin' ? `engine: builtin; ${otherEngineHint}` : `engine: ${engine}`;

/** Which epoch's weights a training that may stop early has kept. */
function keptLine(history: readonly EpochReport[]): string {
  const lossOf = ({ validation, training }: EpochReport) => (validation ?? training).loss;
  const best = history.reduce((least, report) => (lossOf(report) < lossOf(least) ? report : least));
  const kind = best.validation ? 'validation' : 'training';
  return `kept: epoch ${best.epoch}, of the lowest ${kind} loss in ${history.length} epochs`;
}

function sizeLine({ definition, task }: Network): string {
  const [, height, width] = task.inputShape;
  return `images become ${width}×${height}, the size of ${definition.name}; --size makes them another (smaller is faster)`;
}

const resumeLine = (from: Checkpoint | undefined, file: string): string =>
  from ? `goes on after epoch ${from.history.length}` : `no checkpoint yet in ${file}: training begins`;

async function checkpointOf(file: string, card: Card): Promise<Checkpoint | undefined> {
  const bytes = await readBytes(file, 'a checkpoint').catch((error: unknown) => {
    // Nothing was finished yet: the training begins.
    if (error instanceof FoveaError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  });
  return bytes && decodeCheckpoint(bytes, { card, file });
}

/** A bar for the epoch under way, and a line for each that is finished. */
function epochReporter({ quiet }: { readonly quiet: boolean }) {
  let bar: Progress | undefined;
  let started = performance.now();
  return {
    step({ epoch, epochs, samples, size, training }: StepReport) {
      bar ??= startProgress(`epoch ${epoch}/${epochs}`, { total: size, quiet });
      bar.update(samples, scoreText(training));
    },
    epoch({ epoch, training, validation }: EpochReport) {
      bar?.stop();
      bar = undefined;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      started = performance.now();
      const judged = validation ? `; validation ${scoreText(validation)}` : '';
      say(`epoch ${epoch}: ${scoreText(training)}${judged}, ${seconds} s`, { quiet });
    },
    stop: () => bar?.stop(),
  };
}

const scoreText = ({ loss, accuracy }: EpochReport['training']): string =>
  `loss ${loss.toFixed(4)}${accuracy === undefined ? '' : `, accuracy ${(accuracy * 100).toFixed(2)}%`}`;
