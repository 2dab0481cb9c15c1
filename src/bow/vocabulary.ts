import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { type NdArray, ndarray } from '../core/ndarray.js';
import { type Json, type State, tensorOf } from '../core/state.js';
import { type DescriptorSource, describeSource } from './descriptor-source.js';
import { inverseDocumentFrequencies } from './inverse-document-frequencies.js';
import { nearestWords } from './nearest-word.js';

/** How the training of a vocabulary went. */
export interface VocabularyTraining {
  /** How many descriptors it was learnt from. */
  readonly descriptors: number;
  /** SHA-256 of their shape and bytes. */
  readonly fingerprint: string;
  /** What clustered them. */
  readonly algorithm: string;
  readonly seed: number;
  readonly iterations: number;
  /** False when `maxIterations` came before the centroids rested. */
  readonly converged: boolean;
  /** Sum of the squared distances between descriptors and their nearest centroids. */
  readonly inertia: number;
  /** Mean squared distance: the inertia of one descriptor. */
  readonly distortion: number;
}

/** What a vocabulary is made of. */
export interface VocabularyParts {
  /** `[words, length]` */
  readonly centroids: NdArray<Float32Array>;
  /** Left out: descriptors of any source are taken. */
  readonly source?: DescriptorSource;
  /** Left out: the centroids were given, not learnt. */
  readonly training?: VocabularyTraining;
  /** In how many of `documents` images each word occurs. */
  readonly documentFrequencies?: Int32Array;
  readonly documents?: number;
}

/**
 * Visual words: centroids in the space of one kind of descriptor. It never changes; `withIdf` makes another.
 * Made by `trainVocabulary`, or from given centroids.
 *
 * Source: Sivic & Zisserman, "Video Google", ICCV 2003, doi:10.1109/ICCV.2003.1238663.
 */
export class Vocabulary {
  readonly centroids: NdArray<Float32Array>;
  readonly source: DescriptorSource | undefined;
  readonly training: VocabularyTraining | undefined;
  readonly documentFrequencies: Int32Array | undefined;
  readonly documents: number;
  /** idf of each word, `log(documents / document frequency)`, 0 for a word that no image had; undefined before `withIdf`. */
  readonly idf: Float64Array | undefined;
  #fingerprint: string | undefined;

  constructor(parts: VocabularyParts) {
    this.centroids = ndarray(parts.centroids.data, parts.centroids.shape);
    this.source = parts.source;
    this.training = parts.training;
    this.documents = parts.documents ?? 0;
    this.documentFrequencies = parts.documentFrequencies;
    this.idf =
      this.documentFrequencies && inverseDocumentFrequencies(this.documentFrequencies, this.documents);
  }

  /** The number of words. */
  get words(): number {
    return this.centroids.shape[0]!;
  }

  /** The length of a descriptor. */
  get length(): number {
    return this.centroids.shape[1]!;
  }

  /** Names these centroids: SHA-256 of their shape and bytes. Two vocabularies of one fingerprint assign alike. */
  get fingerprint(): string {
    this.#fingerprint ??= fingerprint([this.centroids.shape.join('x'), this.centroids.data]);
    return this.#fingerprint;
  }

  /**
   * The nearest word of each descriptor by Euclidean distance; ties go to the lower word.
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
    const { words } = nearestWords({ descriptors: descriptors.data, centroids: this.centroids.data, length });
    const bad = words.indexOf(-1);
    if (bad >= 0)
      throw new FoveaError(
        'BAD_DATA',
        `Expected finite numbers in descriptors but descriptor ${bad} has NaN or infinity.`,
      );
    return words;
  }

  /** The same words with document frequencies learnt from images' histograms (one of `words` counts an image). */
  withIdf(histograms: readonly ArrayLike<number>[]): Vocabulary {
    const documentFrequencies = new Int32Array(this.words);
    histograms.forEach((histogram, image) => {
      if (histogram.length !== this.words)
        throw new FoveaError(
          'BAD_SHAPE',
          `Expected histograms of ${this.words} words but that of image ${image} has ${histogram.length}.`,
        );
      for (let word = 0; word < this.words; word++) if (histogram[word]! > 0) documentFrequencies[word]!++;
    });
    return new Vocabulary({ ...this.#parts(), documentFrequencies, documents: histograms.length });
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
    const tensors: Record<string, NdArray> = { centroids: this.centroids };
    if (frequencies) tensors.documentFrequencies = ndarray(frequencies, [this.words]);
    return { config, tensors };
  }

  /** @throws BAD_FILE when the state is not a vocabulary's. */
  static restore(state: State): Vocabulary {
    const owner = 'vocabulary';
    const { source, training, documents } = state.config;
    const centroids = tensorOf(state, 'centroids', { owner, type: Float32Array });
    const frequencies = state.tensors.documentFrequencies
      ? tensorOf(state, 'documentFrequencies', { owner, type: Int32Array }).data
      : undefined;
    if (
      centroids.shape.length !== 2 ||
      typeof documents !== 'number' ||
      (frequencies && frequencies.length !== centroids.shape[0])
    )
      throw new FoveaError('BAD_FILE', 'Expected the saved state of a vocabulary but its parts do not fit.');
    return new Vocabulary({
      centroids,
      documents,
      ...(source === undefined ? {} : { source: source as unknown as DescriptorSource }),
      ...(training === undefined ? {} : { training: training as unknown as VocabularyTraining }),
      ...(frequencies === undefined ? {} : { documentFrequencies: frequencies }),
    });
  }

  #parts(): VocabularyParts {
    return {
      centroids: this.centroids,
      ...(this.source ? { source: this.source } : {}),
      ...(this.training ? { training: this.training } : {}),
    };
  }
}
