import { FoveaError } from '../core/errors.js';
import type { Image } from '../image/image.js';

/** The two CIFAR formats: how many label bytes stand before the pixels of a record. */
export const cifarLabelBytes = { cifar10: 1, cifar100: 2 } as const;

/** CIFAR-10 has one label a record, CIFAR-100 two. */
export type CifarVariant = keyof typeof cifarLabelBytes;

const side = 32;
const plane = side * side;

/** Bytes of a record: labels, then three planes of 32×32. */
export const cifarRecordBytes = (variant: CifarVariant): number => cifarLabelBytes[variant] + 3 * plane;

/** One CIFAR image and its labels: one class for CIFAR-10; coarse, then fine class for CIFAR-100. */
export interface CifarRecord {
  readonly labels: Uint8Array;
  readonly image: Image<Uint8Array>;
}

/**
 * The number of records in a CIFAR file.
 * @throws BAD_FILE when the file does not hold a whole number of them.
 */
export function countCifarRecords(bytes: Uint8Array, variant: CifarVariant, file = 'the CIFAR data'): number {
  const size = cifarRecordBytes(variant);
  if (bytes.length % size !== 0 || bytes.length === 0)
    throw new FoveaError(
      'BAD_FILE',
      `Expected records of ${size} bytes (${variant}) in ${file} but received ${bytes.length} bytes. Download the file again.`,
      { file },
    );
  return bytes.length / size;
}

/** The labels of record `i`, as a view. */
export function cifarLabelsOf(bytes: Uint8Array, variant: CifarVariant, i: number): Uint8Array {
  const count = cifarLabelBytes[variant];
  const start = i * cifarRecordBytes(variant);
  return bytes.subarray(start, start + count);
}

/**
 * Reads record `i` of a CIFAR file: its labels, then 32×32 pixels as three planes (red, green, blue), which are
 * interleaved here. Check the file with `countCifarRecords` once before.
 * Reference: Krizhevsky (2009), "Learning multiple layers of features from tiny images", binary version.
 */
export function readCifarRecord(bytes: Uint8Array, variant: CifarVariant, i: number): CifarRecord {
  const labels = cifarLabelsOf(bytes, variant, i);
  const start = i * cifarRecordBytes(variant) + labels.length;
  const data = new Uint8Array(3 * plane);
  for (let p = 0; p < plane; p++) {
    data[3 * p] = bytes[start + p]!;
    data[3 * p + 1] = bytes[start + plane + p]!;
    data[3 * p + 2] = bytes[start + 2 * plane + p]!;
  }
  return { labels, image: { data, width: side, height: side, channels: 3 } };
}
