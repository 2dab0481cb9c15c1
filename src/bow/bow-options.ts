import { choice, integer, type OptionsOf } from '../core/options.js';
import { histogramNormOption } from '../features/histogram-norm.js';
import { assignWordsOptions } from './assign-words.js';

/** How an image's words are found, weighted and normalised. */
export const encodeWordsOptions = {
  ...assignWordsOptions,
  weighting: choice({
    choices: ['tf', 'tf-idf'],
    default: 'tf',
    describe: 'count words as they are (tf), or the rarer a word the more it counts (tf-idf)',
  }),
  norm: choice({
    choices: histogramNormOption.choices,
    default: 'l1-sqrt',
    describe: histogramNormOption.describe,
  }),
};

/** Everything that shapes a bag of visual words, from training descriptors to an image's histogram. */
export const bowOptions = {
  words: integer({ default: 200, min: 2, max: 65_536, describe: 'visual words in the vocabulary' }),
  sampleSize: integer({
    default: 10_000,
    min: 2,
    describe: 'training descriptors that the vocabulary is learnt from, drawn over all training images',
  }),
  maxIterations: integer({ default: 25, min: 1, describe: "at most so many of Lloyd's k-means iterations" }),
  ...encodeWordsOptions,
  seed: integer({ default: 0, describe: 'seed of the sample and of the first words' }),
};

/** How words are learnt; `trainVocabulary` says what each is. */
export const algorithmOption = choice({
  choices: ['auto', 'ml-kmeans', 'k-means', 'mini-batch'],
  default: 'auto',
  describe: 'what clusters the descriptors: ml-kmeans for few, k-means for many, mini-batch for very many',
});

/** Options of a word histogram; what is left out takes its default. */
export type EncodeWordsOptions = Partial<OptionsOf<typeof encodeWordsOptions>>;

/** Options of a bag of visual words; what is left out takes its default. */
export type BowOptions = Partial<OptionsOf<typeof bowOptions>>;
