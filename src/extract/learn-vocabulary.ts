import { algorithmOption, bowOptions } from '../bow/bow-options.js';
import type { DescriptorSource } from '../bow/descriptor-source.js';
import { sampleDescriptors } from '../bow/sample-descriptors.js';
import { trainVocabulary, trainVocabularyInBands } from '../bow/train-vocabulary.js';
import { trainVocabularyTree, treeOptions } from '../bow/train-vocabulary-tree.js';
import type { VisualWords } from '../bow/visual-words.js';
import type { Vocabulary } from '../bow/vocabulary.js';
import type { NdArray } from '../core/ndarray.js';
import { integer, type OptionsOf, resolveOptions } from '../core/options.js';
import { bandsInWorkers } from './bands-in-workers.js';
import type { DescribedImage } from './gather-features.js';

const flatOptions = {
  words: bowOptions.words,
  sampleSize: bowOptions.sampleSize,
  maxIterations: bowOptions.maxIterations,
  algorithm: algorithmOption,
  seed: bowOptions.seed,
};

/** The options of a vocabulary alone: how images are weighted with it is decided where it is used. */
export const vocabularyOptions = {
  ...flatOptions,
  branching: treeOptions.branching,
  depth: integer({
    ...treeOptions.depth,
    default: 1,
    describe:
      'above 1 a tree of so many levels, for 100,000 words and more: its words are branching to the power of depth',
  }),
};

interface Origin {
  /** What described the images; left out where nobody knows. */
  readonly source?: DescriptorSource;
}

/**
 * A vocabulary from described images: draws a sample over all their descriptors, clusters it, and counts in how
 * many images each word occurs (for tf-idf).
 * @param source what described them.
 * @throws BAD_DATA for fewer different descriptors than words.
 */
export function learnVocabulary(
  images: readonly DescribedImage[],
  { source, ...given }: Partial<OptionsOf<typeof flatOptions>> & Origin,
): Vocabulary {
  const { sampleSize, ...training } = resolveOptions('vocabulary', flatOptions, given);
  const descriptors = descriptorsOf(images);
  const sample = sampleDescriptors(descriptors, { count: sampleSize, seed: training.seed });
  return weighted(trainVocabulary(sample, { ...training, ...(source && { source }) }), descriptors);
}

/** As `learnVocabulary`, in threads; with `depth` above 1 a vocabulary tree, in this one. */
export async function learnVocabularyInWorkers(
  images: readonly DescribedImage[],
  { source, workers, ...given }: Partial<OptionsOf<typeof vocabularyOptions>> & Origin & { workers: number },
): Promise<VisualWords> {
  const options = resolveOptions('vocabulary', vocabularyOptions, given);
  const { sampleSize, words, algorithm, branching, depth, ...training } = options;
  const origin = source && { source };
  const descriptors = descriptorsOf(images);
  const sample = sampleDescriptors(descriptors, { count: sampleSize, seed: training.seed });
  if (depth > 1)
    return weighted(trainVocabularyTree(sample, { ...training, branching, depth, ...origin }), descriptors);
  const flat = { ...training, words, algorithm, ...origin, openBands: bandsInWorkers(workers) };
  return weighted(await trainVocabularyInBands(sample, flat), descriptors);
}

function descriptorsOf(images: readonly DescribedImage[]): NdArray<Float32Array>[] {
  return images.flatMap(({ features }) => features.descriptors ?? []);
}

function weighted<Words extends VisualWords>(
  vocabulary: Words,
  descriptors: readonly NdArray<Float32Array>[],
): Words {
  return vocabulary.withIdf(presences(vocabulary, descriptors));
}

/** For each image which words it has; one at a time, for there may be many words. */
function* presences(
  vocabulary: VisualWords,
  descriptors: readonly NdArray<Float32Array>[],
): Iterable<Uint8Array> {
  for (const each of descriptors) {
    const present = new Uint8Array(vocabulary.words);
    for (const word of vocabulary.assign(each)) present[word] = 1;
    yield present;
  }
}
