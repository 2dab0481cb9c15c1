import type { Image } from '../../image/image.js';
import { CIRCLE_RADIUS } from './circle.js';
import { SegmentTest } from './segment-test.js';

/**
 * Every pixel that passes the segment test: x, y and score, three numbers each, row by row. With
 * `nonmaxSuppression` only those that score higher than each of their eight neighbours; of two equal neighbours
 * neither stays.
 */
export function findCorners(
  image: Image<Uint8Array>,
  rule: { threshold: number; arc: number; nonmaxSuppression: boolean },
): Int32Array {
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
  const kept = rule.nonmaxSuppression ? localMaxima(positions, scores, width) : positions;
  return Int32Array.from(kept.flatMap((at) => [at % width, Math.floor(at / width), scores[at]]));
}

function localMaxima(positions: readonly number[], scores: Uint8Array, width: number): number[] {
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
