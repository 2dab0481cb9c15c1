import { FoveaError } from '../core/errors.js';
import { type NdArray, stack } from '../core/ndarray.js';
import { type OptionSpec, type OptionsOf, resolveOptions } from '../core/options.js';
import { type Json, nestStates, partOf, type State } from '../core/state.js';
import { type DescriptorSource, describeSource } from './descriptor-source.js';
import type { EncoderOptions } from './encoder-options.js';
import type { Encoding, FittedEncoding, ImageDescriptors, TrainingDescriptors } from './encoding.js';
import { encodings, findEncoding } from './encodings.js';
import { scaleToUnitLength } from './power-norm.js';
import { PrincipalComponents } from './principal-components.js';
import type { Vocabulary } from './vocabulary.js';

interface EncoderParts {
  readonly encoding: Encoding;
  readonly options: OptionsOf<OptionSpec>;
  readonly source: DescriptorSource | undefined;
  readonly descriptorLength: number;
  /** Of descriptors. */
  readonly components: PrincipalComponents | undefined;
  readonly fitted: FittedEncoding;
  /** Of vectors. */
  readonly vectorComponents: PrincipalComponents | undefined;
}

/**
 * From an image's descriptors to one vector, with everything that had to be learnt for it:
 * 1. with `pca`, descriptors are brought down to principal components of the sample, with `whiten` of equal variance,
 * 2. an encoding makes one vector of them,
 * 3. with `vectorPca`, vectors are brought down to principal components of the training images' vectors, with
 *    `vectorWhiten` of equal variance, and scaled to length 1 (Jégou & Chum, ECCV 2012,
 *    doi:10.1007/978-3-642-33709-3_55). An image without descriptors stays a vector of zeros.
 */
export class Encoder {
  readonly encoding: Encoding;
  /** Every option, resolved. */
  readonly options: OptionsOf<OptionSpec>;
  /** What made the descriptors it was fitted on; undefined where nobody said. */
  readonly source: DescriptorSource | undefined;
  /** How many numbers a descriptor has. */
  readonly descriptorLength: number;
  readonly #components: PrincipalComponents | undefined;
  readonly #fitted: FittedEncoding;
  readonly #vectorComponents: PrincipalComponents | undefined;

  private constructor(parts: EncoderParts) {
    this.encoding = parts.encoding;
    this.options = parts.options;
    this.source = parts.source;
    this.descriptorLength = parts.descriptorLength;
    this.#components = parts.components;
    this.#fitted = parts.fitted;
    this.#vectorComponents = parts.vectorComponents;
  }

  /**
   * Learns what the encoding needs. `sampleSize` is for who draws the sample.
   * @throws MISMATCH for a vocabulary of other descriptors; BAD_OPTION for options that the encoding does not have, or
   * `pca` with a vocabulary, whose words are of descriptors as they are; what the encoding's `fit` and
   * `PrincipalComponents.fit` throw.
   */
  static fit(
    encoding: Encoding,
    training: TrainingDescriptors,
    given: Readonly<Record<string, unknown>>,
  ): Encoder {
    const options = resolveOptions(encoding.name, encoding.options, given);
    const { pca, whiten, vectorPca, vectorWhiten } = options as unknown as EncoderOptions;
    const { vocabulary } = training;
    if (vocabulary) requireFitting(vocabulary, { encoding, pca, source: training.source });
    const descriptorLength = vocabulary?.length ?? training.sample.shape[1]!;
    const components =
      pca > 0
        ? PrincipalComponents.fit(training.sample, { dimensions: Math.min(pca, descriptorLength), whiten })
        : undefined;
    const reducedTraining = reducedBy(components, training);
    const fitted = encoding.fit(reducedTraining, options);
    const vectors = () => stack(Array.from(reducedTraining.images, (image) => fitted.encode(image)));
    const vectorComponents =
      vectorPca > 0
        ? PrincipalComponents.fit(vectors(), { dimensions: vectorPca, whiten: vectorWhiten })
        : undefined;
    return new Encoder({
      encoding,
      options,
      source: vocabulary?.source ?? training.source,
      descriptorLength,
      components,
      fitted,
      vectorComponents,
    });
  }

