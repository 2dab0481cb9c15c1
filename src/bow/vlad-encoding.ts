import { vlad, vladOptions } from './vlad.js';
import { vocabularyEncoding } from './vocabulary-encoding.js';

/** `vlad`: how descriptors differ from their words, see `vlad`. */
export const vladEncoding = vocabularyEncoding({
  name: 'vlad',
  summary: 'how descriptors differ from their visual words, added up word by word',
  words: 64,
  options: vladOptions,
  usesIdf: () => false,
  lengthOf: ({ words, length }) => words * length,
  encode: (vocabulary, { descriptors }, { intraNorm, power, encodingNorm }) =>
    vlad(vocabulary, descriptors, { intraNorm, power, encodingNorm }),
});
