import { choice, integer, type OptionsOf } from '../core/options.js';

/** How an image's words are weighted and normalised. */
export const encodeWordsOptions = {
  weighting: choice({
    choices: ['tf', 'tf-idf'],
    default: 'tf',
    describe: 'Count words as they are (tf), or the rarer a word the more it counts (tf-idf)',
  }),
  norm: choice({
    choices: ['none', 'l1', 'l2', 'sqrt'],
    default: 'sqrt',
    describe: 'Normalise the histogram: sum 1 (l1), length 1 (l2), or l1 and then the square root (sqrt)',
  }),
};

/** Everything that shapes a bag of visual words, from training descriptors to an image's histogram. */
export const bowOptions = {
  words: integer({ default: 200, min: 2, max: 4096, describe: 'Visual words in the vocabulary' }),
  sampleSize: integer({
    default: 10_000,
    min: 2,
    describe: 'Training descriptors that the vocabulary is learnt from, drawn over all training images',
  }),
  maxIterations: integer({ default: 25, min: 1, describe: "At most so many of Lloyd's k-means iterations" }),
  ...encodeWordsOptions,
  seed: integer({ default: 0, describe: 'Seed of the sample and of the first words' }),
};

/** Options of a word histogram; what is left out takes its default. */
export type EncodeWordsOptions = Partial<OptionsOf<typeof encodeWordsOptions>>;

/** Options of a bag of visual words; what is left out takes its default. */
export type BowOptions = Partial<OptionsOf<typeof bowOptions>>;
