// Strengths of the corners in one row of pixels: the score and 1 for a corner, 0 for any other pixel. (The score alone
// cannot tell a corner of score 0.)
import { brightestArc, brightestArcOf9 } from './brightest-arc';
import { RADIUS, screenGroups } from './screen-row';

/**
 * `row`: the row's first pixel, three more rows above and below it; `strengths`: room for `width` + 32 bytes, which
 * hold 0; `candidates`: a u64 for every 64 groups of 16 pixels, and one more: receives a bit for each group that may
 * hold a corner; `offsets` and `ring`: see `brightestArc`.
 */
export function strengthRow(
  row: usize,
  width: i32,
  threshold: i32,
  arc: i32,
  strengths: usize,
  candidates: usize,
  offsets: usize,
  ring: usize,
): void {
  const stride = <usize>width;
  const none = i8x16.splat(0);
  for (let x: usize = 0; x < stride + 16; x += 16) v128.store(strengths + x, none);
  const all = i8x16.splat(-1);
  const groups = (width - 2 * RADIUS + 15) >> 4;
  for (let first = 0; first < groups; first += 64) {
    const left = row + <usize>(first << 4);
    screenGroups(left, stride, min(groups - first, 64), threshold, candidates);
    const bright = load<u64>(candidates);
    const dark = load<u64>(candidates, 8);
    store<u64>(candidates, bright | dark);
    candidates += 8;
    const center = left + RADIUS;
    const target = strengths + RADIUS + <usize>(first << 4);
    if (arc === 9) {
      raiseArcsOf9(bright, center, stride, threshold, target, none);
      raiseArcsOf9(dark, center, stride, threshold, target, all);
    } else {
      raiseArcs(bright, center, threshold, arc, target, none, offsets, ring);
      raiseArcs(dark, center, threshold, arc, target, all, offsets, ring);
    }
  }
  // The last group may have gone too far.
  v128.store(strengths + stride - RADIUS, none);
}

/** Strengths of the groups named by bits by their arcs of 9, where they are greater than what is there. */
function raiseArcsOf9(
  groups: u64,
  center: usize,
  stride: usize,
  threshold: i32,
  strengths: usize,
  flip: v128,
): void {
  const limit = i8x16.splat(<i8>threshold);
  for (; groups !== 0; groups &= groups - 1) {
    const x = <usize>ctz(groups) << 4;
    raise(strengths + x, brightestArcOf9(center + x, stride, flip), v128.xor(v128.load(center + x), flip), limit);
  }
}

/** As `raiseArcsOf9`, for arcs of any length. */
function raiseArcs(
  groups: u64,
  center: usize,
  threshold: i32,
  arc: i32,
  strengths: usize,
  flip: v128,
  offsets: usize,
  ring: usize,
): void {
  const limit = i8x16.splat(<i8>threshold);
  for (; groups !== 0; groups &= groups - 1) {
    const x = <usize>ctz(groups) << 4;
    const best = brightestArc(center + x, offsets, arc, flip, ring);
    raise(strengths + x, best, v128.xor(v128.load(center + x), flip), limit);
  }
}

/** Where the best arc is brighter than the centre by more than the limit, by how much. */
function raise(strengths: usize, best: v128, center: v128, limit: v128): void {
  const difference = i8x16.sub_sat_u(best, center);
  const strength = v128.and(difference, i8x16.gt_u(difference, limit));
  v128.store(strengths, i8x16.max_u(v128.load(strengths), strength));
}
