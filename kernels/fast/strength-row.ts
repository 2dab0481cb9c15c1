// Strengths of the corners in one row of pixels: the score and 1 for a corner, 0 for any other pixel. (The score alone
// cannot tell a corner of score 0.)
import { bestArc, bestArcOf9 } from './best-arc';
import { RADIUS, screenGroups } from './screen-groups';

/**
 * `row`: the row's first pixel, three more rows above and below it; `strengths`: room for `width` + 32 bytes;
 * `groups`: a u64 for every 64 groups of 16 pixels: receives a bit for each group that holds a corner;
 * `offsets` and `ring`: see `bestArc`.
 */
export function strengthRow(
  row: usize,
  width: i32,
  threshold: i32,
  arc: i32,
  strengths: usize,
  groups: usize,
  offsets: usize,
  ring: usize,
): void {
  const stride = <usize>width;
  const none = i8x16.splat(0);
  const limit = i8x16.splat(<i8>threshold);
  for (let x: usize = 0; x < stride + 16; x += 16) v128.store(strengths + x, none);
  const count = (width - 2 * RADIUS + 15) >> 4;
  for (let first = 0; first < count; first += 64) {
    const left = <usize>(first << 4);
    let candidates = screenGroups(row + left, stride, min(count - first, 64), threshold);
    let found: u64 = 0;
    for (; candidates !== 0; candidates &= candidates - 1) {
      const group = ctz(candidates);
      const x = left + RADIUS + ((<usize>group) << 4);
      const best = arc === 9 ? bestArcOf9(row + x, stride) : bestArc(row + x, offsets, arc, ring);
      const strength = v128.and(best, i8x16.gt_u(best, limit));
      v128.store(strengths + x, strength);
      found |= (<u64>v128.any_true(strength)) << group;
    }
    store<u64>(groups, found);
    groups += 8;
  }
  // The last group may have gone too far.
  v128.store(strengths + stride - RADIUS, none);
}
