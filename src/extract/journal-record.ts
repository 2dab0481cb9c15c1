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

/** Bytes before the numbers: the kind, the number of keypoints, the length of a descriptor, 32 bits each. */
const HEAD = 12;

/**
 * An entry as bytes, little-endian: three 32-bit integers (kind, keypoints, descriptor length), then float32 of a
 * vector, or float64 of keypoints and float32 of descriptors, or the JSON of what was skipped.
 */
export function encodeEntry({ features, skipped }: JournalEntry): Uint8Array {
  if (skipped) return joined([SKIPPED, 0, 0], [new TextEncoder().encode(JSON.stringify(skipped))]);
  if ('vector' in features) return joined([VECTOR, 0, 0], [features.vector]);
  const { keypoints, descriptors, width } = features;
  const count = keypoints.length / keypointColumns.length;
  return descriptors
    ? joined([DESCRIBED, count, width], [keypoints, descriptors])
    : joined([KEYPOINTS, count, 0], [keypoints]);
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

/** What `encodeEntry` wrote. */
export function decodeEntry(bytes: Uint8Array): JournalEntry {
  const [kind, count, width] = new Uint32Array(bytes.slice(0, HEAD).buffer) as unknown as [
    number,
    number,
    number,
  ];
  // A copy of its own, so that floats are aligned.
  const { buffer } = new Uint8Array(bytes.subarray(HEAD));
  if (kind === SKIPPED) return { skipped: JSON.parse(new TextDecoder().decode(buffer)) };
  if (kind === VECTOR) return { features: { vector: new Float32Array(buffer) } };
  const keypoints = new Float64Array(buffer, 0, count * keypointColumns.length);
  if (kind === KEYPOINTS) return { features: { keypoints, width } };
  return { features: { keypoints, descriptors: new Float32Array(buffer, keypoints.byteLength), width } };
}
