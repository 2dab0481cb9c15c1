import { describeValue, FoveaError } from '../core/errors.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { Random } from '../core/random.js';
import type { Bounds } from './comparison.js';
import { accuracy, macroF1, totalOf } from './metrics.js';

/** How an interval is found. */
export interface BootstrapOptions {
  readonly seed: number;
  /** Imaginary test sets that are drawn. Default 2000. */
  readonly resamples?: number;
  /** The share of them that the interval holds. Default 0.95. */
  readonly level?: number;
  /** Keep the number of images of each class as it is. Default false: it varies as all else. */
  readonly stratified?: boolean;
}

/**
 * Percentile bootstrap intervals of accuracy and macro F1:
 *
 * 1. As many images as there are in the test set are drawn from it with replacement, `resamples` times.
 * 2. Both figures are computed for each; the interval runs between the quantiles (1 − level)/2 and (1 + level)/2,
 *    linearly interpolated as NumPy's.
 *
 * Both figures follow from a confusion matrix, and so only its cells are drawn. The order of the images has no say;
 * the same matrix, options and seed give the same interval.
 *
 * B. Efron, Bootstrap methods: another look at the jackknife, 1979. doi:10.1214/aos/1176344552. Percentiles as
 * SciPy's `bootstrap(method='percentile')`. It covers the chance of drawing this test set, not that of another
 * training set; where everything was right it shrinks to a point, which Wilson's interval does not.
 * @throws BAD_DATA for an empty matrix; BAD_OPTION for a wrong number of resamples or level.
 */
export function bootstrapIntervals(
  confusion: NdArray<Int32Array>,
  { seed, resamples = 2000, level = 0.95, stratified = false }: BootstrapOptions,
): { accuracy: Bounds; macroF1: Bounds } {
  checkInputs(confusion, { resamples, level });
  const random = new Random(seed).fork('bootstrap');
  const groups = stratified ? rowsOf(confusion) : [cellsOf(confusion)];
  const drawn = ndarray(new Int32Array(confusion.data.length), confusion.shape);
  const accuracies = new Float64Array(resamples);
  const scores = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    drawn.data.fill(0);
    for (const cells of groups)
      for (let k = 0; k < cells.length; k++) drawn.data[cells[random.integer(0, cells.length - 1)]!]!++;
    accuracies[i] = accuracy(drawn);
    scores[i] = macroF1(drawn);
  }
  return { accuracy: percentiles(accuracies, level), macroF1: percentiles(scores, level) };
}

/** The cell of each image: cell k of the matrix, as often as it counts. */
function cellsOf({ data }: NdArray<Int32Array>, from = 0, to = data.length): Int32Array {
  return Int32Array.from(
    Array.from(data.subarray(from, to)).flatMap((count, k) => new Array<number>(count).fill(from + k)),
  );
}

function rowsOf(confusion: NdArray<Int32Array>): Int32Array[] {
  const classes = confusion.shape[0]!;
  return Array.from({ length: classes }, (_, c) => cellsOf(confusion, c * classes, (c + 1) * classes));
}

function percentiles(values: Float64Array, level: number): Bounds {
  values.sort();
  return [quantile(values, (1 - level) / 2), quantile(values, (1 + level) / 2)];
}

/** Of ascending values, with linear interpolation between the two around it (NumPy's default). */
export function quantile(ascending: ArrayLike<number>, share: number): number {
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const lower = ascending[below]!;
  return lower + (position - below) * ((ascending[below + 1] ?? lower) - lower);
}

function checkInputs(
  confusion: NdArray<Int32Array>,
  { resamples, level }: { resamples: number; level: number },
): void {
  if (!(totalOf(confusion) > 0))
    throw new FoveaError('BAD_DATA', 'Expected a confusion matrix of at least one image but it is empty.');
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a positive integer for resamples but received ${describeValue(resamples)}.`,
    );
  if (!(level > 0 && level < 1))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a number between 0 and 1 for level but received ${describeValue(level)}.`,
    );
}
