import { FoveaError } from '../core/errors.js';
import { ndarray, takeRows } from '../core/ndarray.js';
import { nestStates, partOf, type State, tensorOf } from '../core/state.js';
import type { Samples } from './classifier.js';
import { dealFolds } from './folds.js';
import { fitIsotonic, isotonicAt } from './isotonic-calibration.js';
import type { LearntModel } from './learnt-model.js';
import { fitSigmoid, sigmoidAt } from './sigmoid-calibration.js';
import { type TrainingSet, trainingSet } from './training-set.js';

/** The ways to make probabilities of scores. */
export const calibrationNames = ['none', 'sigmoid', 'isotonic'] as const;

/** How scores become probabilities that can be believed; `none` leaves them as the algorithm has them. */
export type CalibrationName = (typeof calibrationNames)[number];

/** From scores to a probability, for each machine: a line of points, of which a sigmoid's are slope and intercept. */
interface Curve {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

type Method = Exclude<CalibrationName, 'none'>;

/**
 * Trains a model whose probabilities are calibrated, on training samples alone.
 *
 * 1. The samples are dealt into five folds by class (`dealFolds`). For each a model is trained without it, and scores
 *    it: six trainings instead of one. Scores are decisions where the algorithm has them, else its probabilities.
 * 2. For each class, against the rest, a curve is fitted to all these scores; with two classes, one curve for both.
 * 3. A sample's probabilities are those of the curves divided by their sum, equal ones where all are 0. It takes the
 *    class of the largest; of equals, the one with the highest score.
 *
 * The only sample of a class is in every training part; its score is that of the final model, which has seen it.
 * Scaling is learnt once, from all training samples.
 *
 * As scikit-learn's CalibratedClassifierCV with `ensemble=False`, but for the folds.
 */
export function trainCalibrated(
  train: (set: TrainingSet) => LearntModel,
  set: TrainingSet,
  { method, seed }: { method: Method; seed: number },
): LearntModel {
  const model = train(set);
  const scores = scoresOf(model, set.x);
  const fold = dealFolds(set.y, { classes: set.classes, seed });
  for (const held of new Set(fold)) {
    if (held < 0) continue;
    const [inside, outside] = [true, false].map((is) =>
      Array.from(fold.keys()).filter((i) => (fold[i] === held) === is),
    ) as [number[], number[]];
    const part = trainingSet(takeRows(set.x, outside), {
      y: Int32Array.from(outside, (i) => set.y[i]!),
      classes: set.classes,
    });
    const found = scoresOf(train(part), takeRows(set.x, inside));
    inside.forEach((i, at) => {
      scores.set(found.subarray(at * set.classes, (at + 1) * set.classes), i * set.classes);
    });
  }
  return calibratedModel(model, fitCurves(scores, set, method), method);
}

/** A calibrated model from its `state`. @throws BAD_FILE */
export function restoreCalibrated(
  state: State,
  restore: (state: State) => LearntModel,
  method: Method,
): LearntModel {
  const own = partOf(state, 'curves');
  const of = { owner: 'calibration', type: Float64Array };
  const [xs, ys] = [tensorOf(own, 'xs', of).data, tensorOf(own, 'ys', of).data];
  const ends = tensorOf(own, 'ends', { owner: 'calibration', type: Int32Array }).data;
  if (xs.length !== ys.length || ends.at(-1) !== xs.length)
    throw new FoveaError('BAD_FILE', 'Expected the saved state of a calibration but its parts do not fit.');
  const curves = Array.from(ends, (end, i) => ({
    xs: xs.slice(ends[i - 1] ?? 0, end),
    ys: ys.slice(ends[i - 1] ?? 0, end),
  }));
  return calibratedModel(restore(partOf(state, 'calibrated')), curves, method);
}

function scoresOf(model: LearntModel, x: Samples): Float64Array {
  return model.decisions?.(x) ?? model.predictProba(x);
}

/** The scores of class `column` and whether samples are of it. With two classes only the second has a curve. */
function fitCurves(scores: Float64Array, { y, classes }: TrainingSet, method: Method): Curve[] {
  const labels = classes === 2 ? [1] : Array.from({ length: classes }, (_, label) => label);
  return labels.map((label) => {
    const own = Array.from(y, (each) => each === label);
    const column = Float64Array.from(y, (_, i) => scores[i * classes + label]!);
    if (method === 'isotonic') {
      const { scores: xs, probabilities: ys } = fitIsotonic(column, own);
      return { xs, ys };
    }
    const { slope, intercept } = fitSigmoid(column, own);
    return { xs: Float64Array.of(slope), ys: Float64Array.of(intercept) };
  });
}

function calibratedModel(model: LearntModel, curves: readonly Curve[], method: Method): LearntModel {
  const classes = curves.length === 1 ? 2 : curves.length;
  const at = ({ xs, ys }: Curve, score: number) =>
    method === 'isotonic'
      ? isotonicAt({ scores: xs, probabilities: ys }, score)
      : sigmoidAt({ slope: xs[0]!, intercept: ys[0]! }, score);
  const probabilities = (scores: Float64Array) => {
    const out = new Float64Array(scores.length);
    for (let start = 0; start < out.length; start += classes) {
      const own = out.subarray(start, start + classes);
      if (classes === 2) {
        own[1] = at(curves[0]!, scores[start + 1]!);
        own[0] = 1 - own[1]!;
        continue;
      }
      curves.forEach((curve, label) => {
        own[label] = at(curve, scores[start + label]!);
      });
      const sum = own.reduce((total, value) => total + value, 0);
      own.forEach((value, label) => {
        own[label] = sum > 0 ? value / sum : 1 / classes;
      });
    }
    return out;
  };
  return {
    diagnostics: model.diagnostics,
    predictProba: (x) => probabilities(scoresOf(model, x)),
    predict(x) {
      const scores = scoresOf(model, x);
      return likeliest(probabilities(scores), scores, classes);
    },
    state: () =>
      nestStates({ calibrated: model.state(), curves: { config: {}, tensors: curveTensors(curves) } }),
  };
}

function likeliest(probabilities: Float64Array, scores: Float64Array, classes: number): Int32Array {
  return Int32Array.from({ length: scores.length / classes }, (_, i) => {
    let best = i * classes;
    for (let j = best + 1; j < (i + 1) * classes; j++) {
      const more = probabilities[j]! > probabilities[best]!;
      if (more || (probabilities[j] === probabilities[best] && scores[j]! > scores[best]!)) best = j;
    }
    return best - i * classes;
  });
}

function curveTensors(curves: readonly Curve[]): State['tensors'] {
  const joined = (part: keyof Curve) => Float64Array.from(curves.flatMap((curve) => [...curve[part]]));
  let end = 0;
  const ends = Int32Array.from(curves, ({ xs }) => (end += xs.length));
  return {
    xs: ndarray(joined('xs'), [end]),
    ys: ndarray(joined('ys'), [end]),
    ends: ndarray(ends, [ends.length]),
  };
}
