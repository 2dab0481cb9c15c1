import { type NdArray, row } from '../core/ndarray.js';
import type { Dataset } from '../data/dataset.js';
import type { ImageModel } from '../models/image-model.js';
import { saveModel } from '../models/model-file.js';
import type { ConfusedImage, ModelResult } from './comparison.js';
import { confusionMatrix } from './confusion-matrix.js';
import type { Fold, SharedVectors } from './encode-shared.js';
import { accuracy, classScores, correctOf, macroF1, totalOf } from './metrics.js';
import { type Clock, Stopwatch } from './stopwatch.js';
import { wilsonInterval } from './wilson-interval.js';

/** What a model is trained and judged on. */
export interface Evaluation {
  readonly dataset: Dataset;
  readonly fold: Fold;
  /** Of each representation, by `fitKey`. */
  readonly vectors: ReadonlyMap<string, SharedVectors>;
  /** Seconds of all extractions of this model. */
  readonly extractSeconds: number;
  readonly clock?: Clock | undefined;
}

/** Trains a model on the training vectors and judges it on the test vectors. */
export async function evaluateModel(
  model: ImageModel,
  { dataset, fold, vectors, extractSeconds, clock }: Evaluation,
): Promise<ModelResult> {
  const { classNames } = dataset;
  const parts = model.representations.map(({ fitKey }) => vectors.get(fitKey)!);
  const labelsOf = (indices: readonly number[]) => Int32Array.from(indices, (i) => dataset.labels[i]!);
  const [training, predicting] = [new Stopwatch(clock), new Stopwatch(clock)];

  const samples = training.time(() => model.join(rowsOf(parts.map(({ train }) => train))));
  await training.timeAsync(() => model.fitClassifier(samples, { labels: labelsOf(fold.train), classNames }));
  const testSamples = predicting.time(() => model.join(rowsOf(parts.map(({ test }) => test))));
  const predicted = await predicting.timeAsync(() => model.classify(testSamples));

  const truth = labelsOf(fold.test);
  const confusion = confusionMatrix(truth, predicted, classNames.length);
  const probabilities = await model.classifyProba(testSamples);
  const seconds = {
    extract: extractSeconds,
    train: training.seconds + sum(parts.map((part) => part.seconds.train)),
    predict: predicting.seconds + sum(parts.map((part) => part.seconds.test)),
    perImage: extractSeconds / (fold.train.length + fold.test.length),
  };
  const vectorLength = samples.data.length / fold.train.length;
  const errors = confusedImages({ dataset, test: fold.test, predicted, probabilities });
  return {
    model: model.name,
    accuracy: accuracy(confusion),
    accuracyInterval: wilsonInterval(correctOf(confusion), totalOf(confusion)),
    macroF1: macroF1(confusion),
    confusion: classNames.map((_, c) => [...row(confusion, c)]),
    perClass: classScores(confusion).map((score, c) => ({ className: classNames[c]!, ...score })),
    ...(clock && { seconds }),
    modelBytes: saveModel(model).length,
    vectorLength,
    bytesPerImage: 4 * vectorLength,
    errors,
    mistakes: errors.length,
    rounds: [{ accuracy: accuracy(confusion), macroF1: macroF1(confusion), predicted: [...predicted] }],
    ...convergence(model),
    parts: [...model.config.features, model.config.classifier],
  };
}

function convergence(model: ImageModel): Pick<ModelResult, 'converged'> {
  const diagnostics = model.diagnostics();
  return diagnostics ? { converged: diagnostics.converged } : {};
}

/** From one list of vectors a representation to one list of blocks an image. */
function rowsOf(columns: readonly (readonly Float32Array[])[]): Float32Array[][] {
  return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
}

function confusedImages({
  dataset,
  test,
  predicted,
  probabilities,
}: {
  dataset: Dataset;
  test: readonly number[];
  predicted: Int32Array;
  probabilities: NdArray<Float32Array>;
}): ConfusedImage[] {
  const errors: ConfusedImage[] = [];
  test.forEach((index, i) => {
    const truth = dataset.labels[index]!;
    const label = predicted[i]!;
    if (label === truth) return;
    errors.push({
      index,
      path: dataset.pathOf(index),
      truth: dataset.classNames[truth]!,
      predicted: dataset.classNames[label]!,
      probability: row(probabilities, i)[label]!,
    });
  });
  return errors.sort((a, b) => b.probability - a.probability || a.index - b.index);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
