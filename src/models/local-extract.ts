import type { NdArray } from '../core/ndarray.js';
import type { Keypoint, LocalExtractor, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';

/** An image's descriptors and where they lie: what is kept of it while a model is fitted. */
export interface LocalExtract {
  /** `[count, length]`; in bytes where every number is a whole one from 0 to 255, as SIFT's are. */
  readonly descriptors: NdArray<Float32Array | Uint8Array>;
  /** x and y as parts of the image's width and height, `[count, 2]`, flat. */
  readonly positions: Float32Array;
}

/** Describes an image, and keeps what encodings look at. */
export function localExtract(extractor: LocalExtractor, image: Image, options: OptionValues): LocalExtract {
  const { keypoints, descriptors } = extractor.extract(image, options);
  const found = descriptors ?? { data: new Float32Array(0), shape: [0, extractor.descriptorLength] };
  return { descriptors: asBytes(found), positions: positionsOf(keypoints, image) };
}

/** Keypoints as parts of the image's width and height: the middle of the top left pixel lies half a pixel in. */
export function positionsOf(
  keypoints: readonly Pick<Keypoint, 'x' | 'y'>[],
  { width, height }: { readonly width: number; readonly height: number },
): Float32Array {
  return Float32Array.from(keypoints.flatMap(({ x, y }) => [(x + 0.5) / width, (y + 0.5) / height]));
}

/** Descriptors as numbers of their own again. */
export function wholeFloats({ data, shape }: LocalExtract['descriptors']): NdArray<Float32Array> {
  return { data: data instanceof Float32Array ? data : new Float32Array(data), shape };
}

function asBytes(array: NdArray<Float32Array>): LocalExtract['descriptors'] {
  const bytes = new Uint8Array(array.data);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== array.data[i]) return array;
  return { data: bytes, shape: array.shape };
}
