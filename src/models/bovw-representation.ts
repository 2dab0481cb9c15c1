import { bowOptions } from '../bow/bow-options.js';
import type { DescriptorSource } from '../bow/descriptor-source.js';
import { encodeWords } from '../bow/encode-words.js';
import { sampleDescriptors } from '../bow/sample-descriptors.js';
import { trainVocabulary } from '../bow/train-vocabulary.js';
import { Vocabulary } from '../bow/vocabulary.js';
import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import { type OptionSpec, type OptionsOf, resolveOptions } from '../core/options.js';
import type { State } from '../core/state.js';
import type { LocalExtractor, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { canonicalJson } from './canonical-json.js';
import type { Representation, RepresentationDefinition } from './representation.js';

type Descriptors = NdArray<Float32Array>;

const { norm, maxIterations, ...sharedOptions } = bowOptions;

/** Options of the bag. Two have longer names than in `bow`, where features and classifiers have such options too. */
const bagOptions = { ...sharedOptions, vocabularyIterations: maxIterations, wordNorm: norm };

/**
 * A bag of visual words over a local feature, one vector of `words` numbers an image:
 * 1. extract: the image's descriptors; keypoints are dropped,
 * 2. fit: `sampleSize` descriptors, drawn over all training images, are clustered into `words` words,
 * 3. encode: the histogram of nearest words, weighted and normalised as `encodeWords` says; an image without
 *    keypoints is a vector of zeros.
 *
 * It takes the options of the feature and those of the bag, in one list.
 * @param name `bovw`, or `bovw-sift` where it says the feature.
 */
export function bovwRepresentation(name: string, extractor: LocalExtractor): RepresentationDefinition {
  return {
    name,
    aliases: (extractor.aliases ?? []).map((alias) => `bovw-${alias}`).filter((alias) => alias !== name),
    options: { ...extractor.options, ...bagOptions },
    feature: extractor.name,
    create: (options) => new BovwRepresentation(name, extractor, options),
  };
}

class BovwRepresentation implements Representation<Descriptors> {
  readonly name: string;
  readonly cacheKey: string;
  readonly fitKey: string;
  readonly #extractor: LocalExtractor;
  readonly #local: OptionsOf<OptionSpec>;
  readonly #bag: OptionsOf<typeof bagOptions>;
  #vocabulary: Vocabulary | undefined;

  constructor(name: string, extractor: LocalExtractor, options: OptionValues) {
    this.name = name;
    this.#extractor = extractor;
    const all = resolveOptions(name, { ...extractor.options, ...bagOptions }, options);
    this.#local = pick(all, extractor.options);
    this.#bag = resolveOptions(name, bagOptions, pick(all, bagOptions));
    this.cacheKey = canonicalJson([extractor.name, this.#local]);
    this.fitKey = canonicalJson([extractor.name, this.#local, this.#bag]);
  }

  extract(image: Image): Descriptors {
    const { descriptors } = this.#extractor.extract(image, this.#local);
    return descriptors ?? { data: new Float32Array(0), shape: [0, this.#extractor.descriptorLength] };
  }

  async fit(extracts: readonly Descriptors[]): Promise<void> {
    const { words, sampleSize, vocabularyIterations, weighting, seed } = this.#bag;
    const sample = sampleDescriptors(extracts, { count: sampleSize, seed });
    const vocabulary = trainVocabulary(sample, {
      words,
      maxIterations: vocabularyIterations,
      seed,
      source: this.#source,
    });
    this.#vocabulary =
      weighting === 'tf-idf'
        ? vocabulary.withIdf(
            extracts.map((extract) => encodeWords(vocabulary, extract, { weighting: 'tf', norm: 'none' })),
          )
        : vocabulary;
  }

  encode(extract: Descriptors): Float32Array {
    const { weighting, wordNorm } = this.#bag;
    return encodeWords(this.#fitted(), extract, { weighting, norm: wordNorm });
  }

  state(): State {
    return this.#fitted().state();
  }

  restore(state: State): void {
    const vocabulary = Vocabulary.restore(state);
    vocabulary.expectSource(this.#source);
    this.#vocabulary = vocabulary;
  }

  get #source(): DescriptorSource {
    return { name: this.#extractor.name, options: this.#local };
  }

  #fitted(): Vocabulary {
    if (this.#vocabulary) return this.#vocabulary;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to have a vocabulary. Fit it on training images.`,
    );
  }
}

function pick(values: OptionsOf<OptionSpec>, spec: OptionSpec): OptionsOf<OptionSpec> {
  return Object.fromEntries(Object.keys(spec).map((name) => [name, values[name]!]));
}
