import type { NdArray } from '../core/ndarray.js';
import type { OptionSpec } from '../core/options.js';
import type { Image } from '../image/image.js';

/** Option values by name, as the command and config files bring them; each extractor checks its own. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** One interest point, in OpenCV's words. */
export interface Keypoint {
  /** Pixels, to the right; the centre of the top left pixel is (0, 0). */
  readonly x: number;
  /** Pixels, downwards. */
  readonly y: number;
  /** Diameter of the meaningful neighbourhood, in pixels of the input image. */
  readonly size: number;
  /** Degrees in [0, 360), clockwise on screen (y runs down); −1 where the detector gives none. */
  readonly angle: number;
  /** How strong the point is; comparable only within one detector. */
  readonly response: number;
  /** Pyramid octave it was found in: −1 is the doubled image, 0 the image itself. */
  readonly octave: number;
}

/** Keypoints and, for a describing extractor, one descriptor each in the same order: `[keypoints, length]`. */
export interface LocalFeatures {
  readonly keypoints: readonly Keypoint[];
  readonly descriptors?: NdArray<Float32Array>;
  /** Of the image, in pixels: set by what reads image files, so that positions can be told as parts of it. */
  readonly imageSize?: { readonly width: number; readonly height: number };
}

interface ExtractorFace {
  /** Kebab-case, as in `--feature`. */
  readonly name: string;
  /** Other names that mean the same. */
  readonly aliases?: readonly string[];
  /** One line for `--help` and the README. */
  readonly summary: string;
  readonly options: OptionSpec;
}

/** An extractor that turns an image into one vector. */
export interface GlobalExtractor extends ExtractorFace {
  readonly kind: 'global';
  /** True when the vector's length depends on the image's size, so that images must share one (HOG). */
  readonly sizeDependent: boolean;
  extract(image: Image, options?: OptionValues): Float32Array;
}

/** An extractor that turns an image into keypoints, with descriptors of `descriptorLength` (0: none). */
export interface LocalExtractor extends ExtractorFace {
  readonly kind: 'local';
  readonly descriptorLength: number;
  /**
   * Set where descriptors are those of another extractor (same options, same keypoints) after a change to each: who has
   * to keep many may keep the other's.
   */
  readonly derived?: {
    readonly from: LocalExtractor;
    transform(descriptors: NdArray<Float32Array>): NdArray<Float32Array>;
  };
  extract(image: Image, options?: OptionValues): LocalFeatures;
}

/** Any feature: one vector an image, or keypoints. */
export type Extractor = GlobalExtractor | LocalExtractor;
