// FAST corners: the segment test, scores and non-maximum suppression on rows of an 8-bit grey image.
import { RADIUS, strengthRow } from './fast/strength-row';

/** x and y of the circle of radius 3, going round from straight below. */
const CIRCLE = memory.data<i8>([
  0, 3, 1, 3, 2, 2, 3, 1, 3, 0, 3, -1, 2, -2, 1, -3, 0, -3, -1, -3, -2, -2, -3, -1, -3, 0, -3, 1, -2, 2, -1,
  3,
]);

/** How many bytes of scratch memory `fastCorners` needs: 3 rows of strengths and of groups, the circle, the ring. */
export function fastScratch(width: i32): i32 {
  return 3 * (strengthBytes(width) + groupBytes(width)) + 16 * 4 + 32 * 16;
}

/**
 * The corners in rows `from` to below `to` of an image of `width` × `height` pixels, in order, as three i32 each: x,
 * y + `top`, score. With `suppress`, only those above their eight neighbours. Reads up to 16 bytes beyond the image.
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
  const offsets = scratch + 3 * <usize>(strengthBytes(width) + groupBytes(width));
  const ring = offsets + 16 * 4;
  for (let k: usize = 0; k < 16; k++) {
    const x = <i32>load<i8>(CIRCLE + 2 * k);
    const y = <i32>load<i8>(CIRCLE + 2 * k, 1);
    store<i32>(offsets + 4 * k, y * width + x);
  }
  // Strengths of three rows: above, here and below.
  let above = scratch;
  let here = above + strengthBytes(width);
  let below = here + strengthBytes(width);
  let groupsHere = scratch + 3 * strengthBytes(width);
  let groupsBelow = groupsHere + groupBytes(width);
  memory.fill(scratch, 0, 3 * <usize>strengthBytes(width));
  const last = height - RADIUS;
  let next = corners;
  if (from > RADIUS)
    strengthRow(pixels + (from - 1) * width, width, threshold, arc, above, groupsHere, offsets, ring);
  let found = strengthRow(pixels + from * width, width, threshold, arc, here, groupsHere, offsets, ring);
  for (let y = from; y < to; y++) {
    let foundBelow = 0;
    if (y + 1 < last)
      foundBelow = strengthRow(
        pixels + (y + 1) * width,
        width,
        threshold,
        arc,
        below,
        groupsBelow,
        offsets,
        ring,
      );
    else memory.fill(below, 0, strengthBytes(width));
    for (let i = 0; i < found; i++) {
      const x = load<i32>(groupsHere + 4 * <usize>i);
      let kept = suppress ? maxima(above + x, here + x, below + x) : nonZero(here + x);
      for (; kept != 0; kept &= kept - 1) {
        const column = x + ctz(kept);
        store<i32>(next, column);
        store<i32>(next, y + top, 4);
        store<i32>(next, <i32>load<u8>(here + column) - 1, 8);
        next += 12;
      }
    }
    const freed = above;
    above = here;
    here = below;
    below = freed;
    const freedGroups = groupsHere;
    groupsHere = groupsBelow;
    groupsBelow = freedGroups;
    found = foundBelow;
  }
  return <i32>(next - corners) / 12;
}

/** Room for one row of strengths, the group of 16 that goes beyond its end, and a border of 0. */
function strengthBytes(width: i32): i32 {
  return (width + 64) & ~15;
}

function groupBytes(width: i32): i32 {
  return ((width >> 4) + 1) * 4;
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
