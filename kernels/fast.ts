// FAST corners: the segment test, scores and non-maximum suppression on rows of an 8-bit grey image.
import { RADIUS } from './fast/screen-pixels';
import { placeBytes, screenBytes, strengthBytes, strengthRow } from './fast/strength-row';

/** x and y of the circle of radius 3, going round from straight below. */
const CIRCLE = memory.data<i8>([
  0, 3, 1, 3, 2, 2, 3, 1, 3, 0, 3, -1, 2, -2, 1, -3, 0, -3, -1, -3, -2, -2, -3, -1, -3, 0, -3, 1, -2, 2, -1,
  3,
]);

/** How many bytes of scratch memory `fastCorners` needs. */
export function fastScratch(width: i32): usize {
  return 32 * 16 + 16 * 4 + 3 * strengthBytes(width) + 2 * placeBytes(width) + screenBytes(width);
}

/**
 * The corners in rows `from` to below `to` of an image of `width` × `height` pixels, in order, as three i32 each: x,
 * y + `top`, score. With `suppress`, only those above their eight neighbours. May read 16 bytes beyond the image.
 * @returns how many were written to `corners`.
 */
export function fastCorners(
  pixels: usize,
  width: i32,
  height: i32,
  from: i32,
  to: i32,
  top: i32,
  threshold: i32,
  arc: i32,
  suppress: bool,
  scratch: usize,
  corners: usize,
): i32 {
  const stride = <usize>width;
  const ring = scratch;
  const offsets = ring + 32 * 16;
  // Strengths of three rows, places of two.
  let above = offsets + 16 * 4;
  let here = above + strengthBytes(width);
  let below = here + strengthBytes(width);
  let places = below + strengthBytes(width);
  let placesBelow = places + placeBytes(width);
  const screen = placesBelow + placeBytes(width);
  layCircle(width, offsets);
  memory.fill(above, 0, strengthBytes(width));
  let row = pixels + <usize>from * stride;
  if (from > RADIUS) strengthRow(row - stride, width, threshold, arc, above, places, screen, offsets, ring);
  let count = strengthRow(row, width, threshold, arc, here, places, screen, offsets, ring);
  let next = corners;
  for (let y = from; y < to; y++) {
    row += stride;
    let countBelow = 0;
    if (y + 1 < height - RADIUS)
      countBelow = strengthRow(row, width, threshold, arc, below, placesBelow, screen, offsets, ring);
    else memory.fill(below, 0, strengthBytes(width));
    for (let i = 0; i < count; i++) {
      const left = <usize>load<u32>(places + 4 * <usize>i);
      let kept = suppress ? maxima(above + left, here + left, below + left) : nonZero(here + left);
      for (; kept !== 0; kept &= kept - 1) {
        const column = <i32>left + ctz(kept);
        store<i32>(next, column);
        store<i32>(next, y + top, 4);
        store<i32>(next, <i32>load<u8>(here + <usize>column) - 1, 8);
        next += 12;
      }
    }
    const freed = above;
    above = here;
    here = below;
    below = freed;
    const freedPlaces = places;
    places = placesBelow;
    placesBelow = freedPlaces;
    count = countBelow;
  }
  return <i32>(next - corners) / 12;
}

/** The circle as 16 distances in bytes. */
function layCircle(width: i32, offsets: usize): void {
  for (let k: usize = 0; k < 16; k++)
    store<i32>(offsets + 4 * k, <i32>load<i8>(CIRCLE + 2 * k, 1) * width + <i32>load<i8>(CIRCLE + 2 * k));
}

/** One bit for each of 16 pixels whose score is above those of its eight neighbours. */
function maxima(above: usize, here: usize, below: usize): i32 {
  // A score of 0, a strength of 1, is above nothing.
  let rivals = i8x16.max_u(i8x16.splat(1), i8x16.max_u(v128.load(here - 1), v128.load(here, 1)));
  rivals = i8x16.max_u(rivals, i8x16.max_u(v128.load(above - 1), v128.load(above, 1)));
  rivals = i8x16.max_u(rivals, i8x16.max_u(v128.load(below - 1), v128.load(below, 1)));
  rivals = i8x16.max_u(rivals, i8x16.max_u(v128.load(above), v128.load(below)));
  return i8x16.bitmask(i8x16.gt_u(v128.load(here), rivals));
}

/** One bit for each of 16 pixels that is a corner. */
function nonZero(here: usize): i32 {
  return i8x16.bitmask(i8x16.ne(v128.load(here), i8x16.splat(0)));
}
