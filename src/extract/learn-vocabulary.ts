import { type BowOptions, bowOptions } from '../bow/bow-options.js';
import type { DescriptorSource } from '../bow/descriptor-source.js';
import { encodeWords } from '../bow/encode-words.js';
import { sampleDescriptors } from '../bow/sample-descriptors.js';
import { trainVocabulary } from '../bow/train-vocabulary.js';
import type { Vocabulary } from '../bow/vocabulary.js';
import { resolveOptions } from '../core/options.js';
import type { DescribedImage } from './gather-features.js';

/** The options of a vocabulary alone: how images are weighted with it is decided where it is used. */
export const vocabularyOptions = {
  words: bowOptions.words,
  sampleSize: bowOptions.sampleSize,
  maxIterations: bowOptions.maxIterations,
  seed: bowOptions.seed,
};

/**
 * A vocabulary from described images: draws a sample over all their descriptors, clusters it, and counts in how
 * many images each word occurs (for tf-idf).
 * @param source what described them.
 * @throws BAD_DATA for fewer different descriptors than words.
 */
export function learnVocabulary(
  images: readonly DescribedImage[],
  { source, ...given }: BowOptions & { readonly source: DescriptorSource },
): Vocabulary {
  const { sampleSize, seed, ...training } = resolveOptions('vocabulary', vocabularyOptions, given);
  const descriptors = images.flatMap(({ features }) => features.descriptors ?? []);
  const sample = sampleDescriptors(descriptors, { count: sampleSize, seed });
  const vocabulary = trainVocabulary(sample, { ...training, seed, source });
  return vocabulary.withIdf(
    descriptors.map((each) => encodeWords(vocabulary, each, { weighting: 'tf', norm: 'none' })),
  );
}
