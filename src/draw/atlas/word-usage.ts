import { squaredDistance } from '../../bow/k-means/squared-distance.js';
import type { VisualWords } from '../../bow/visual-words.js';
import { FoveaError } from '../../core/errors.js';
import { type NdArray, row } from '../../core/ndarray.js';
import type { Keypoint, LocalFeatures } from '../../features/extractor.js';

/** A keypoint that shows a word. */
export interface WordExample {
  /** Number of the image, as given to `add`. */
  readonly image: number;
  readonly keypoint: Keypoint;
  /** Squared distance of its descriptor from the word's centroid. */
  readonly distance: number;
}

/** How images use one word. */
export interface WordUse {
  readonly word: number;
  readonly occurrences: number;
  /** Images that have the word at all. */
  readonly images: number;
  /** Mean occurrences in images that have the word at all. */
  readonly burstiness: number;
  /** The keypoints nearest to the centroid, the nearest first; at most one an image. */
  readonly examples: readonly WordExample[];
}

/** Words that are counted, and what finds them; both kinds of vocabulary have centroids. */
export type WordsWithCentroids = VisualWords & { readonly centroids: NdArray<Float32Array> };

/** Counts which images use which words, and keeps the best examples of each, image by image. */
export class WordUsage {
  readonly #vocabulary: WordsWithCentroids;
  readonly #centroids: Float32Array;
  readonly #most: number;
  readonly #occurrences: Int32Array;
  readonly #images: Int32Array;
  readonly #examples: WordExample[][];

  /** @param options.examples kept of each word at most. */
  constructor(vocabulary: WordsWithCentroids, { examples }: { examples: number }) {
    this.#vocabulary = vocabulary;
    this.#centroids = vocabulary.centroids.data;
    this.#most = examples;
    this.#occurrences = new Int32Array(vocabulary.words);
    this.#images = new Int32Array(vocabulary.words);
    this.#examples = Array.from({ length: vocabulary.words }, () => []);
  }

  /** @throws BAD_DATA for features without descriptors; MISMATCH as `VisualWords.assign`. */
  add(image: number, { keypoints, descriptors }: LocalFeatures): void {
    if (descriptors === undefined)
      throw new FoveaError('BAD_DATA', `Expected descriptors of image ${image} but it has keypoints only.`);
    const nearest = new Map<number, WordExample>();
    this.#vocabulary.assign(descriptors).forEach((word, i) => {
      this.#occurrences[word]!++;
      const distance = this.#distance(row(descriptors, i), word);
      if (distance < (nearest.get(word)?.distance ?? Infinity))
        nearest.set(word, { image, keypoint: keypoints[i]!, distance });
    });
    for (const [word, example] of nearest) {
      this.#images[word]!++;
      this.#keep(word, example);
    }
  }

  /** Of every word, by number. */
  get words(): WordUse[] {
    return Array.from(this.#occurrences, (occurrences, word) => {
      const images = this.#images[word]!;
      const burstiness = images === 0 ? 0 : occurrences / images;
      return { word, occurrences, images, burstiness, examples: this.#examples[word]! };
    });
  }

  #keep(word: number, example: WordExample): void {
    const kept = this.#examples[word]!;
    const at = kept.findIndex(({ distance }) => distance > example.distance);
    kept.splice(at < 0 ? kept.length : at, 0, example);
    if (kept.length > this.#most) kept.pop();
  }

  #distance(descriptor: Float32Array, word: number): number {
    const { length } = descriptor;
    return squaredDistance(descriptor, this.#centroids.subarray(word * length, (word + 1) * length));
  }
}
