import { ndarray, row } from '../core/ndarray.js';
import type { Dataset } from '../data/dataset.js';
import { calibrationOf } from './calibration.js';
import type {
  ClassResult,
  ConfusedImage,
  CurvePoint,
  ModelResult,
  Repeats,
  RoundResult,
} from './comparison.js';
import { confusionMatrix } from './confusion-matrix.js';
import { type ImageRecord, imageBootstrap } from './image-bootstrap.js';
import type { Verdict } from './judge-model.js';
import { accuracy, classScores, macroF1 } from './metrics.js';
import { meanRocCurve } from './one-versus-rest-roc.js';
import type { Trial } from './protocol.js';
import { thinnedRoc } from './thinned-roc.js';

/** One model's verdicts, and what they are of. */
export interface Judged {
  readonly label: string;
  readonly trials: readonly Trial[];
  /** One a trial. */
  readonly verdicts: readonly Verdict[];
  /** Verdicts of as many trials with so many training images of each class. */
  readonly curve: readonly { readonly trainPerClass: number; readonly verdicts: readonly Verdict[] }[];
  readonly dataset: Dataset;
  readonly seed: number;
  /** Of all extractions of this model, and the images they were of. Absent without a clock. */
  readonly extraction?: { readonly seconds: number; readonly images: number };
}

/** Images with the surest mistakes that a result names. */
const MOST_ERRORS = 100;

/** The figures of one model over all rounds. */
export function modelResult(judged: Judged): ModelResult {
  const { label, trials, verdicts, curve, dataset, seed } = judged;
  const classes = dataset.classNames.length;
  const truths = trials.map(({ test }) => test.map((index) => dataset.labels[index]!));
  const matrices = verdicts.map(({ predicted }, r) => confusionMatrix(truths[r]!, predicted, classes));
  const confusion = ndarray(new Int32Array(classes * classes), [classes, classes]);
  for (const { data } of matrices) for (let k = 0; k < data.length; k++) confusion.data[k]! += data[k]!;
  const rounds = verdicts.map(
    ({ predicted, tuning, converged }, r): RoundResult => ({
      accuracy: accuracy(matrices[r]!),
      macroF1: macroF1(matrices[r]!),
      predicted,
      ...(tuning && { tuning }),
      ...(converged !== undefined && { converged }),
    }),
  );
  const perClass = classScores(confusion).map(
    (score, c): ClassResult => ({
      className: dataset.classNames[c]!,
      ...score,
      ...classCurve(verdicts, c),
    }),
  );
  const areas = perClass.flatMap(({ auc }) => auc ?? []);
  const accuracies = rounds.map((round) => round.accuracy);
  const [first] = verdicts as [Verdict];
  const all = records(judged);
  return {
    model: label,
    accuracy: mean(accuracies),
    accuracyInterval: imageBootstrap([...all.values()], { seed }),
    macroF1: macroF1(confusion),
    ...(areas.length > 0 && { macroAuc: mean(areas) }),
    calibration: calibrationOf(verdicts.map(({ reliability }) => reliability)),
    confusion: dataset.classNames.map((_, c) => [...row(confusion, c)]),
    perClass,
    rounds,
    ...(rounds.length > 1 && { repeats: repeatsOf(trials, accuracies) }),
    ...(curve.length > 0 && { learningCurve: curve.map((point) => curvePoint(point, truths)) }),
    ...secondsOf(judged),
    modelBytes: first.modelBytes,
    vectorLength: first.vectorLength,
    bytesPerImage: first.vectorLength * Float32Array.BYTES_PER_ELEMENT,
    errors: surestMistakes(judged),
    mistakes: [...all.values()].reduce((sum, { right, tested }) => sum + tested - right, 0),
    parts: first.parts,
    ...(first.converged !== undefined && {
      converged: verdicts.every(({ converged }) => converged !== false),
    }),
  };
}

function classCurve(verdicts: readonly Verdict[], c: number): Pick<ClassResult, 'auc' | 'roc'> {
  const areas = verdicts.flatMap(({ auc }) => auc[c] ?? []);
  const curves = verdicts.flatMap(({ roc }) => roc[c] ?? []);
  return areas.length > 0 ? { auc: mean(areas), roc: thinnedRoc(meanRocCurve(curves)) } : {};
}

function repeatsOf(trials: readonly Trial[], accuracies: readonly number[]): Repeats {
  return {
    seeds: trials.map(({ seed }) => seed),
    accuracies,
    mean: mean(accuracies),
    deviation: deviation(accuracies),
  };
}

function curvePoint(
  { trainPerClass, verdicts }: Judged['curve'][number],
  truths: readonly (readonly number[])[],
): CurvePoint {
  const accuracies = verdicts.map(({ predicted }, r) => {
    const truth = truths[r]!;
    return predicted.filter((label, i) => label === truth[i]).length / truth.length;
  });
  return { trainPerClass, accuracy: mean(accuracies), deviation: deviation(accuracies), accuracies };
}

function secondsOf({ verdicts, trials, extraction }: Judged): Pick<ModelResult, 'seconds'> {
  if (!extraction) return {};
  const predict = mean(verdicts.map(({ seconds }) => seconds.test));
  const perTest = mean(verdicts.map(({ seconds }, r) => seconds.test / trials[r]!.test.length));
  return {
    seconds: {
      extract: extraction.seconds,
      train: mean(verdicts.map(({ seconds }) => seconds.train)),
      predict,
      perImage: extraction.seconds / extraction.images + perTest,
    },
  };
}

/** How each test image fared over all rounds, by its index, in ascending order. */
function records({ trials, verdicts, dataset }: Judged): Map<number, ImageRecord> {
  const byIndex = new Map<number, ImageRecord>();
  trials.forEach(({ test }, r) => {
    test.forEach((index, place) => {
      const { right, tested } = byIndex.get(index) ?? { right: 0, tested: 0 };
      const isRight = verdicts[r]!.predicted[place] === dataset.labels[index];
      byIndex.set(index, { right: right + Number(isRight), tested: tested + 1 });
    });
  });
  return new Map([...byIndex].sort(([a], [b]) => a - b));
}

/** Each image once, with its surest mistake. */
function surestMistakes({ trials, verdicts, dataset }: Judged): ConfusedImage[] {
  const all = verdicts.flatMap(({ mistakes, predicted }, r) =>
    mistakes.map(({ place, probability }): ConfusedImage => {
      const index = trials[r]!.test[place]!;
      return {
        index,
        path: dataset.pathOf(index),
        truth: dataset.classNames[dataset.labels[index]!]!,
        predicted: dataset.classNames[predicted[place]!]!,
        probability,
      };
    }),
  );
  all.sort((a, b) => b.probability - a.probability || a.index - b.index);
  const seen = new Set<number>();
  return all.filter(({ index }) => !seen.has(index) && seen.add(index)).slice(0, MOST_ERRORS);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sample standard deviation; 0 of one value. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
