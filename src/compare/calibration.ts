import { FoveaError } from '../core/errors.js';
import { type NdArray, row } from '../core/ndarray.js';

/** Predictions made with about the same probability. */
export interface ReliabilityBin {
  readonly images: number;
  /** Mean of the probabilities that were given to what was predicted; 0 without images. */
  readonly probability: number;
  /** Predictions that were right. */
  readonly right: number;
}

/** How far a model's probabilities can be taken at their word. */
export interface Calibration {
  /** Expected calibration error: 0 where of predictions made with 70% seven in ten are right, and so on. */
  readonly error: number;
  /** Of probabilities (0, 0.1], (0.1, 0.2] … (0.9, 1]. */
  readonly bins: readonly ReliabilityBin[];
}

const binCount = 10;

/**
 * Sorts predictions by the probability `[samples, classes]` that was given to what was predicted into ten bins of
 * equal width, as for a reliability diagram. As scikit-learn's `calibration_curve(n_bins=10)` of "was right" over that
 * probability, empty bins included.
 * @throws BAD_SHAPE when the lists differ in length.
 */
export function reliabilityBins(
  probabilities: NdArray,
  { truth, predicted }: { readonly truth: ArrayLike<number>; readonly predicted: ArrayLike<number> },
): ReliabilityBin[] {
  const samples = probabilities.shape[0]!;
  if (truth.length !== samples || predicted.length !== samples)
    throw new FoveaError(
      'BAD_SHAPE',
      `Expected a label and a prediction for each of ${samples} rows of probabilities but received ${truth.length} and ${predicted.length}.`,
    );
  const bins = Array.from({ length: binCount }, () => ({ images: 0, sum: 0, right: 0 }));
  for (let i = 0; i < samples; i++) {
    const probability = row(probabilities, i)[predicted[i]!]!;
    const bin = bins[Math.min(binCount - 1, Math.max(0, Math.ceil(probability * binCount) - 1))]!;
    bin.images++;
    bin.sum += probability;
    if (predicted[i] === truth[i]) bin.right++;
  }
  return bins.map(({ images, sum, right }) => ({
    images,
    probability: images === 0 ? 0 : sum / images,
    right,
  }));
}

/**
 * The calibration over several rounds, bin by bin. Its error is the mean distance between probability and share of
 * right predictions, each bin counting by its images.
 *
 * M. P. Naeini, G. F. Cooper, M. Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, 2015.
 * C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On calibration of modern neural networks, 2017. arXiv:1706.04599.
 */
export function calibrationOf(rounds: readonly (readonly ReliabilityBin[])[]): Calibration {
  const bins = Array.from({ length: binCount }, (_, b): ReliabilityBin => {
    const all = rounds.map((round) => round[b]!);
    const images = all.reduce((sum, bin) => sum + bin.images, 0);
    const sum = all.reduce((total, bin) => total + bin.images * bin.probability, 0);
    return {
      images,
      probability: images === 0 ? 0 : sum / images,
      right: all.reduce((total, bin) => total + bin.right, 0),
    };
  });
  const images = bins.reduce((sum, bin) => sum + bin.images, 0);
  const distance = bins.reduce((sum, bin) => sum + Math.abs(bin.images * bin.probability - bin.right), 0);
  return { error: distance / images, bins };
}
