import { row } from '../core/ndarray.js';
import type { Keypoint } from '../features/extractor.js';
import { sift } from '../features/sift.js';
import type { GoldenCase } from './goldens.js';

/** A keypoint that both sides found. */
export interface SiftPair {
  /** Pixels between the two. */
  readonly distance: number;
  /** The two descriptors. */
  readonly ours: ArrayLike<number>;
  readonly theirs: ArrayLike<number>;
}

/** Their rows: x, y, size, angle, response, octave, layer, then the descriptor. */
const FIELDS = 7;

/** SIFT of a case's image beside OpenCV's: the pairs, and how many keypoints both sides have together. */
export function siftPairs({ image, options, expected }: GoldenCase): {
  readonly pairs: readonly SiftPair[];
  readonly keypoints: number;
} {
  const { keypoints, descriptors } = sift(image, options);
  const left = new Set(keypoints.keys());
  const pairs: SiftPair[] = [];
  for (let i = 0; i < expected.shape[0]!; i++) {
    const theirs = row(expected, i);
    for (const k of left) {
      if (!isSame(keypoints[k]!, theirs)) continue;
      left.delete(k);
      const distance = Math.hypot(keypoints[k]!.x - theirs[0]!, keypoints[k]!.y - theirs[1]!);
      pairs.push({ distance, ours: row(descriptors, k), theirs: theirs.subarray(FIELDS) });
      break;
    }
  }
  return { pairs, keypoints: expected.shape[0]! + left.size };
}

/** Within 0.01 pixels, a thousandth of the size, and 0.1°. */
function isSame(
  keypoint: Keypoint,
  [x, y, size, angle, , octave]: ArrayLike<number> & Iterable<number>,
): boolean {
  const turn = Math.abs(keypoint.angle - angle!);
  return (
    keypoint.octave === octave &&
    Math.hypot(keypoint.x - x!, keypoint.y - y!) < 0.01 &&
    Math.abs(keypoint.size / size! - 1) < 0.001 &&
    Math.min(turn, 360 - turn) < 0.1
  );
}
