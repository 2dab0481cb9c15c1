import { inverseDocumentFrequency } from './inverse-document-frequency.js';
import type { WordCounts } from './word-counts.js';

/**
 * For every visual word the images that have it, so that a query touches only the images it shares a word with.
 * Made for one collection of images; another image changes every weight through the document frequencies.
 */
export class InvertedLists {
  readonly #images: number;
  /** Word w has the postings `#starts[w]` to `#starts[w + 1] − 1`; their number is its document frequency. */
  readonly #starts: Uint32Array;
  /** The image of each posting, ascending within a word. */
  readonly #ids: Uint32Array;
  /** Its weight: tf · idf over the length of the image's whole vector. */
  readonly #weights: Float64Array;

  /** @param vocabularyWords how many words there are; every word of `images` is below it. */
  constructor(images: readonly WordCounts[], vocabularyWords: number) {
    this.#images = images.length;
    this.#starts = new Uint32Array(vocabularyWords + 1);
    for (const { words } of images) for (const word of words) this.#starts[word + 1]!++;
    for (let w = 0; w < vocabularyWords; w++) this.#starts[w + 1]! += this.#starts[w]!;
    const postings = this.#starts[vocabularyWords]!;
    this.#ids = new Uint32Array(postings);
    this.#weights = new Float64Array(postings);
    const next = this.#starts.slice();
    images.forEach((image, id) => {
      const weights = this.#unitVector(image);
      image.words.forEach((word, i) => {
        this.#ids[next[word]!] = id;
        this.#weights[next[word]!++] = weights[i]!;
      });
    });
  }

  /**
   * The cosine between the query's tf-idf vector and that of every image, term at a time: 0 to 1, and 0 for images
   * without a common word.
   */
  scores(query: WordCounts): Float64Array {
    const scores = new Float64Array(this.#images);
    const weights = this.#unitVector(query);
    for (let i = 0; i < weights.length; i++) {
      const weight = weights[i]!;
      const word = query.words[i]!;
      const end = this.#starts[word + 1]!;
      for (let p = this.#starts[word]!; p < end; p++) scores[this.#ids[p]!]! += weight * this.#weights[p]!;
    }
    // Rounding can carry the cosine of equal vectors a hair above 1.
    for (let id = 0; id < scores.length; id++) if (scores[id]! > 1) scores[id] = 1;
    return scores;
  }

  /** The tf-idf weights of an image's words, over the length of the vector that they make. */
  #unitVector({ words, counts }: WordCounts): Float64Array {
    const weights = new Float64Array(words.length);
    let squares = 0;
    for (let i = 0; i < weights.length; i++) {
      const documents = this.#starts[words[i]! + 1]! - this.#starts[words[i]!]!;
      const weight = counts[i]! * inverseDocumentFrequency(documents, this.#images);
      weights[i] = weight;
      squares += weight * weight;
    }
    const length = Math.sqrt(squares) || 1;
    for (let i = 0; i < weights.length; i++) weights[i]! /= length;
    return weights;
  }
}
