import { resolveOptions } from '../core/options.js';
import type { State } from '../core/state.js';
import type { GlobalExtractor, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { resizeImage } from '../image/resize.js';
import { canonicalJson } from './canonical-json.js';
import type { ImageSize, Representation, RepresentationDefinition } from './representation.js';

/** A global feature as it is: the extract is the vector, nothing is learnt. */
export function globalRepresentation(extractor: GlobalExtractor): RepresentationDefinition {
  return {
    name: extractor.name,
    aliases: extractor.aliases ?? [],
    options: extractor.options,
    feature: extractor.name,
    create: (options, size) => new GlobalRepresentation(extractor, options, size),
  };
}

class GlobalRepresentation implements Representation<Float32Array> {
  readonly name: string;
  readonly cacheKey: string;
  readonly fitKey: string;
  readonly #extractor: GlobalExtractor;
  readonly #options: OptionValues;
  readonly #size: ImageSize | undefined;

  constructor(extractor: GlobalExtractor, options: OptionValues, size: ImageSize) {
    this.name = extractor.name;
    this.#extractor = extractor;
    this.#options = resolveOptions(extractor.name, extractor.options, options);
    this.#size = extractor.sizeDependent ? size : undefined;
    this.cacheKey = canonicalJson([this.name, this.#options, this.#size ?? null]);
    this.fitKey = this.cacheKey;
  }

  extract(image: Image): Float32Array {
    const size = this.#size;
    const fits = size === undefined || (image.width === size.width && image.height === size.height);
    return this.#extractor.extract(fits ? image : resizeImage(image, size), this.#options);
  }

  async fit(): Promise<void> {}

  encode(extract: Float32Array): Float32Array {
    return extract;
  }

  state(): State {
    return { config: {}, tensors: {} };
  }

  restore(): void {}
}
