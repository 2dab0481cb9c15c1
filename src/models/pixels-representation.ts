import { choice, integer, type OptionsOf, resolveOptions } from '../core/options.js';
import type { State } from '../core/state.js';
import type { OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import { lumaOption, toGrey } from '../image/luma.js';
import { resizeImage } from '../image/resize.js';
import { canonicalJson } from './canonical-json.js';
import type { Representation, RepresentationDefinition } from './representation.js';

/** Options of `pixels`. */
export const pixelsOptions = {
  pixelsWidth: integer({ default: 16, min: 1, max: 1024, describe: 'width that images are resized to' }),
  pixelsHeight: integer({ default: 16, min: 1, max: 1024, describe: 'height that images are resized to' }),
  pixelsColour: choice({ choices: ['grey', 'rgb'], default: 'grey', describe: 'one channel or three' }),
  luma: lumaOption,
};

/**
 * The pixels themselves, the baseline that every feature has to beat and the input of networks:
 * 1. to grey (`luma`) unless `pixelsColour` is `rgb`; a grey image as `rgb` has its channel three times,
 * 2. resized to `pixelsWidth` × `pixelsHeight` without regard to its shape,
 * 3. scaled to [0, 1], row by row, channels interleaved: a vector of shape `[height, width, channels]`.
 */
export const pixelsRepresentation: RepresentationDefinition = {
  name: 'pixels',
  options: pixelsOptions,
  create: (options) => new PixelsRepresentation(options),
};

class PixelsRepresentation implements Representation<Float32Array> {
  readonly name = 'pixels';
  readonly cacheKey: string;
  readonly fitKey: string;
  readonly sampleShape: readonly number[];
  readonly #options: OptionsOf<typeof pixelsOptions>;

  constructor(options: OptionValues) {
    this.#options = resolveOptions('pixels', pixelsOptions, options);
    this.cacheKey = canonicalJson([this.name, this.#options]);
    this.fitKey = this.cacheKey;
    const { pixelsWidth, pixelsHeight, pixelsColour } = this.#options;
    this.sampleShape = [pixelsHeight, pixelsWidth, pixelsColour === 'rgb' ? 3 : 1];
  }

  extract(image: Image): Float32Array {
    const { pixelsWidth: width, pixelsHeight: height, pixelsColour, luma } = this.#options;
    const source = pixelsColour === 'grey' ? toGrey(image, luma) : image;
    const fits = source.width === width && source.height === height;
    const { data, channels } = fits ? source : resizeImage(source, { width, height });
    const full = data instanceof Uint8Array ? 255 : data instanceof Uint16Array ? 65535 : 1;
    const wanted = this.sampleShape[2]!;
    const vector = new Float32Array(width * height * wanted);
    for (let i = 0; i < vector.length; i++) {
      const source = channels === wanted ? i : Math.floor(i / wanted) * channels;
      vector[i] = data[source]! / full;
    }
    return vector;
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
