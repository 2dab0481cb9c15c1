import type { DescriptorSource } from '../bow/descriptor-source.js';
import { Encoder } from '../bow/encoder.js';
import type { EncoderOptions } from '../bow/encoder-options.js';
import type { Encoding } from '../bow/encoding.js';
import {
  extractedBy,
  type LocalExtract,
  localExtract,
  seen,
  trainingDescriptors,
} from '../bow/local-extract.js';
import { FoveaError } from '../core/errors.js';
import { type OptionSpec, type OptionsOf, resolveOptions } from '../core/options.js';
import type { State } from '../core/state.js';
import type { LocalExtractor, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { canonicalJson } from './canonical-json.js';
import type { Representation, RepresentationDefinition } from './representation.js';

/**
 * A local feature in an encoding, one vector an image:
 * 1. extract: the image's descriptors, and where they lie,
 * 2. fit: `sampleSize` descriptors, drawn over all training images, are what the encoding learns from (words, Gaussians,
 *    principal components),
 * 3. encode: the encoding's vector; an image without keypoints is a vector of zeros.
 *
 * It takes the options of the feature and those of the encoding, in one list. Extracts of a feature that is `derived`
 * from another (RootSIFT) are the other's, and are derived when they are looked at.
 * @param name `vlad`, or `vlad-sift` where it says the feature.
 */
export function encodedRepresentation(
  name: string,
  { encoding, extractor }: { encoding: Encoding; extractor: LocalExtractor },
): RepresentationDefinition {
  return {
    name,
    aliases: (extractor.aliases ?? [])
      .map((alias) => `${encoding.name}-${alias}`)
      .filter((alias) => alias !== name),
    options: { ...extractor.options, ...encoding.options },
    feature: extractor.name,
    create: (options) => new EncodedRepresentation(name, { encoding, extractor }, options),
  };
}

class EncodedRepresentation implements Representation<LocalExtract> {
  readonly name: string;
  readonly cacheKey: string;
  readonly fitKey: string;
  readonly #encoding: Encoding;
  readonly #extractor: LocalExtractor;
  readonly #local: OptionsOf<OptionSpec>;
  readonly #options: OptionsOf<OptionSpec>;
  #encoder: Encoder | undefined;

  constructor(
    name: string,
    { encoding, extractor }: { encoding: Encoding; extractor: LocalExtractor },
    options: OptionValues,
  ) {
    this.name = name;
    this.#encoding = encoding;
    this.#extractor = extractor;
    const all = resolveOptions(name, { ...extractor.options, ...encoding.options }, options);
    this.#local = pick(all, extractor.options);
    this.#options = pick(all, encoding.options);
    this.cacheKey = canonicalJson([extractedBy(extractor).name, this.#local]);
    this.fitKey = canonicalJson([extractor.name, this.#local, encoding.name, this.#options]);
  }

  extract(image: Image): LocalExtract {
    return localExtract(this.#extractor, image, this.#local);
  }

  async fit(extracts: readonly LocalExtract[]): Promise<void> {
    const training = trainingDescriptors(extracts, {
      extractor: this.#extractor,
      options: this.#options as unknown as EncoderOptions,
      source: this.#source,
    });
    this.#encoder = Encoder.fit(this.#encoding, training, this.#options);
  }

  encode(extract: LocalExtract): Float32Array {
    return this.#fitted().encode(seen(extract, this.#extractor));
  }

  state(): State {
    return this.#fitted().state();
  }

  restore(state: State): void {
    const encoder = Encoder.restore(state, [this.#encoding]);
    encoder.expectSource(this.#source);
    this.#encoder = encoder;
  }

  get #source(): DescriptorSource {
    return { name: this.#extractor.name, options: this.#local };
  }

  #fitted(): Encoder {
    if (this.#encoder) return this.#encoder;
    throw new FoveaError(
      'NOT_FITTED',
      `Expected ${this.name} to have learnt its ${this.#encoding.name} encoding. Fit it on training images.`,
    );
  }
}

function pick(values: OptionsOf<OptionSpec>, spec: OptionSpec): OptionsOf<OptionSpec> {
  return Object.fromEntries(Object.keys(spec).map((name) => [name, values[name]!]));
}
