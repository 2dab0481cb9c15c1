import type { ErrorCode } from '../core/errors.js';
import { keypointColumns } from './keypoint-columns.js';
import type { Packed } from './packed-features.js';

/** What a journal holds of one image: its features, or why it was skipped. */
export type JournalEntry =
  | { readonly features: Packed; readonly skipped?: undefined }
  | {
      readonly features?: undefined;
      readonly skipped: { readonly code: ErrorCode; readonly message: string };
    };

const SKIPPED = 0;
const VECTOR = 1;
const KEYPOINTS = 2;
const DESCRIBED = 3;

/**
 * Bytes before the numbers, 32 bits each: the kind, the number of keypoints, the length of a descriptor, width and
 * height of the image, and one that is 0.
 */
const HEAD = 24;

/**
 * An entry as bytes, little-endian: a head of six 32-bit integers, then float32 of a
 * vector, or float64 of keypoints and float32 of descriptors, or the JSON of what was skipped.
 */
export function encodeEntry({ features, skipped }: JournalEntry): Uint8Array {
  if (skipped) return joined([SKIPPED, 0, 0], [new TextEncoder().encode(JSON.stringify(skipped))]);
  if ('vector' in features) return joined([VECTOR, 0, 0], [features.vector]);
  const { keypoints, descriptors, width, imageSize } = features;
  const count = keypoints.length / keypointColumns.length;
  return descriptors
    ? joined([DESCRIBED, count, width, ...imageSize], [keypoints, descriptors])
    : joined([KEYPOINTS, count, 0, ...imageSize], [keypoints]);
}

function joined(head: readonly number[], parts: readonly ArrayBufferView[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((total, { byteLength }) => total + byteLength, HEAD));
  new Uint32Array(bytes.buffer, 0, head.length).set(head);
  let position = HEAD;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), position);
    position += byteLength;
  }
  return bytes;
}

type Head = [kind: number, count: number, width: number, imageWidth: number, imageHeight: number];

/** What `encodeEntry` wrote. */
export function decodeEntry(bytes: Uint8Array): JournalEntry {
  const head = new Uint32Array(bytes.slice(0, HEAD).buffer);
  const [kind, count, width, imageWidth, imageHeight] = head as unknown as Head;
  // A copy of its own, so that floats are aligned.
  const { buffer } = new Uint8Array(bytes.subarray(HEAD));
  if (kind === SKIPPED) return { skipped: JSON.parse(new TextDecoder().decode(buffer)) };
  if (kind === VECTOR) return { features: { vector: new Float32Array(buffer) } };
  const keypoints = new Float64Array(buffer, 0, count * keypointColumns.length);
  const imageSize = [imageWidth, imageHeight] as const;
  if (kind === KEYPOINTS) return { features: { keypoints, width, imageSize } };
  const descriptors = new Float32Array(buffer, keypoints.byteLength);
  return { features: { keypoints, descriptors, width, imageSize } };
}
