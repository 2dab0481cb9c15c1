import { choice, integer, number } from '../core/options.js';
import { nestStates, partOf, type State } from '../core/state.js';
import type { Samples } from './classifier.js';
import { type FeatureMap, featureMapNames, fitFeatureMap, restoreFeatureMap } from './feature-map.js';
import type { LearntModel } from './learnt-model.js';
import { type MachineOptions, trainMachines } from './linear-machines.js';
import { type LinearParts, linearScores, linearState, restoreLinear } from './linear-model.js';
import { changedRows, type RowSource } from './row-source.js';
import { argmaxRows, softmaxRows } from './rows.js';
import { requireHistogramScaling } from './scaling.js';
import type { TrainingSet } from './training-set.js';
import { defineClassifier, type ResolvedOptions } from './vector-classifier.js';

const linearSvmOptions = {
  C: number({ default: 1, min: 1e-9, describe: 'how much a sample on the wrong side costs' }),
  loss: choice({
    choices: ['squared-hinge', 'hinge'],
    default: 'squared-hinge',
    describe: 'what it costs: max(0, 1 − margin), squared or not',
  }),
  map: choice({
    choices: featureMapNames,
    default: 'none',
    describe: 'kernel that the machine is to have, by a map of the features',
  }),
  landmarks: integer({ default: 1000, min: 1, max: 20_000, describe: 'training samples of the map rbf' }),
  gamma: number({
    default: 0,
    min: 0,
    describe: 'coefficient of the map rbf; 0 takes 1 / (features · variance)',
  }),
  classWeight: choice({
    choices: ['none', 'balanced'],
    default: 'none',
    describe: 'whether rare classes cost more, in proportion to 1 / their samples',
  }),
  bias: number({
    default: 1,
    min: 0,
    describe: 'the constant feature that gives the intercept; 0 for none',
  }),
  tolerance: number({
    default: 0,
    min: 0,
    describe:
      'difference of projected gradients when training stops; 0 takes a millionth a sample, up to 0.1',
  }),
  maxIterations: integer({ default: 1000, min: 1, describe: 'passes over the samples at most' }),
};

/** Options of the linear support vector machine; what is left out takes its default. */
export type LinearSvmOptions = Partial<ResolvedOptions<typeof linearSvmOptions>>;

/**
 * Linear support vector machines by dual coordinate descent, for any number of samples: one against the rest, or one
 * machine for two classes. Minimises `½‖w‖² + ½b² + Σ Cᵢ loss(sign · decision)` for each machine; the intercept is the
 * weight b of a constant feature `bias`, hence penalised.
 *
 * 1. Samples are scaled (`scaling`), and mapped where a `map` is asked for: chi2, intersection, hellinger (numbers that
 *    are not negative; use scaling none, l1 or l2) or rbf by Nyström's method. Its landmarks are drawn from the samples
 *    that support soft linear machines: those lie where classes meet, and half as many serve as well as of all samples
 *    (MNIST by HOG: with 1,000 of them 1.22% errors, of all samples 1.45%; with 2,000 of all 1.25%).
 * 2. All machines are trained in the same passes (`trainMachines`).
 * 3. A sample takes the class whose machine decides highest; ties go to the lower label.
 * 4. `predictProba` is the softmax of the decisions: in the same order, but not calibrated. Use `calibration`.
 *
 * With class weight `balanced` a sample of a machine's own class costs C · n / (classes · samples of the class), and
 * with two classes a sample of the other class likewise. When `maxIterations` comes first, what was reached is kept, and
 * `diagnostics().converged` is false. Samples are kept once more, in float32.
 *
 * Source: Hsieh et al., ICML 2008, doi:10.1145/1390156.1390208. The same minimum as scikit-learn's LinearSVC
 * (LIBLINEAR), but for scaling, which is included, and tolerance.
 * @throws BAD_OPTION for an additive map with scaling standard or min-max; BAD_DATA for one of negative
 * numbers, and for numbers above 1e15; LIMIT when samples take more than 4 GB.
 */
