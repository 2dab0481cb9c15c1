import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { type Json, type State, tensorOf } from '../core/state.js';
import { type DescriptorSource, describeSource } from './descriptor-source.js';
import { inverseDocumentFrequencies } from './inverse-document-frequencies.js';

/** How the training of visual words went. */
export interface VocabularyTraining {
  /** How many descriptors they were learnt from. */
  readonly descriptors: number;
  /** SHA-256 of their shape and bytes. */
  readonly fingerprint: string;
  /** What clustered them. */
  readonly algorithm: string;
  readonly seed: number;
  readonly iterations: number;
  /** False when `maxIterations` came before the centroids rested. */
  readonly converged: boolean;
  /** Sum of the squared distances between descriptors and their words' centroids. */
  readonly inertia: number;
  /** Mean squared distance: the inertia of one descriptor. */
  readonly distortion: number;
}

/** What is known of words besides where they are. */
export interface WordsKnowledge {
  /** Left out: descriptors of any source are taken. */
  readonly source?: DescriptorSource;
  /** Left out: the words were given, not learnt. */
  readonly training?: VocabularyTraining;
  /** In how many of `documents` images each word occurs. */
  readonly documentFrequencies?: Int32Array;
  readonly documents?: number;
}

/**
 * Visual words, however they are found: what histograms of words and indexes need. They never change; `withIdf` makes
 * others. `Vocabulary` compares a descriptor with every word, `VocabularyTree` only with a few.
 */
export abstract class VisualWords {
  readonly source: DescriptorSource | undefined;
  readonly training: VocabularyTraining | undefined;
  readonly documentFrequencies: Int32Array | undefined;
  readonly documents: number;
  /** idf of each word, `log(documents / document frequency)`, 0 for a word that no image had; undefined before `withIdf`. */
  readonly idf: Float64Array | undefined;
  #fingerprint: string | undefined;

  constructor({ source, training, documents = 0, documentFrequencies }: WordsKnowledge) {
    this.source = source;
    this.training = training;
    this.documents = documents;
    this.documentFrequencies = documentFrequencies;
    this.idf = documentFrequencies && inverseDocumentFrequencies(documentFrequencies, documents);
  }

  /** The number of words. */
  abstract get words(): number;

  /** The length of a descriptor. */
  abstract get length(): number;

  /** Everything that decides on a descriptor's word. */
  protected abstract get parts(): Readonly<Record<string, NdArray>>;

  /** One word for each of the descriptors, which are of the right length. */
  protected abstract find(descriptors: Float32Array): Int32Array;

  /** The same words, with other knowledge. */
  protected abstract knowing(knowledge: WordsKnowledge): this;

  /** Names these words: SHA-256 of their parts' shapes and bytes. Those of one fingerprint assign alike. */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprint(
      Object.values(this.parts).flatMap(({ shape, data }) => [shape.join('x'), data]),
    );
    return this.#fingerprint;
  }

  /**
   * The word of each descriptor.
   * @param descriptors `[keypoints, length]`; none gives none.
   * @throws MISMATCH when descriptors have another length, BAD_DATA for NaN or infinity.
   */
  assign(descriptors: NdArray<Float32Array>): Int32Array {
    const [count, length] = descriptors.shape as [number, number];
    if (count === 0) return new Int32Array(0);
    if (length !== this.length)
      throw new FoveaError(
        'MISMATCH',
        `Expected descriptors of ${this.length} numbers${this.source ? ` (${this.source.name})` : ''} for this vocabulary but received ${length}.`,
      );
    const words = this.find(descriptors.data);
    const bad = words.indexOf(-1);
    if (bad >= 0)
      throw new FoveaError(
        'BAD_DATA',
        `Expected finite numbers in descriptors but descriptor ${bad} has NaN or infinity.`,
      );
    return words;
  }

  /** The same words with document frequencies learnt from images' histograms (one of `words` counts an image). */
  withIdf(histograms: Iterable<ArrayLike<number>>): this {
    const documentFrequencies = new Int32Array(this.words);
    let documents = 0;
    for (const histogram of histograms) {
      if (histogram.length !== this.words)
        throw new FoveaError(
          'BAD_SHAPE',
          `Expected histograms of ${this.words} words but that of image ${documents} has ${histogram.length}.`,
        );
      for (let word = 0; word < this.words; word++) if (histogram[word]! > 0) documentFrequencies[word]!++;
      documents++;
    }
    const { source, training } = this;
    return this.knowing({
      ...(source ? { source } : {}),
      ...(training ? { training } : {}),
      documentFrequencies,
      documents,
    });
  }

  /** @throws MISMATCH, naming both, when the vocabulary was made of descriptors of another kind or other options. */
  expectSource(source: DescriptorSource): void {
    if (this.source === undefined || describeSource(this.source) === describeSource(source)) return;
    throw new FoveaError(
      'MISMATCH',
      `Expected descriptors of ${describeSource(this.source)}, which this vocabulary was made of, but received ` +
        `${describeSource(source)}. Extract with the former, or train a vocabulary for the latter.`,
    );
  }

  /** What `restore` needs. */
  state(): State {
    const { source, training, documents, documentFrequencies: frequencies } = this;
    const config: Record<string, Json> = { documents };
    if (source) config.source = { name: source.name, options: source.options };
    if (training) config.training = { ...training };
    const tensors: Record<string, NdArray> = { ...this.parts };
    if (frequencies) tensors.documentFrequencies = ndarray(frequencies, [this.words]);
    return { config, tensors };
  }
}

/** What `VisualWords.state` wrote of the knowledge. @throws BAD_FILE when the state is not a vocabulary's. */
export function restoreKnowledge(state: State): WordsKnowledge {
  const { source, training, documents } = state.config;
  if (typeof documents !== 'number') throw notAVocabulary();
  const frequencies = state.tensors.documentFrequencies
    ? tensorOf(state, 'documentFrequencies', { owner: 'vocabulary', type: Int32Array }).data
    : undefined;
  return {
    documents,
    ...(source === undefined ? {} : { source: source as unknown as DescriptorSource }),
    ...(training === undefined ? {} : { training: training as unknown as VocabularyTraining }),
    ...(frequencies === undefined ? {} : { documentFrequencies: frequencies }),
  };
}

/** What is said of a state that is no vocabulary's. */
export const notAVocabulary = (): FoveaError =>
  new FoveaError('BAD_FILE', 'Expected the saved state of a vocabulary but its parts do not fit.');
