import type { Keypoint } from '../extractor.js';

/** A keypoint of the difference-of-Gaussians detector. */
export interface SiftKeypoint extends Keypoint {
  /** Layer of the scale space within the octave, 1 … layers. */
  readonly layer: number;
}

/**
 * OpenCV's order and its removal of doubles (`removeDuplicatedSorted`): by x, then y, then the larger size,
 * then the smaller angle; of keypoints equal in all four, the strongest stays.
 */
export function sortedWithoutDoubles(keypoints: readonly SiftKeypoint[]): SiftKeypoint[] {
  const sorted = keypoints.toSorted(
    (a, b) =>
      a.x - b.x ||
      a.y - b.y ||
      b.size - a.size ||
      a.angle - b.angle ||
      b.response - a.response ||
      b.octave - a.octave ||
      b.layer - a.layer,
  );
  return sorted.filter((here, i) => {
    const before = sorted[i - 1];
    return (
      !before ||
      before.x !== here.x ||
      before.y !== here.y ||
      before.size !== here.size ||
      before.angle !== here.angle
    );
  });
}

/** The `count` keypoints of highest response, in the order given; of equal ones the first. */
export function strongestKeypoints<K extends Keypoint>(keypoints: readonly K[], count: number): readonly K[] {
  if (keypoints.length <= count) return keypoints;
  const ranks = keypoints
    .map((_, i) => i)
    .sort((a, b) => keypoints[b].response - keypoints[a].response || a - b);
  return ranks
    .slice(0, count)
    .sort((a, b) => a - b)
    .map((i) => keypoints[i]);
}