  /** How many numbers a vector has. */
  get length(): number {
    return this.#vectorComponents?.dimensions ?? this.#fitted.length;
  }

  /** @returns `[length]`. @throws MISMATCH for descriptors of another length; BAD_DATA for NaN and infinity. */
  encode(image: ImageDescriptors): Float32Array {
    const components = this.#vectorComponents;
    const [count, length] = image.descriptors.shape as [number, number];
    if (count === 0) return new Float32Array(this.length);
    if (length !== this.descriptorLength)
      throw new FoveaError(
        'MISMATCH',
        `Expected descriptors of ${this.descriptorLength} numbers${this.source ? ` (${this.source.name})` : ''}, as this ` +
          `${this.encoding.name} encoding was fitted on, but received ${length}.`,
      );
    const vector = this.#fitted.encode(reduced(image, this.#components));
    return components ? scaleToUnitLength(components.project(oneRow(vector)).data) : vector;
  }

  /** @throws MISMATCH, naming both, for descriptors of another kind or other options than those it was fitted on. */
  expectSource(source: DescriptorSource): void {
    if (this.source === undefined || describeSource(this.source) === describeSource(source)) return;
    throw new FoveaError(
      'MISMATCH',
      `Expected descriptors of ${describeSource(this.source)}, which this encoding was fitted on, but received ` +
        `${describeSource(source)}. Extract with the former, or fit an encoding for the latter.`,
    );
  }

  /** What `restore` needs. */
  state(): State {
    const { encoding, options, source, descriptorLength } = this;
    const components = this.#components;
    const vectorComponents = this.#vectorComponents;
    const parts = nestStates({
      encoding: this.#fitted.state(),
      ...(components && { components: components.state() }),
      ...(vectorComponents && { vectorComponents: vectorComponents.state() }),
    });
    const own: Json = {
      encoding: encoding.name,
      options,
      descriptorLength,
      ...(source && { source: { name: source.name, options: source.options } }),
    };
    return { config: { ...parts.config, encoder: own }, tensors: parts.tensors };
  }

  /** @throws BAD_FILE when the state is not an encoder's; NOT_FOUND for an encoding of another Fovea. */
  static restore(state: State, among: readonly Encoding[] = encodings): Encoder {
    const saved = partOf(state, 'encoder').config as unknown as SavedEncoder;
    const encoding = findEncoding(saved.encoding, among);
    const options = resolveOptions(encoding.name, encoding.options, saved.options);
    const componentsOf = (part: string) =>
      state.config[part] === undefined ? undefined : PrincipalComponents.restore(partOf(state, part));
    return new Encoder({
      encoding,
      options,
      source: saved.source,
      descriptorLength: saved.descriptorLength,
      components: componentsOf('components'),
      fitted: encoding.restore(partOf(state, 'encoding'), options),
      vectorComponents: componentsOf('vectorComponents'),
    });
  }
}

interface SavedEncoder {
  readonly encoding: string;
  readonly options: OptionsOf<OptionSpec>;
  readonly descriptorLength: number;
  readonly source?: DescriptorSource;
}

function requireFitting(
  vocabulary: Vocabulary,
  { encoding, pca, source }: { encoding: Encoding; pca: number; source: DescriptorSource | undefined },
): void {
  if (!encoding.usesVocabulary)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected no vocabulary for ${encoding.name}, which is not built on words, but received one. Leave it out.`,
    );
  if (source) vocabulary.expectSource(source);
  if (pca === 0) return;
  throw new FoveaError(
    'BAD_OPTION',
    `Expected pca 0 with a vocabulary, whose words are of whole descriptors, but received ${pca}. Learn the words here, or leave pca out.`,
  );
}

function reducedBy(
  components: PrincipalComponents | undefined,
  training: TrainingDescriptors,
): TrainingDescriptors {
  if (!components) return training;
  const images = {
    *[Symbol.iterator]() {
      for (const image of training.images) yield reduced(image, components);
    },
  };
  return { ...training, sample: components.project(training.sample), images };
}

function reduced(image: ImageDescriptors, components: PrincipalComponents | undefined): ImageDescriptors {
  return components ? { ...image, descriptors: components.project(image.descriptors) } : image;
}

const oneRow = (data: Float32Array): NdArray<Float32Array> => ({ data, shape: [1, data.length] });
