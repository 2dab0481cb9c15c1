import { FoveaError } from '../../core/errors.js';
import type { Image } from '../../image/image.js';
import { gaussianBlur } from './gaussian-blur.js';
import { halved, type Plane, planeOf } from './plane.js';
import type { SiftVariant } from './variants.js';

/** Blur that a camera image is taken to have already, in pixels (Lowe 2004, section 3.3). */
const CAMERA_SIGMA = 0.5;

export interface ScaleSpaceOptions {
  /** Scales an octave, s. */
  readonly layers: number;
  /** Blur of layer 0 of every octave, in pixels of that octave. */
  readonly sigma: number;
  /** −1 starts with the doubled image, 0 with the image itself. */
  readonly firstOctave: number;
  /** Whose steps are taken, here and by those that look for keypoints in this space. */
  readonly variant: SiftVariant;
}

/**
 * Gaussian scale space, made level by level as it is asked for.
 *
 * Octave o has pixels of 2^o image pixels; its layer i is blurred by σ·2^(i/s) of its own pixels. Layer i
 * comes from layer i − 1 by one more blur, layer 0 from every second pixel of layer s of the octave before.
 */
export class ScaleSpace {
  readonly layers: number;
  readonly sigma: number;
  readonly firstOctave: number;
  readonly variant: SiftVariant;
  readonly #image: Image<Uint8Array>;
  readonly #levels = new Map<string, Plane>();

  constructor(image: Image<Uint8Array>, { layers, sigma, firstOctave, variant }: ScaleSpaceOptions) {
    this.layers = layers;
    this.sigma = sigma;
    this.firstOctave = firstOctave;
    this.variant = variant;
    this.#image = image;
  }

  /**
   * The plane of one octave and layer.
   * @throws BAD_DATA when the image is too small to have that octave.
   */
  level(octave: number, layer: number): Plane {
    const key = `${octave}/${layer}`;
    const known = this.#levels.get(key);
    if (known) return known;
    if (Math.min(this.#image.width, this.#image.height) < 2 ** octave)
      throw new FoveaError(
        'BAD_DATA',
        `Expected octaves that the image has but received octave ${octave}, where nothing is left of it.`,
      );
    const plane = layer > 0 ? this.#next(octave, layer) : this.#first(octave);
    this.#levels.set(key, plane);
    return plane;
  }

  /** Gives back the memory of a level that nothing needs any more. */
  forget(octave: number, layer: number): void {
    this.#levels.delete(`${octave}/${layer}`);
  }

  #first(octave: number): Plane {
    if (octave > this.firstOctave) return halved(this.level(octave - 1, this.layers));
    const { fround } = Math;
    const image = planeOf(this.#image);
    const taken = CAMERA_SIGMA * 2 ** -octave;
    const sigma = fround(this.sigma);
    return gaussianBlur(
      octave < 0 ? this.variant.doubled(image) : image,
      fround(Math.sqrt(Math.max(fround(fround(sigma * sigma) - taken * taken), fround(0.01)))),
    );
  }

  #next(octave: number, layer: number): Plane {
    const before = this.sigma * 2 ** ((layer - 1) / this.layers);
    const after = before * 2 ** (1 / this.layers);
    return gaussianBlur(this.level(octave, layer - 1), Math.sqrt(after * after - before * before));
  }
}
