import type { Image } from '../../image/image.js';
import { CIRCLE_RADIUS } from './circle.js';
import { SegmentTest } from './segment-test.js';

/** Corners of one image: their pixel indices row by row, and a map of scores that is 0 everywhere else. */
export interface Corners {
  readonly positions: readonly number[];
  readonly scores: Uint8Array;
}

/** Every pixel that passes the segment test, with its score. */
export function findCorners(image: Image<Uint8Array>, rule: { threshold: number; arc: number }): Corners {
  const { width, height } = image;
  const test = new SegmentTest(image, rule);
  const scores = new Uint8Array(width * height);
  const positions: number[] = [];
  for (let y = CIRCLE_RADIUS; y < height - CIRCLE_RADIUS; y++) {
    const end = (y + 1) * width - CIRCLE_RADIUS;
    for (let at = y * width + CIRCLE_RADIUS; at < end; at++) {
      const polarity = test.polarity(at);
      if (polarity === 0) continue;
      scores[at] = test.score(at, polarity);
      positions.push(at);
    }
  }
  return { positions, scores };
}

/** Those corners that score higher than each of their eight neighbours; of two equal neighbours neither stays. */
export function localMaxima({ positions, scores }: Corners, width: number): number[] {
  return positions.filter((at) => {
    const score = scores[at];
    return (
      score > scores[at - 1] &&
      score > scores[at + 1] &&
      score > scores[at - width - 1] &&
      score > scores[at - width] &&
      score > scores[at - width + 1] &&
      score > scores[at + width - 1] &&
      score > scores[at + width] &&
      score > scores[at + width + 1]
    );
  });
}

/** The `count` highest scores, the earlier position first among equals; what is kept stays in order. */
export function strongest(
  positions: readonly number[],
  scores: Uint8Array,
  count: number,
): readonly number[] {
  if (positions.length <= count) return positions;
  const ranked = Int32Array.from(positions).sort((a, b) => scores[b] - scores[a] || a - b);
  return Array.from(ranked.subarray(0, count).sort());
}
