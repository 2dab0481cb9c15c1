import type { NdArray } from '../core/ndarray.js';
import { choice, flag, number, type OptionsOf, resolveOptions } from '../core/options.js';
import { powerNormalise, scaleToUnitLength } from './power-norm.js';
import type { Vocabulary } from './vocabulary.js';

/** How sums over an image's descriptors are brought to one scale. */
export const sumNormOptions = {
  power: number({
    default: 0.5,
    min: 0,
    max: 1,
    describe: 'each number keeps its sign and is raised to this power; 1 leaves it',
  }),
  encodingNorm: choice({
    choices: ['l2', 'none'],
    default: 'l2',
    describe: 'the whole vector: length 1 (l2), or as it is (none)',
  }),
};

/** Options of `vlad`. */
export const vladOptions = {
  intraNorm: flag({ default: false, describe: 'scale the residuals of each word to length 1' }),
  ...sumNormOptions,
};

/** Options of `vlad`; what is left out takes its default. */
export type VladOptions = Partial<OptionsOf<typeof vladOptions>>;

/**
 * VLAD, a vector of locally aggregated descriptors: for each visual word how the image's descriptors differ from it.
 *
 * 1. Each descriptor goes to its nearest word; the differences from the word are added up, word by word.
 * 2. Each number is raised to `power`, keeping its sign.
 * 3. With `intraNorm` the sum of each word is scaled to length 1, so that a word that comes often (bursts) has no more
 *    say than another.
 * 4. The whole vector is scaled to length 1.
 *
 * Source: Jégou, Douze, Schmid & Pérez, CVPR 2010, doi:10.1109/CVPR.2010.5540039; step 2: Jégou et al., PAMI 2012,
 * doi:10.1109/TPAMI.2011.235; step 3: Arandjelović & Zisserman, CVPR 2013, doi:10.1109/CVPR.2013.207.
 * Differences from the papers: they take step 2 or step 3; here both may be had, or neither.
 *
 * @param descriptors `[count, length]`
 * @returns `[words · length]`, word by word; a word without descriptors is 0, an image without descriptors all 0.
 * @throws MISMATCH, BAD_DATA as `Vocabulary.assign`.
 */
export function vlad(
  vocabulary: Vocabulary,
  descriptors: NdArray<Float32Array>,
  options: VladOptions = {},
): Float32Array {
  const { intraNorm, power, encodingNorm } = resolveOptions('vlad', vladOptions, options);
  const { length } = vocabulary;
  const sums = powerNormalise(residuals(vocabulary, descriptors), power);
  if (intraNorm)
    for (let from = 0; from < sums.length; from += length)
      scaleToUnitLength(sums.subarray(from, from + length));
  return new Float32Array(encodingNorm === 'l2' ? scaleToUnitLength(sums) : sums);
}

/** The sum of the differences of each word's descriptors from it. */
function residuals(vocabulary: Vocabulary, descriptors: NdArray<Float32Array>): Float64Array {
  const { words, length, centroids } = vocabulary;
  const sums = new Float64Array(words * length);
  const assigned = vocabulary.assign(descriptors);
  const { data } = descriptors;
  for (let i = 0; i < assigned.length; i++) {
    const from = i * length;
    const to = assigned[i]! * length;
    for (let j = 0; j < length; j++) sums[to + j]! += data[from + j]! - centroids.data[to + j]!;
  }
  return sums;
}
