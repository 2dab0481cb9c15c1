import type { ParameterGrid, Samples } from '../classify/classifier.js';
import { type NdArray, row } from '../core/ndarray.js';
import { ImageModel, type ModelConfig } from '../models/image-model.js';
import { saveModel } from '../models/model-file.js';
import type { Bench, Sides } from './bench.js';
import { type ReliabilityBin, reliabilityBins } from './calibration.js';
import type { RocPoints, Tuning } from './comparison.js';
import { oneVersusRestRoc } from './one-versus-rest-roc.js';
import { Stopwatch } from './stopwatch.js';
import { thinnedRoc } from './thinned-roc.js';
import { tune } from './tune.js';
import { type Vectors, vectorsOf } from './vectors.js';

/** What one model made of one round: plain data, the same in whichever thread and on every run but for `seconds`. */
export interface Verdict {
  /** Labels, in the order of the test images. */
  readonly predicted: readonly number[];
  /** Of each class against the rest; null where the test images do not tell. */
  readonly auc: readonly (number | null)[];
  readonly roc: readonly (RocPoints | null)[];
  /** Of the probabilities of what was predicted. */
  readonly reliability: readonly ReliabilityBin[];
  /** The surest first: places among the test images, and the probability that the wrong label was given. */
  readonly mistakes: readonly { readonly place: number; readonly probability: number }[];
  readonly tuning?: Tuning;
  readonly converged?: boolean;
  readonly modelBytes: number;
  readonly vectorLength: number;
  readonly parts: readonly ModelConfig['classifier'][];
  readonly seconds: { readonly train: number; readonly test: number };
}

/** One model in one round. */
export interface Task {
  readonly config: ModelConfig;
  readonly sides: Sides;
  /** Of options that are searched for on the training images first. */
  readonly grid?: ParameterGrid | undefined;
  readonly folds: number;
}

/** Mistakes that are remembered of a round. */
const MOST_MISTAKES = 100;

/** Chooses a model's options where there is a grid, trains it on the training images and judges it on the test images. */
export async function judgeModel(task: Task, bench: Bench): Promise<{ verdict: Verdict; model: ImageModel }> {
  const { sides, grid, folds } = task;
  const { dataset, clock } = bench;
  const [training, testing] = [new Stopwatch(clock), new Stopwatch(clock)];
  const found = grid
    ? await training.timeAsync(() => tune(task.config, { grid, folds, seed: task.config.seed, sides }, bench))
    : undefined;
  const model = new ImageModel(found?.config ?? task.config, bench.registry);
  const labelsOf = (indices: readonly number[]) => Int32Array.from(indices, (i) => dataset.labels[i]!);
  const samples = await samplesOf(model, { sides, training, testing }, bench);

  const classes = { labels: labelsOf(sides.train), classNames: dataset.classNames };
  await training.timeAsync(() => model.fitClassifier(samples.train, classes));
  const predicted = await testing.timeAsync(() => model.classify(samples.test));
  const verdict = {
    ...judgement(await model.classifyProba(samples.test), { predicted, truth: labelsOf(sides.test) }),
    ...(found && { tuning: found.tuning }),
    ...convergence(model),
    modelBytes: saveModel(model).length,
    vectorLength: samples.train.data.length / sides.train.length,
    parts: [...model.config.features, model.config.classifier],
    seconds: { train: training.seconds, test: testing.seconds },
  };
  return { verdict, model };
}

/** Both sides as the classifier takes them; the vectors that they are joined of are let go. */
async function samplesOf(
  model: ImageModel,
  { sides, training, testing }: { sides: Sides; training: Stopwatch; testing: Stopwatch },
  bench: Bench,
): Promise<{ train: Samples; test: Samples }> {
  const parts: Vectors[] = [];
  for (const representation of model.representations) {
    const vectors = await vectorsOf(representation, sides, bench);
    training.seconds += vectors.seconds.train;
    testing.seconds += vectors.seconds.test;
    parts.push(vectors);
  }
  return {
    train: training.time(() => model.join(rowsOf(parts.map(({ train }) => train)))),
    test: testing.time(() => model.join(rowsOf(parts.map(({ test }) => test)))),
  };
}

function judgement(
  probabilities: NdArray<Float32Array>,
  { predicted, truth }: { predicted: Int32Array; truth: Int32Array },
): Pick<Verdict, 'predicted' | 'auc' | 'roc' | 'reliability' | 'mistakes'> {
  const { perClass } = oneVersusRestRoc(truth, probabilities);
  const mistakes = Array.from(predicted.keys())
    .filter((place) => predicted[place] !== truth[place])
    .map((place) => ({ place, probability: row(probabilities, place)[predicted[place]!]! }))
    .sort((a, b) => b.probability - a.probability || a.place - b.place);
  return {
    predicted: [...predicted],
    auc: perClass.map((curve) => curve?.area ?? null),
    roc: perClass.map((curve) => (curve ? thinnedRoc(curve) : null)),
    reliability: reliabilityBins(probabilities, { truth, predicted }),
    mistakes: mistakes.slice(0, MOST_MISTAKES),
  };
}

function convergence(model: ImageModel): Pick<Verdict, 'converged'> {
  const diagnostics = model.diagnostics();
  return diagnostics ? { converged: diagnostics.converged } : {};
}

/** From one list of vectors a representation to one list of blocks an image. */
function rowsOf(columns: readonly (readonly Float32Array[])[]): Float32Array[][] {
  return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
}
