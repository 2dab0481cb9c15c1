import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import type { GaussianMixture } from './gaussian-mixture.js';
import { rowProducts } from './matrix-products.js';
import { weightedSums } from './weighted-sums.js';

/** Sums over descriptors x, each shared out to the Gaussians by its responsibilities γ. */
export interface MixtureStatistics {
  /** Σ γ, `[gaussians]` */
  readonly counts: Float64Array;
  /** Σ γ (x − mean), `[gaussians, length]`, flat */
  readonly first: Float64Array;
  /** Σ γ (x − mean)², `[gaussians, length]`, flat */
  readonly second: Float64Array;
  /** Σ log p(x), natural logarithm */
  readonly logLikelihood: number;
}

/** e⁻⁴⁰ is less than a float64 can add to 1. */
const FAINT = -40;

/**
 * Responsibilities: the probability that each descriptor came from each Gaussian, `[count, gaussians]`, flat, and the
 * logarithm of the probability density of each descriptor.
 *
 * The exponent −Σ(x − mean)²/2σ² is spelt out into products of (x, x²) with (mean/σ², −1/2σ²), so that all of them are
 * one product of matrices; x and means are first measured from the middle of the means, which keeps the terms small.
 * @throws MISMATCH for descriptors of another length; BAD_DATA for NaN, infinity, or numbers beyond all measure.
 */
export function responsibilities(
  mixture: GaussianMixture,
  descriptors: NdArray<Float32Array>,
): { readonly shares: Float64Array; readonly logDensities: Float64Array } {
  requireLength(mixture, descriptors);
  const { middle, factors, constants } = quadraticForm(mixture);
  const rows = withSquares(descriptors.data, middle);
  const shares = rowProducts({ a: rows, b: factors, length: 2 * middle.length });
  const logDensities = Float64Array.from({ length: descriptors.shape[0]! }, (_, descriptor) =>
    toShares(shares, descriptor * constants.length, { constants, descriptor }),
  );
  return { shares, logDensities };
}

/** The statistics of descriptors under a mixture: all that EM and Fisher vectors need of them. @throws as `responsibilities`. */
export function mixtureStatistics(
  mixture: GaussianMixture,
  descriptors: NdArray<Float32Array>,
): MixtureStatistics {
  requireLength(mixture, descriptors);
  const form = quadraticForm(mixture);
  const counts = new Float64Array(mixture.gaussians);
  let logLikelihood = 0;
  const sums = weightedSums(descriptors.data, {
    ...form,
    weigh(products, { first, rows, line }) {
      for (let i = 0; i < rows; i++) {
        logLikelihood += toShares(products, i * line, { constants: form.constants, descriptor: first + i });
        for (let k = 0; k < counts.length; k++) counts[k]! += products[i * line + k]!;
      }
    },
  });
  return { counts, logLikelihood, ...aroundMeans(mixture, { counts, sums, middle: form.middle }) };
}

/** A mixture as one row of factors a Gaussian, for (x, x²), and a constant each. */
interface QuadraticForm {
  readonly middle: Float64Array;
  /** `[gaussians, 2 · length]` */
  readonly factors: Float64Array;
  readonly constants: Float64Array;
}

function quadraticForm({ weights, means, variances, gaussians, length }: GaussianMixture): QuadraticForm {
  const middle = new Float64Array(length);
  for (let at = 0; at < means.data.length; at++)
    middle[at % length]! += weights[Math.floor(at / length)]! * means.data[at]!;
  const factors = new Float64Array(gaussians * 2 * length);
  const constants = weights.map(Math.log);
  for (let k = 0; k < gaussians; k++)
    for (let j = 0; j < length; j++) {
      const variance = variances.data[k * length + j]!;
      const mean = means.data[k * length + j]! - middle[j]!;
      factors[2 * k * length + j] = mean / variance;
      factors[(2 * k + 1) * length + j] = -0.5 / variance;
      constants[k]! -= 0.5 * (Math.log(2 * Math.PI * variance) + (mean * mean) / variance);
    }
  return { middle, factors, constants };
}

/** Each row x as (x − middle, (x − middle)²). */
function withSquares(data: Float32Array, middle: Float64Array): Float64Array {
  const length = middle.length;
  const out = new Float64Array(2 * data.length);
  for (let from = 0; from < data.length; from += length)
    for (let j = 0; j < length; j++) {
      const value = data[from + j]! - middle[j]!;
      out[2 * from + j] = value;
      out[2 * from + length + j] = value * value;
    }
  return out;
}

/**
 * Turns one row of logarithms, less the constants, into shares of their sum.
 * @returns the logarithm of the sum.
 * @throws BAD_DATA where that is not finite.
 */
function toShares(
  rows: Float64Array,
  from: number,
  { constants, descriptor }: { constants: Float64Array; descriptor: number },
): number {
  const count = constants.length;
  let largest = -Infinity;
  for (let k = 0; k < count; k++) {
    const log = rows[from + k]! + constants[k]!;
    rows[from + k] = log;
    if (!(log <= largest)) largest = log;
  }
  let sum = 0;
  for (let k = 0; k < count; k++) {
    const below = rows[from + k]! - largest;
    sum += rows[from + k] = below < FAINT ? 0 : Math.exp(below);
  }
  const scale = 1 / sum;
  for (let k = 0; k < count; k++) rows[from + k]! *= scale;
  const logDensity = largest + Math.log(sum);
  if (Number.isFinite(logDensity)) return logDensity;
  throw new FoveaError(
    'BAD_DATA',
    `Expected finite numbers near the Gaussians in descriptors but descriptor ${descriptor} has NaN, infinity or too large a number.`,
  );
}

/** From sums of γ(x − middle, (x − middle)²) to sums around each Gaussian's own mean. */
function aroundMeans(
  { means, length }: GaussianMixture,
  { counts, sums, middle }: { counts: Float64Array; sums: Float64Array; middle: Float64Array },
): { first: Float64Array; second: Float64Array } {
  const first = new Float64Array(means.data.length);
  const second = new Float64Array(means.data.length);
  for (let k = 0; k < counts.length; k++)
    for (let j = 0; j < length; j++) {
      const at = k * length + j;
      const mean = means.data[at]! - middle[j]!;
      const sum = sums[2 * k * length + j]!;
      first[at] = sum - mean * counts[k]!;
      second[at] = sums[(2 * k + 1) * length + j]! - 2 * mean * sum + mean * mean * counts[k]!;
    }
  return { first, second };
}

function requireLength({ length }: GaussianMixture, { shape }: NdArray<Float32Array>): void {
  if (shape[0] === 0 || shape[1] === length) return;
  throw new FoveaError(
    'MISMATCH',
    `Expected descriptors of ${length} numbers for this mixture of Gaussians but received ${shape[1]}.`,
  );
}
