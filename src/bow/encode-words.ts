import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { resolveOptions } from '../core/options.js';
import { normaliseHistogram } from '../features/histogram-norm.js';
import { assignWords } from './assign-words.js';
import { type EncodeWordsOptions, encodeWordsOptions } from './bow-options.js';
import type { VisualWords } from './visual-words.js';

/**
 * An image as a histogram of visual words.
 *
 * 1. Each descriptor counts for its nearest word, or with `softNeighbours` above 1 for several in parts that sum to 1
 *    (`assignWords`).
 * 2. Weighting `tf` keeps the counts; `tf-idf` multiplies each by its word's idf, `log(N / df)` over the training
 *    images, 0 for a word that none of them had.
 * 3. Norm `none` keeps that; `l1` makes the sum 1; `l2` the Euclidean length 1; `l1-sqrt` takes the square root after
 *    `l1`, so that a Euclidean distance is the Hellinger distance (Arandjelović & Zisserman, CVPR 2012,
 *    doi:10.1109/CVPR.2012.6248018).
 *
 * @param descriptors `[keypoints, length]`.
 * @returns `[words]`; all 0 when there are no descriptors (or only words of weight 0), whatever the norm.
 * @throws NOT_FITTED for `tf-idf` before the vocabulary's `withIdf`; what `assignWords` throws.
 */
export function encodeWords(
  vocabulary: VisualWords,
  descriptors: NdArray<Float32Array>,
  options: EncodeWordsOptions = {},
): Float32Array {
  const { weighting, norm, ...assignment } = resolveOptions('bow', encodeWordsOptions, options);
  const { neighbours, words, shares } = assignWords(vocabulary, descriptors, assignment);
  const weights = wordWeights(vocabulary, weighting);
  const histogram = new Float64Array(vocabulary.words);
  for (let at = 0; at < neighbours * descriptors.shape[0]!; at++) histogram[words[at]!]! += shares[at]!;
  for (let word = 0; word < histogram.length; word++) histogram[word]! *= weights[word]!;
  return new Float32Array(normaliseHistogram(histogram, norm));
}

/** What a count of each word is multiplied by. @throws NOT_FITTED for `tf-idf` without document frequencies. */
export function wordWeights({ idf, words }: VisualWords, weighting: 'tf' | 'tf-idf'): Float64Array {
  if (weighting === 'tf') return new Float64Array(words).fill(1);
  if (idf) return idf;
  throw new FoveaError(
    'NOT_FITTED',
    'Expected a vocabulary with document frequencies for tf-idf but it has none. ' +
      'Learn them from the training images first: vocabulary.withIdf(histograms).',
  );
}
