import { FoveaError } from '../core/errors.js';
import type { NdArray } from '../core/ndarray.js';
import type { OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';

/** What other programs computed, and from what; written by oracles.py, read by `openGoldens`. */
export interface Goldens {
  /** Versions by the programs' names: `{ OpenCV: '4.6.0' }`. */
  readonly programs: Readonly<Record<string, string>>;
  readonly images: Readonly<Record<string, Image<Uint8Array>>>;
  /** SHA-256 over a conversion of all 2^24 colours, red slowest and blue fastest, by the conversion's name. */
  readonly digests: Readonly<Record<string, string>>;
  readonly areas: Readonly<Record<string, readonly { image: string; options: OptionValues }[]>>;
  /** One array a case, named `<area>-<number>`. */
  readonly arrays: Readonly<Record<string, NdArray>>;
}

/** One thing that another program was asked. */
export interface GoldenCase {
  readonly image: Image<Uint8Array>;
  /** The image's name, to count images by. */
  readonly imageName: string;
  readonly options: OptionValues;
  /** Its answer. */
  readonly expected: NdArray;
}

/** The cases of one area. @throws BAD_FILE when the goldens have no such area, or not all that belongs to it. */
export function casesOf({ areas, images, arrays }: Goldens, area: string): GoldenCase[] {
  return (areas[area] ?? missing(`an area '${area}'`)).map(({ image, options }, i) => ({
    image: images[image] ?? missing(`an image '${image}'`),
    imageName: image,
    options,
    expected: arrays[`${area}-${i}`] ?? missing(`an array '${area}-${i}'`),
  }));
}

function missing(what: string): never {
  throw new FoveaError(
    'BAD_FILE',
    `Expected ${what} among the reference values but there is none. Install Fovea again.`,
  );
}
