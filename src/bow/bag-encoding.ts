import { encodeWordsOptions } from './bow-options.js';
import { encodeWords } from './encode-words.js';
import { vocabularyEncoding } from './vocabulary-encoding.js';

const { norm, ...weighing } = encodeWordsOptions;

/** Options of a histogram of words where features have a `norm` of their own. */
export const wordHistogramOptions = { ...weighing, wordNorm: norm };

/** `bovw`: a bag of visual words, see `encodeWords`. */
export const bagEncoding = vocabularyEncoding({
  name: 'bovw',
  summary: 'a bag of visual words: how often each occurs',
  words: 200,
  options: wordHistogramOptions,
  usesIdf: ({ weighting }) => weighting === 'tf-idf',
  lengthOf: ({ words }) => words,
  encode: (vocabulary, { descriptors }, { weighting, wordNorm, softNeighbours, softSigma }) =>
    encodeWords(vocabulary, descriptors, { weighting, norm: wordNorm, softNeighbours, softSigma }),
});
