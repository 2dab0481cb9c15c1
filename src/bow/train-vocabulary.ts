import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import { bowOptions } from './bow-options.js';
import type { DescriptorSource } from './descriptor-source.js';
import { lloyd } from './lloyd.js';
import { seedCentroids } from './seed-centroids.js';
import { Vocabulary } from './vocabulary.js';

const trainOptions = {
  words: integer({ ...bowOptions.words, min: 1 }),
  maxIterations: bowOptions.maxIterations,
  seed: bowOptions.seed,
};

/** Options of `trainVocabulary`; what is left out takes `bowOptions`' default. */
export type TrainVocabularyOptions = Partial<OptionsOf<typeof trainOptions>> & {
  /** What made the descriptors; a vocabulary with a source refuses descriptors of another (`expectSource`). */
  readonly source?: DescriptorSource;
};

/**
 * Learns visual words from descriptors.
 *
 * 1. k-means++ chooses the first words (`seedCentroids`), seeded.
 * 2. Lloyd's iterations of ml-kmeans move them; words that no descriptor chooses are moved (`lloyd`).
 *
 * @param descriptors `[count, length]`, usually drawn by `sampleDescriptors`.
 * @throws BAD_DATA for NaN or infinity, and for fewer different descriptors than words.
 */
export function trainVocabulary(
  descriptors: NdArray<Float32Array>,
  options: TrainVocabularyOptions = {},
): Vocabulary {
  const { source, ...given } = options;
  const { words, maxIterations, seed } = resolveOptions('vocabulary', trainOptions, given);
  const bad = descriptors.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0)
    throw new FoveaError(
      'BAD_DATA',
      `Expected finite numbers in descriptors but row ${Math.floor(bad / descriptors.shape[1]!)}, column ` +
        `${bad % descriptors.shape[1]!} is ${descriptors.data[bad]}.`,
    );
  const start = seedCentroids(descriptors, { words, seed });
  const { centroids, ...training } = lloyd(descriptors, start, { maxIterations });
  return new Vocabulary({
    centroids,
    training: { descriptors: descriptors.shape[0]!, seed, ...training },
    ...(source ? { source } : {}),
  });
}
