// Strengths of the corners in one row of pixels: the score and 1 for a corner, 0 for any other pixel. (The score alone
// cannot tell a corner of score 0.)
import { bestArc, bestArcOf9 } from './best-arc';
import { RADIUS, screenPixels } from './screen-pixels';

/** Room for what the screen finds in a row, for `strengthRow`. */
export function screenBytes(width: i32): usize {
  return roundedUp(width) + candidateBytes(width);
}

/** Room for one row of strengths and the group of 16 that goes beyond its end. */
export function strengthBytes(width: i32): usize {
  return roundedUp(width) + 32;
}

/** Room for the places of one row's groups, i32 each. */
export function placeBytes(width: i32): usize {
  return 4 * (<usize>(width >> 4) + 1);
}

/**
 * `row`: the row's first pixel, three more rows above and below it; `strengths`: see `strengthBytes`; `places`: receives
 * the columns where groups of 16 pixels begin that hold all corners, in order; `screen`, `offsets` and `ring`: scratch
 * (see `screenBytes`, `bestArc`).
 * @returns how many groups there are.
 */
export function strengthRow(
  row: usize,
  width: i32,
  threshold: i32,
  arc: i32,
  strengths: usize,
  places: usize,
  screen: usize,
  offsets: usize,
  ring: usize,
): i32 {
  const stride = <usize>width;
  const none = i8x16.splat(0);
  const limit = i8x16.splat(<i8>threshold);
  for (let x: usize = 0; x < stride + 16; x += 16) v128.store(strengths + x, none);
  const darker = screen;
  const candidates = darker + roundedUp(width);
  const pixels = <usize>(width - 2 * RADIUS);
  screenPixels(row, stride, (<i32>pixels + 15) >> 4, threshold, candidates, darker);
  endCandidates(candidates, pixels);
  const begin = places;
  for (let x: usize = 0; x < pixels; ) {
    const bits = load<u64>(candidates + (x >> 3)) >> (x & 7);
    if (bits === 0) {
      x += 57;
      continue;
    }
    x += <usize>ctz(bits);
    const center = row + x + RADIUS;
    const best =
      arc === 9 ? bestArcOf9(center, stride, v128.load(darker + x)) : bestArc(center, offsets, arc, ring);
    const strength = v128.and(best, i8x16.gt_u(best, limit));
    v128.store(strengths + x + RADIUS, strength);
    store<i32>(places, <i32>x + RADIUS);
    places += (<usize>v128.any_true(strength)) << 2;
    x += 16;
  }
  // The last group may have gone too far.
  v128.store(strengths + stride - RADIUS, none);
  return <i32>(places - begin) >> 2;
}

/** Nothing beyond the last pixel is a candidate, as far as a group of 16 and a u64 reach. */
function endCandidates(candidates: usize, pixels: usize): void {
  const last = candidates + (pixels >> 3);
  store<u64>(last, <u64>load<u8>(last) & ((1 << (<u64>pixels & 7)) - 1));
  store<u64>(last, 0, 8);
}

/** Bits of a row's candidates, and what reading them as u64 goes beyond. */
function candidateBytes(width: i32): usize {
  return (<usize>width >> 3) + 32;
}

/** A byte a pixel, as far as the last group of 16, wherever it begins. */
function roundedUp(width: i32): usize {
  return (<usize>width + 47) & ~15;
}
