import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { integer, number, type OptionsOf } from '../core/options.js';
import { nearestSeveral } from './nearest-several.js';
import type { VisualWords } from './visual-words.js';
import { Vocabulary } from './vocabulary.js';

/** How descriptors are given to words. */
export const assignWordsOptions = {
  softNeighbours: integer({
    default: 1,
    min: 1,
    max: 64,
    describe: 'nearest words that share a descriptor; 1: the nearest has it alone (hard assignment)',
  }),
  softSigma: number({
    default: 0.3,
    min: 0.001,
    max: 100,
    describe:
      'softNeighbours above 1: how far a descriptor spreads, as a share of the usual distance to the nearest word',
  }),
};

/** Which words have a descriptor, and how much of it: `[descriptors, neighbours]`, flat. */
export interface WordShares {
  readonly neighbours: number;
  readonly words: Int32Array;
  /** Of one descriptor they sum to 1. */
  readonly shares: Float64Array;
}

/**
 * Gives descriptors to visual words.
 *
 * 1. With `softNeighbours` 1 each belongs to its nearest word.
 * 2. Otherwise to its `softNeighbours` nearest, in proportion to exp(−d²/2σ²) of their distance d.
 * 3. σ is `softSigma` times the root mean squared distance of the vocabulary's training descriptors from their nearest
 *    words, so that one value serves any kind of descriptor.
 *
 * Source: Philbin, Chum, Isard, Sivic & Zisserman, CVPR 2008, doi:10.1109/CVPR.2008.4587635; without step 3 it is the
 * localised soft assignment of Liu, Wang & Liu, ICCV 2011, doi:10.1109/ICCV.2011.6126534, too, with β = 1/2σ².
 *
 * @param descriptors `[count, length]`
 * @throws BAD_OPTION for more neighbours than words, or several in a vocabulary tree; NOT_FITTED for soft assignment to a vocabulary of given centroids,
 * whose usual distance is not known; MISMATCH, BAD_DATA as `Vocabulary.assign`.
 */
export function assignWords(
  vocabulary: VisualWords,
  descriptors: NdArray<Float32Array>,
  { softNeighbours: neighbours, softSigma }: OptionsOf<typeof assignWordsOptions>,
): WordShares {
  if (neighbours === 1) {
    const words = vocabulary.assign(descriptors);
    return { neighbours, words, shares: new Float64Array(words.length).fill(1) };
  }
  if (!(vocabulary instanceof Vocabulary))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected softNeighbours 1 for a vocabulary tree, which finds one word alone, but received ${neighbours}.`,
    );
  const sigma = softSigma * usualDistance(vocabulary);
  if (neighbours > vocabulary.words)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected at most ${vocabulary.words} softNeighbours, one a word, but received ${neighbours}.`,
    );
  // Checks the descriptors.
  vocabulary.assign(descriptors);
  const { words, distances } = nearestSeveral(
    { descriptors: descriptors.data, centroids: vocabulary.centroids.data, length: vocabulary.length },
    { count: neighbours },
  );
  const shares = new Float64Array(words.length);
  for (let at = 0; at < shares.length; at += neighbours)
    spread(distances.subarray(at, at + neighbours), sigma, shares.subarray(at, at + neighbours));
  return { neighbours, words, shares };
}

/** Relative to the nearest, so that the largest exponent is 0 however far all words are. */
function spread(distances: Float64Array, sigma: number, shares: Float64Array): void {
  let sum = 0;
  for (let k = 0; k < shares.length; k++)
    sum += shares[k] = Math.exp((distances[0]! - distances[k]!) / (2 * sigma * sigma));
  for (let k = 0; k < shares.length; k++) shares[k]! /= sum;
}

function usualDistance({ training }: Vocabulary): number {
  if (training === undefined)
    throw new FoveaError(
      'NOT_FITTED',
      'Expected a vocabulary that was learnt for soft assignment, because its usual distance is the measure of softSigma, ' +
        'but received given centroids. Use trainVocabulary, or softNeighbours 1.',
    );
  // Of descriptors that are all words themselves it is 0; any width but 0 then leaves each to its own word.
  return Math.sqrt(training.distortion) || 1e-6;
}
