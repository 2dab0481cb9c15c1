// The quick part of the segment test, for 16 neighbouring pixels at once.

/** Of the circle; pixels nearer to the border are never corners. */
export const RADIUS: i32 = 3;

/**
 * Looks for groups of 16 pixels that may hold a corner, up to 64 groups from `row` + 3 on: one bit each. An arc of
 * nine or more holds one of any two opposite pixels, and four such pairs are looked at. No branch depends on a pixel.
 *
 * `row`: three more rows lie above and below it.
 */
export function screenGroups(row: usize, stride: usize, groups: i32, threshold: i32): u64 {
  const limit = i8x16.splat(<i8>threshold);
  let found: u64 = 0;
  // Pointers to the left of the circle, so that all distances are positive, in its rows from the top.
  let above3 = row - 3 * stride;
  let above2 = row - 2 * stride;
  let here = row;
  let below2 = row + 2 * stride;
  let below3 = row + 3 * stride;
  for (let group = 0; group < groups; group++) {
    const value = v128.load(here, 3);
    const p0 = v128.load(below3, 3);
    const p8 = v128.load(above3, 3);
    const p4 = v128.load(here, 6);
    const p12 = v128.load(here);
    let brightest = i8x16.min_u(i8x16.max_u(p0, p8), i8x16.max_u(p4, p12));
    let darkest = i8x16.max_u(i8x16.min_u(p0, p8), i8x16.min_u(p4, p12));
    const p2 = v128.load(below2, 5);
    const p10 = v128.load(above2, 1);
    brightest = i8x16.min_u(brightest, i8x16.max_u(p2, p10));
    darkest = i8x16.max_u(darkest, i8x16.min_u(p2, p10));
    const p6 = v128.load(above2, 5);
    const p14 = v128.load(below2, 1);
    brightest = i8x16.min_u(brightest, i8x16.max_u(p6, p14));
    darkest = i8x16.max_u(darkest, i8x16.min_u(p6, p14));
    const brighter = i8x16.sub_sat_u(brightest, i8x16.add_sat_u(value, limit));
    const darker = i8x16.sub_sat_u(i8x16.sub_sat_u(value, limit), darkest);
    found |= (<u64>v128.any_true(v128.or(brighter, darker))) << group;
    above3 += 16;
    above2 += 16;
    here += 16;
    below2 += 16;
    below3 += 16;
  }
  return found;
}
