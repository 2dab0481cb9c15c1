import { FoveaError } from '../core/errors.js';
import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import { normaliseHistogram } from '../features/histogram-norm.js';
import { assignWords } from './assign-words.js';
import { encodeWordsOptions } from './bow-options.js';
import { wordWeights } from './encode-words.js';
import type { ImageDescriptors } from './encoding.js';
import type { VisualWords } from './visual-words.js';

/** Options of `spatialPyramid`. */
export const spatialPyramidOptions = {
  levels: integer({
    default: 3,
    min: 1,
    max: 6,
    describe: 'grids over the image: 1×1, 2×2, 4×4, …; 1 is a plain bag of words',
  }),
  ...encodeWordsOptions,
};

/** Options of `spatialPyramid`; what is left out takes its default. */
export type SpatialPyramidOptions = Partial<OptionsOf<typeof spatialPyramidOptions>>;

/**
 * An image as histograms of visual words over ever finer grids.
 *
 * 1. Level l parts the image into 2^l × 2^l cells, each with the histogram of the words that lie in it, given and
 *    weighted as in `encodeWords`.
 * 2. A histogram is multiplied by its level's weight: of L + 1 levels 1/2^L for level 0, 1/2^(L−l+1) for level l above,
 *    so that words which lie in the same small cell count most.
 * 3. All of them as one vector are normalised, as one histogram in `encodeWords`.
 *
 * A linear kernel on `l1-sqrt` vectors (the default) is then the paper's sum over levels with Hellinger's kernel in
 * place of the intersection of histograms.
 *
 * Source: Lazebnik, Schmid & Ponce, CVPR 2006, doi:10.1109/CVPR.2006.68.
 *
 * @returns `[words · (4^levels − 1) / 3]`: level by level, cells row by row from the top left, words within a cell;
 * all 0 when there are no descriptors.
 * @throws BAD_DATA when positions are not known; what `encodeWords` throws.
 */
export function spatialPyramid(
  vocabulary: VisualWords,
  { descriptors, positions }: ImageDescriptors,
  options: SpatialPyramidOptions = {},
): Float32Array {
  const { levels, weighting, norm, ...assignment } = resolveOptions(
    'spatialPyramid',
    spatialPyramidOptions,
    options,
  );
  const { neighbours, words, shares } = assignWords(vocabulary, descriptors, assignment);
  const places = requirePositions(positions, descriptors.shape[0]!);
  const weights = wordWeights(vocabulary, weighting);
  const pyramid = new Float64Array(pyramidCells(levels) * vocabulary.words);
  for (let level = 0; level < levels; level++) {
    const grid = pyramid.subarray(pyramidCells(level) * vocabulary.words);
    const weight = levelWeight(level, levels);
    for (let at = 0; at < words.length; at++) {
      const cell = cellOf(places, Math.floor(at / neighbours), 2 ** level);
      const word = words[at]!;
      grid[cell * vocabulary.words + word]! += weight * weights[word]! * shares[at]!;
    }
  }
  return new Float32Array(normaliseHistogram(pyramid, norm));
}

/** How many cells the grids of a pyramid have together. */
export const pyramidCells = (levels: number): number => (4 ** levels - 1) / 3;

function levelWeight(level: number, levels: number): number {
  const last = levels - 1;
  return level === 0 ? 2 ** -last : 2 ** (level - last - 1);
}

function cellOf(positions: Float32Array, i: number, side: number): number {
  const along = (part: number) => Math.min(side - 1, Math.max(0, Math.floor(part * side)));
  return along(positions[2 * i + 1]!) * side + along(positions[2 * i]!);
}

function requirePositions(positions: Float32Array | undefined, count: number): Float32Array {
  if (positions?.length === 2 * count) return positions;
  throw new FoveaError(
    'BAD_DATA',
    positions
      ? `Expected ${count} positions, one a descriptor, for a spatial pyramid but received ${positions.length / 2}.`
      : 'Expected to know where in its image each descriptor lies, for a spatial pyramid, but nobody said. ' +
          'Encode images, or bring keypoints and sizes along.',
  );
}