export const linearSvmClassifier = defineClassifier({
  name: 'linear-svm',
  summary:
    'linear support vector machine for any number of samples, one against the rest, with maps of kernels',
  options: linearSvmOptions,
  grid: { C: [0.01, 0.1, 1, 10] },
  scaling: 'standard',
  check({ map, scaling }) {
    if (map !== 'none' && map !== 'rbf') requireHistogramScaling(scaling, `linear-svm with map '${map}'`);
  },
  train: trainLinearSvm,
  restore: restoreLinearSvm,
});

type Options = ResolvedOptions<typeof linearSvmOptions>;

/** What the linear support vector machine has learnt. */
export interface LinearSvmModel extends LearntModel, LinearParts {}

/**
 * Of the linear machines whose support vectors may become landmarks: 20 passes, and wrong sides cost a hundredth, so
 * that many samples support them and not only the odd ones.
 */
function landmarkOptions(costs: MachineOptions['costs']): Partial<MachineOptions> {
  return {
    maxIterations: 20,
    costs: costs.map(({ own, rest }) => ({ own: own / 100, rest: rest / 100 })),
  };
}

/** Trains on samples as they are. */
export function trainLinearSvm(set: Omit<TrainingSet, 'x'>, options: Options): LinearSvmModel {
  const { y, classes } = set;
  const own = classes === 2 ? [1] : Array.from({ length: classes }, (_, label) => label);
  const weights = classWeights(y, { classes, rule: options.classWeight });
  const costs = own.map((label) => ({
    own: options.C * weights[label]!,
    rest: options.C * (classes === 2 ? weights[0]! : 1),
  }));
  const tolerance = options.tolerance || Math.min(0.1, 1e-6 * y.length);
  const train = (rows: RowSource, others: Partial<MachineOptions>) =>
    trainMachines({ rows, y, own }, { ...options, costs, tolerance, ...others });
  const candidates = options.map === 'rbf' ? train(set.rows, landmarkOptions(costs)).supports : undefined;
  const map = fitFeatureMap(options.map, set.rows, { ...options, ...(candidates ? { candidates } : {}) });
  const machines = train(map ? changedRows(set.rows, map) : set.rows, {});
  const { iterations, supportVectors, converged } = machines;
  return linearSvmModel({ ...machines, diagnostics: { converged, iterations, supportVectors } }, map);
}

/** `balanced`: n / (classes · samples of the class), as scikit-learn has it. */
function classWeights(
  y: Int32Array,
  { classes, rule }: { classes: number; rule: Options['classWeight'] },
): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of y) counts[label]!++;
  return counts.map((count) => (rule === 'balanced' ? y.length / (classes * count) : 1));
}

function linearSvmModel(parts: LinearParts, map: FeatureMap | undefined): LinearSvmModel {
  const classes = Math.max(2, parts.intercepts.length);
  const decisions = (x: Samples) => {
    const { data, shape } = x;
    const scores = linearScores(parts, map ? { data: map.apply(data), shape: [shape[0]!, map.width] } : x);
    // One machine for two classes: what is for the second is against the first.
    return parts.intercepts.length > 1
      ? scores
      : Float64Array.from({ length: 2 * scores.length }, (_, i) => (i % 2 ? 1 : -1) * scores[i >> 1]!);
  };
  return {
    ...parts,
    decisions,
    predict: (x) => argmaxRows(decisions(x), classes),
    predictProba: (x) => softmaxRows(decisions(x), classes),
    state: () => nestStates({ machines: linearState(parts), ...(map ? { map: map.state() } : {}) }),
  };
}

function restoreLinearSvm(state: State, options: Options): LinearSvmModel {
  const map = restoreFeatureMap(options.map, () => partOf(state, 'map'));
  return linearSvmModel(restoreLinear(partOf(state, 'machines'), 'linear-svm'), map);
}
