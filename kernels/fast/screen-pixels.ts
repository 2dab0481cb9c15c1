// The quick part of the segment test, for 16 neighbouring pixels at once.

/** Of the circle; pixels nearer to the border are never corners. */
export const RADIUS: i32 = 3;

/**
 * Looks for pixels that may be corners in `groups` groups of 16, from `row` + 3 on: one bit a pixel goes to
 * `candidates`. An arc of nine or more holds one of any two opposite pixels, and four such pairs are looked at. By how
 * much the brighter of their darker pixels is darker than the centre and the threshold goes to `darker`, one byte a
 * pixel, 0 if not at all. No branch depends on a pixel.
 *
 * `row`: three more rows lie above and below it.
 */
export function screenPixels(
  row: usize,
  stride: usize,
  groups: i32,
  threshold: i32,
  candidates: usize,
  darker: usize,
): void {
  const limit = i8x16.splat(<i8>threshold);
  const none = i8x16.splat(0);
  // Pointers to the left of the circle, so that all distances are positive, in its rows from the top.
  let above3 = row - 3 * stride;
  let above2 = row - 2 * stride;
  let below2 = row + 2 * stride;
  let below3 = row + 3 * stride;
  for (const end = row + ((<usize>groups) << 4); row < end; row += 16) {
    const value = v128.load(row, 3);
    const p0 = v128.load(below3, 3);
    const p8 = v128.load(above3, 3);
    const p4 = v128.load(row, 6);
    const p12 = v128.load(row);
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
    const above = i8x16.sub_sat_u(brightest, i8x16.add_sat_u(value, limit));
    const below = i8x16.sub_sat_u(i8x16.sub_sat_u(value, limit), darkest);
    v128.store(darker, below);
    store<u16>(candidates, ~i8x16.bitmask(i8x16.eq(v128.or(above, below), none)));
    above3 += 16;
    above2 += 16;
    below2 += 16;
    below3 += 16;
    candidates += 2;
    darker += 16;
  }
}
