import { FoveaError } from '../core/errors.js';
import type { Samples } from './classifier.js';

/**
 * Checks that samples are vectors of finite numbers.
 * @param expected.features how many numbers a sample should have; undefined takes any.
 * @throws BAD_SHAPE; BAD_DATA for NaN or infinity, naming row and column.
 */
export function checkSamples(x: Samples, expected: { owner: string; features?: number }): void {
  const { owner, features } = expected;
  if (x.shape.length !== 2 || x.shape[1] === 0 || (features !== undefined && x.shape[1] !== features))
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected samples of shape [n, ${features ?? 'features'}] for ${owner} but received [${x.shape.join(', ')}].` +
        (features === undefined ? '' : ' Encode them as those that it was fitted on.'),
    );
  const [{ data }, width] = [x, x.shape[1]!];
  for (let i = 0; i < data.length; i++) {
    // A difference to itself is 0 for finite numbers alone: twice as quick as asking Number.
    if (data[i]! - data[i]! === 0) continue;
    throw new FoveaError(
      'BAD_DATA',
      `Expected finite numbers for ${owner} but row ${Math.floor(i / width)}, column ${i % width} is ${data[i]}.`,
    );
  }
}

/** Labels that occur, and each sample's place among them: classes may be missing from a training set. */
export interface IndexedLabels {
  /** Ascending. */
  readonly labels: Int32Array;
  /** For each sample an index into `labels`. */
  readonly indices: Int32Array;
}

/**
 * Checks training labels and counts them through.
 * @throws BAD_SHAPE when there is not one a sample; BAD_DATA for a negative one or fewer than two different ones.
 */
export function indexLabels(y: Int32Array, expected: { owner: string; samples: number }): IndexedLabels {
  const { owner, samples } = expected;
  if (y.length !== samples)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected ${samples} labels for ${samples} samples in ${owner} but received ${y.length}.`,
    );
  const labels = Int32Array.from(new Set(y)).sort();
  if (labels.length > 0 && labels[0]! < 0)
    throw new FoveaError('BAD_DATA', `Expected labels 0, 1, … for ${owner} but received ${labels[0]}.`);
  if (labels.length < 2)
    throw new FoveaError(
      'BAD_DATA',
      `Expected samples of at least two classes for ${owner} but received ${labels.length === 0 ? 'no samples' : `only class ${labels[0]}`}.`,
    );
  const place = new Map(Array.from(labels, (label, index) => [label, index]));
  return { labels, indices: y.map((label) => place.get(label)!) };
}

/** @throws BAD_DATA for a negative number, naming row and column. `owner`: who wants none. */
export function requireNonNegative({ data, shape }: Samples, owner: string): void {
  let bad = 0;
  while (bad < data.length && data[bad]! >= 0) bad++;
  if (bad === data.length) return;
  const width = shape[1]!;
  throw new FoveaError(
    'BAD_DATA',
    `Expected no negative numbers for ${owner}, which compares histograms, but row ${Math.floor(bad / width)}, ` +
      `column ${bad % width} is ${data[bad]}. Use scaling 'none', 'l1' or 'l2', or another kernel or distance.`,
  );
}

/** Beyond this sum of a row additive kernels may overflow float32. */
const LARGEST_SUM = 1e37;

/** @throws BAD_DATA for a negative number, and for rows whose sum is above 1e37. */
export function requireHistograms(x: Samples, owner: string): void {
  requireNonNegative(x, owner);
  const width = x.shape[1]!;
  for (let start = 0; start < x.data.length; start += width) {
    let sum = 0;
    for (let j = start; j < start + width; j++) sum += x.data[j]!;
    if (sum > LARGEST_SUM)
      throw new FoveaError(
        'BAD_DATA',
        `Expected rows that sum to ${LARGEST_SUM} at most for ${owner} but row ${start / width} sums to ${sum}. Use scaling 'l1'.`,
      );
  }
}
