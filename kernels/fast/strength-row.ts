// The segment test of FAST for one row of pixels, 16 at a time.
import { brightestArc, brightestArcOf9 } from './brightest-arc';

/** Of the circle; pixels nearer to the border are never corners. */
export const RADIUS: i32 = 3;

/**
 * Strengths of the pixels of one row: the score and 1 for a corner, 0 for any other pixel. (The score alone cannot
 * tell a corner of score 0.) Also lists the first columns of those groups of 16 that hold a corner.
 *
 * `row`: the row's first pixel, three more rows above and below it; `strengths`: room for `width` + 32 bytes;
 * `groups`: room for an i32 for every 16 pixels; `offsets` and `ring`: see `brightestArc`.
 * @returns how many groups hold a corner.
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
): i32 {
  const stride = <usize>width;
  const limit = i8x16.splat(<i8>threshold);
  const none = i8x16.splat(0);
  const all = i8x16.splat(-1);
  const end = width - RADIUS;
  let found = 0;
  v128.store(strengths, none);
  for (let x = RADIUS; x < end; x += 16) {
    const center = row + <usize>x;
    const down2 = center + 2 * stride;
    const down3 = down2 + stride;
    const up2 = center - 2 * stride;
    const up3 = up2 - stride;
    const p0 = v128.load(down3);
    const p8 = v128.load(up3);
    const p4 = v128.load(center, 3);
    const p12 = v128.load(center - 3);
    const p2 = v128.load(down2, 2);
    const p10 = v128.load(up2 - 2);
    const p6 = v128.load(up2, 2);
    const p14 = v128.load(down2 - 2);
    // An arc of nine or more holds one of any two opposite pixels: most groups fail on these four pairs.
    const brightest = i8x16.min_u(
      i8x16.min_u(i8x16.max_u(p0, p8), i8x16.max_u(p4, p12)),
      i8x16.min_u(i8x16.max_u(p2, p10), i8x16.max_u(p6, p14)),
    );
    const darkest = i8x16.max_u(
      i8x16.max_u(i8x16.min_u(p0, p8), i8x16.min_u(p4, p12)),
      i8x16.max_u(i8x16.min_u(p2, p10), i8x16.min_u(p6, p14)),
    );
    const value = v128.load(center);
    const bright = i8x16.sub_sat_u(brightest, i8x16.add_sat_u(value, limit));
    const dark = i8x16.sub_sat_u(i8x16.sub_sat_u(value, limit), darkest);
    let strength = none;
    if (v128.any_true(v128.or(bright, dark))) {
      if (v128.any_true(bright)) {
        const best =
          arc == 9 ? brightestArcOf9(center, stride, none) : brightestArc(center, offsets, arc, none, ring);
        strength = i8x16.sub_sat_u(best, value);
      }
      if (v128.any_true(dark)) {
        const best =
          arc == 9 ? brightestArcOf9(center, stride, all) : brightestArc(center, offsets, arc, all, ring);
        strength = i8x16.max_u(strength, i8x16.sub_sat_u(best, v128.xor(value, all)));
      }
      strength = v128.and(strength, i8x16.gt_u(strength, limit));
      if (v128.any_true(strength)) {
        store<i32>(groups + 4 * <usize>found, x);
        found++;
      }
    }
    v128.store(strengths + <usize>x, strength);
  }
  // The last group may have gone too far.
  v128.store(strengths + <usize>end, none);
  return found;
}
