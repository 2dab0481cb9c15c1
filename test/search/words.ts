import { Vocabulary } from '../../src/bow/vocabulary.js';
import { ndarray } from '../../src/core/ndarray.js';
import type { LocalFeatures } from '../../src/features/extractor.js';

/** A vocabulary of `words` words on a line: word w is the descriptor [w, offset]. */
export function lineVocabulary(words: number, offset = 0): Vocabulary {
  const data = Float32Array.from({ length: words * 2 }, (_, i) => (i % 2 === 0 ? i / 2 : offset));
  return new Vocabulary({ centroids: ndarray(data, [words, 2]) });
}

/** An image whose descriptors are exactly the given words of a `lineVocabulary`. */
export function imageOf(words: readonly number[]): LocalFeatures {
  const keypoints = words.map((_, i) => ({ x: i, y: 0, size: 7, angle: -1, response: 1, octave: 0 }));
  const data = Float32Array.from(words.flatMap((word) => [word, 0]));
  return { keypoints, descriptors: ndarray(data, [words.length, 2]) };
}
