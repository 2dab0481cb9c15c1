import { FoveaError } from '../../core/errors.js';
import type { Image } from '../../image/image.js';
import { hasKernels } from '../../kernels/kernels.js';
import { arenaOctave } from '../../kernels/sift/octave.js';
import { ArenaPlane, type PlaneMemory, withPlaneMemory } from '../../kernels/sift/plane-memory.js';
import { BORDER, findExtrema, type GridPoint } from './extrema.js';
import { gaussianBlur, gaussianTaps } from './gaussian-blur.js';
import { halved, type Plane, planeOf, release } from './plane.js';
import type { SiftVariant } from './variants.js';

/** Blur that a camera image is taken to have already, in pixels (Lowe 2004, section 3.3). */
const CAMERA_SIGMA = 0.5;

/** How a scale space is made. */
export interface ScaleSpaceOptions {
  /** Scales an octave, s. */
  readonly layers: number;
  /** Blur of layer 0 of every octave, in pixels of that octave. */
  readonly sigma: number;
  /** −1 starts with the doubled image, 0 with the image itself. */
  readonly firstOctave: number;
  /** Whose steps are taken, here and by those that look for keypoints in this space. */
  readonly variant: SiftVariant;
  /** Where the levels lie, and kernels make them; without it they are plain arrays. */
  readonly memory?: PlaneMemory;
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
  readonly #memory: PlaneMemory | undefined;
  readonly #levels = new Map<string, Plane>();

  constructor(image: Image<Uint8Array>, { layers, sigma, firstOctave, variant, memory }: ScaleSpaceOptions) {
    this.layers = layers;
    this.sigma = sigma;
    this.firstOctave = firstOctave;
    this.variant = variant;
    this.#image = image;
    this.#memory = memory;
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

  /**
   * All planes of an octave, and the extrema of their differences (`findExtrema`).
   * @param threshold on the 0–255 scale.
   */
  octave(octave: number, threshold: number): { planes: readonly Plane[]; extrema: readonly GridPoint[] } {
    const first = this.level(octave, 0);
    if (!(first instanceof ArenaPlane)) {
      const planes = Array.from({ length: this.layers + 3 }, (_, layer) => this.level(octave, layer));
      return { planes, extrema: findExtrema(planes, threshold) };
    }
    const taps = Array.from({ length: this.layers + 2 }, (_, i) => gaussianTaps(this.#missing(i + 1)));
    const { planes, extrema } = arenaOctave(first, taps, { threshold, border: BORDER });
    planes.forEach((plane, layer) => {
      this.#levels.set(`${octave}/${layer}`, plane);
    });
    return { planes, extrema };
  }

  /** Gives back the memory of a level that nothing needs any more. */
  forget(octave: number, layer: number): void {
    const key = `${octave}/${layer}`;
    const plane = this.#levels.get(key);
    if (plane) release(plane);
    this.#levels.delete(key);
  }

  #first(octave: number): Plane {
    if (octave > this.firstOctave) return halved(this.level(octave - 1, this.layers));
    const { fround } = Math;
    const { data, width, height } = this.#image;
    const image = this.#memory ? this.#memory.planeOf(data, width, height) : planeOf(this.#image);
    const taken = CAMERA_SIGMA * 2 ** -octave;
    const sigma = fround(this.sigma);
    const missing = fround(Math.sqrt(Math.max(fround(fround(sigma * sigma) - taken * taken), fround(0.01))));
    const unblurred = octave < 0 ? this.variant.doubled(image) : image;
    const level = gaussianBlur(unblurred, missing);
    release(unblurred);
    if (octave < 0) release(image);
    return level;
  }

  #next(octave: number, layer: number): Plane {
    return gaussianBlur(this.level(octave, layer - 1), this.#missing(layer));
  }

  /** Blur that takes layer − 1 to `layer`. */
  #missing(layer: number): number {
    const before = this.sigma * 2 ** ((layer - 1) / this.layers);
    const after = before * 2 ** (1 / this.layers);
    return Math.sqrt(after * after - before * before);
  }
}

/** The memory that kernels can have, less what they need beside the planes. */
const ARENA_BYTES = 0.95 * 2 ** 32;

/**
 * Runs `work` with the scale space of an image, which does not outlive it. Kernels compute it, to the last bit of the
 * reference, where the machine has them and one octave fits into their memory: up to 38 megapixels when doubled.
 */
export function withScaleSpace<T>(
  image: Image<Uint8Array>,
  options: Omit<ScaleSpaceOptions, 'memory'>,
  work: (space: ScaleSpace) => T,
): T {
  const { layers, firstOctave } = options;
  const octaveBytes = 4 * (layers + 4) * image.width * image.height * 4 ** -firstOctave;
  if (!hasKernels() || octaveBytes > ARENA_BYTES) return work(new ScaleSpace(image, options));
  return withPlaneMemory((memory) => work(new ScaleSpace(image, { ...options, memory })));
}
