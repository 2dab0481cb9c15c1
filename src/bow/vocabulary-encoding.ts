import { integer, type OptionSpec, type OptionsOf } from '../core/options.js';
import { bowOptions } from './bow-options.js';
import { encodeWords } from './encode-words.js';
import { encoderOptions } from './encoder-options.js';
import type { Encoding, FittedEncoding, ImageDescriptors, TrainingDescriptors } from './encoding.js';
import { trainVocabulary } from './train-vocabulary.js';
import { Vocabulary } from './vocabulary.js';

/** An encoding by one visual vocabulary: what is its own. */
interface VocabularyEncodingParts<S extends OptionSpec> {
  readonly name: string;
  readonly summary: string;
  /** How many words there are unless said otherwise. */
  readonly words: number;
  readonly options: S;
  /** Whether the vocabulary needs document frequencies. */
  usesIdf(options: OptionsOf<S>): boolean;
  lengthOf(vocabulary: Vocabulary, options: OptionsOf<S>): number;
  encode(vocabulary: Vocabulary, image: ImageDescriptors, options: OptionsOf<S>): Float32Array;
}

const sharedOptions = (words: number) => ({
  words: integer({ ...bowOptions.words, default: words }),
  vocabularyIterations: bowOptions.maxIterations,
  ...encoderOptions(),
});

type SharedOptions = OptionsOf<ReturnType<typeof sharedOptions>>;

/**
 * Makes an encoding of a function over a vocabulary: that it is learnt, or taken as given, its document frequencies and
 * its state are the same for all.
 */
export function vocabularyEncoding<S extends OptionSpec>(
  parts: VocabularyEncodingParts<S>,
): Encoding<ReturnType<typeof sharedOptions> & S> {
  const fitted = (vocabulary: Vocabulary, options: OptionsOf<S>): FittedEncoding => ({
    length: parts.lengthOf(vocabulary, options),
    encode: (image) => parts.encode(vocabulary, image, options),
    state: () => vocabulary.state(),
  });
  return {
    name: parts.name,
    summary: parts.summary,
    options: { ...sharedOptions(parts.words), ...parts.options },
    usesVocabulary: true,
    fit(training, options) {
      const vocabulary = training.vocabulary ?? learnt(training, options as unknown as SharedOptions);
      return fitted(
        parts.usesIdf(options) && !vocabulary.idf ? counted(vocabulary, training) : vocabulary,
        options,
      );
    },
    restore: (state, options) => fitted(Vocabulary.restore(state), options),
  };
}

function learnt(
  { sample, source }: TrainingDescriptors,
  { words, vocabularyIterations, seed }: SharedOptions,
): Vocabulary {
  return trainVocabulary(sample, {
    words,
    maxIterations: vocabularyIterations,
    seed,
    ...(source && { source }),
  });
}

function counted(vocabulary: Vocabulary, { images }: TrainingDescriptors): Vocabulary {
  return vocabulary.withIdf(
    Array.from(images, ({ descriptors }) =>
      encodeWords(vocabulary, descriptors, { weighting: 'tf', norm: 'none' }),
    ),
  );
}
