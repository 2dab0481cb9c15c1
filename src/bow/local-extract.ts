import type { NdArray } from '../core/ndarray.js';
import type { Keypoint, LocalExtractor, LocalFeatures, OptionValues } from '../features/extractor.js';
import type { Image } from '../image/image.js';
import type { EncoderOptions } from './encoder-options.js';
import type { ImageDescriptors, TrainingDescriptors } from './encoding.js';
import { sampleDescriptors } from './sample-descriptors.js';

/** An image's descriptors and where they lie, in few bytes: what is kept of it while an encoding is fitted. */
export interface LocalExtract {
  /** `[count, length]`; in bytes where every number is a whole one from 0 to 255, as SIFT's are. */
  readonly descriptors: NdArray<Float32Array | Uint8Array>;
  /** As `ImageDescriptors.positions`. */
  readonly positions?: Float32Array;
}

/**
 * Describes an image and keeps what encodings look at: of a feature that is `derived` from another (RootSIFT) the
 * other's descriptors.
 */
export function localExtract(extractor: LocalExtractor, image: Image, options: OptionValues): LocalExtract {
  return compacted(extractedBy(extractor).extract(image, options), { extractor, imageSize: image });
}

/** The extractor whose descriptors are kept: of one that is `derived` from another, that. */
export const extractedBy = (extractor: LocalExtractor): LocalExtractor =>
  extractor.derived?.from ?? extractor;

/** Features that `extractedBy` gave, in few bytes. */
export function compacted(
  { keypoints, descriptors }: LocalFeatures,
  { extractor, imageSize }: { extractor: LocalExtractor; imageSize: LocalFeatures['imageSize'] },
): LocalExtract {
  const found = descriptors ?? { data: new Float32Array(0), shape: [0, extractor.descriptorLength] };
  return {
    descriptors: asBytes(found),
    ...(imageSize && { positions: positionsOf(keypoints, imageSize) }),
  };
}

/** An extract as an encoding sees it. @param extractor what extracted it; left out for descriptors brought along. */
export function seen(
  { descriptors, ...rest }: LocalExtract,
  extractor: LocalExtractor | undefined,
): ImageDescriptors {
  return { ...rest, descriptors: derivedOf(inFloats(descriptors), extractor) };
}

/** What an encoding learns from: a sample of all extracts, drawn as its options say, and the extracts themselves. */
export function trainingDescriptors(
  extracts: readonly LocalExtract[],
  {
    extractor,
    options: { sampleSize, seed },
    ...rest
  }: Omit<TrainingDescriptors, 'sample' | 'images'> & {
    extractor: LocalExtractor | undefined;
    options: Pick<EncoderOptions, 'sampleSize' | 'seed'>;
  },
): TrainingDescriptors {
  const lists = extracts.map(({ descriptors }) => descriptors);
  const images = {
    *[Symbol.iterator]() {
      for (const extract of extracts) yield seen(extract, extractor);
    },
  };
  return {
    ...rest,
    sample: derivedOf(sampleDescriptors(lists, { count: sampleSize, seed }), extractor),
    images,
  };
}

/** Keypoints as parts of the image's width and height: the middle of the top left pixel lies half a pixel in. */
export function positionsOf(
  keypoints: readonly Pick<Keypoint, 'x' | 'y'>[],
  { width, height }: { readonly width: number; readonly height: number },
): Float32Array {
  return Float32Array.from(keypoints.flatMap(({ x, y }) => [(x + 0.5) / width, (y + 0.5) / height]));
}

function derivedOf(
  descriptors: NdArray<Float32Array>,
  extractor: LocalExtractor | undefined,
): NdArray<Float32Array> {
  return extractor?.derived?.transform(descriptors) ?? descriptors;
}

function inFloats({ data, shape }: LocalExtract['descriptors']): NdArray<Float32Array> {
  return { data: data instanceof Float32Array ? data : new Float32Array(data), shape };
}

function asBytes(array: NdArray<Float32Array>): LocalExtract['descriptors'] {
  const bytes = new Uint8Array(array.data);
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== array.data[i]) return array;
  return { data: bytes, shape: array.shape };
}
