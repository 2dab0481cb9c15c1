import { Spool } from '../files/spool.js';
import { MAX_ZIP_BYTES, openStoredZip, type StoredZip, tooLarge } from '../files/stored-zip.js';
import { bytesOf } from '../formats/dtype.js';
import { writeNpy } from '../formats/npy.js';
import { npyHeader } from '../formats/npy-header.js';
import { npyStringBlocks } from '../formats/npy-strings.js';
import type { Extracted, FeatureSink } from './extract-batch.js';
import { keypointColumns } from './keypoint-columns.js';
import { keypointCount, pack } from './packed-features.js';
import { type Check, sameWidth, widthOf } from './same-width.js';

/**
 * Streams an `.npz`: numbers go to spools beside the file and into the zip at the end, so that memory stays at one
 * image's features and the paths.
 */
export async function openNpzSink(path: string): Promise<FeatureSink> {
  const zip = await openStoredZip(path);
  // Vectors, or keypoints.
  const numbers = await Spool.beside(path);
  const descriptors = await Spool.beside(path);
  const close = () => Promise.all([numbers.close(), descriptors.close()]);
  const paths: string[] = [];
  const offsets = [0];
  const sizes: number[] = [];
  let width = 0;
  let isLocal = false;
  return {
    async write(image, features) {
      paths.push(image);
      width = widthOf(features);
      const packed = pack(features);
      isLocal = !('vector' in packed);
      if ('vector' in packed) return numbers.write(bytesOf(packed.vector));
      const [imageWidth, height] = packed.imageSize;
      if (imageWidth > 0) sizes.push(imageWidth, height);
      offsets.push(offsets.at(-1)! + packed.keypoints.length / keypointColumns.length);
      await numbers.write(bytesOf(new Float32Array(packed.keypoints)));
      if (packed.descriptors) await descriptors.write(bytesOf(packed.descriptors));
    },
    async commit() {
      if (isLocal) await addLocals(zip, { keypoints: numbers, descriptors, width, offsets, sizes });
      else await zip.add('features.npy', array(numbers, [paths.length, width]));
      await zip.add('paths.npy', npyStringBlocks(paths));
      await zip.commit();
      await close();
    },
    async abort() {
      await zip.abort();
      await close();
    },
  };
}

type Locals = {
  keypoints: Spool;
  descriptors: Spool;
  width: number;
  offsets: readonly number[];
  sizes: readonly number[];
};

/**
 * Image i owns rows `offsets[i]` to `offsets[i + 1]` of the keypoints and of the descriptors, and is `sizes[i]` wide and
 * high; where one has no size there are none.
 */
async function addLocals(
  zip: StoredZip,
  { keypoints, descriptors, width, offsets, sizes }: Locals,
): Promise<void> {
  const rows = offsets.at(-1)!;
  await zip.add('keypoints.npy', array(keypoints, [rows, keypointColumns.length]));
  if (width > 0) await zip.add('descriptors.npy', array(descriptors, [rows, width]));
  await zip.add('offsets.npy', [writeNpy({ data: Int32Array.from(offsets), shape: [offsets.length] })]);
  const images = offsets.length - 1;
  if (sizes.length === 2 * images)
    await zip.add('sizes.npy', [writeNpy({ data: Int32Array.from(sizes), shape: [images, 2] })]);
}

async function* array(numbers: Spool, shape: readonly number[]): AsyncGenerator<Uint8Array> {
  yield npyHeader('f4', shape);
  yield* numbers.bytes();
}

/**
 * Rows of one width, and no more than a zip file holds: found out when the image that is too much comes, not when a
 * day's work is to be written.
 * @throws BAD_SHAPE, LIMIT.
 */
export function npzCheck(): Check {
  const check = sameWidth();
  let numbers = 0;
  let images = 0;
  let longestPath = 0;
  return (image, features) => {
    check(image, features);
    numbers += numbersIn(features);
    images++;
    longestPath = Math.max(longestPath, image.length);
    if (4 * (numbers + images * longestPath) + HEADERS > MAX_ZIP_BYTES) throw tooLarge(image);
  };
}

/** Bytes of all headers and the zip's directory, at most. */
const HEADERS = 4096;

const numbersIn = (features: Extracted): number =>
  features instanceof Float32Array
    ? features.length
    : keypointCount(features) * (keypointColumns.length + widthOf(features)) + 3;
