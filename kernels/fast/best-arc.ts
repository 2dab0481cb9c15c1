// For 16 neighbouring pixels at once: how far the best arc of the circle of radius 3 around each is from the pixel in
// brightness, an arc being as far as its nearest pixel; 0 where every arc has pixels on both sides.

const BYTES: usize = 16;

/**
 * Arcs of 9. `p0`–`p15` go round from straight below; numbers are modulo 16. Two arcs that start beside each other
 * share 8 pixels, so the better of both is as good as the worst of those 8, and as the better of the two ends.
 */
export function bestArcOf9(center: usize, stride: usize): v128 {
  const above = center - stride;
  const above2 = above - stride;
  const above3 = above2 - stride;
  const below = center + stride;
  const below2 = below + stride;
  const below3 = below2 + stride;
  const p0 = v128.load(below3);
  const p1 = v128.load(below3, 1);
  const p2 = v128.load(below2, 2);
  const p3 = v128.load(below, 3);
  const p4 = v128.load(center, 3);
  const p5 = v128.load(above, 3);
  const p6 = v128.load(above2, 2);
  const p7 = v128.load(above3, 1);
  const p8 = v128.load(above3);
  const p9 = v128.load(above3 - 1);
  const p10 = v128.load(above2 - 2);
  const p11 = v128.load(above - 3);
  const p12 = v128.load(center - 3);
  const p13 = v128.load(below - 3);
  const p14 = v128.load(below2 - 2);
  const p15 = v128.load(below3 - 1);
  const bright1 = min4(p1, p2, p3, p4);
  const bright3 = min4(p3, p4, p5, p6);
  const bright5 = min4(p5, p6, p7, p8);
  const bright7 = min4(p7, p8, p9, p10);
  const bright9 = min4(p9, p10, p11, p12);
  const bright11 = min4(p11, p12, p13, p14);
  const bright13 = min4(p13, p14, p15, p0);
  const bright15 = min4(p15, p0, p1, p2);
  let bright = brightPair(bright1, bright5, p0, p9);
  bright = i8x16.max_u(bright, brightPair(bright3, bright7, p2, p11));
  bright = i8x16.max_u(bright, brightPair(bright5, bright9, p4, p13));
  bright = i8x16.max_u(bright, brightPair(bright7, bright11, p6, p15));
  bright = i8x16.max_u(bright, brightPair(bright9, bright13, p8, p1));
  bright = i8x16.max_u(bright, brightPair(bright11, bright15, p10, p3));
  bright = i8x16.max_u(bright, brightPair(bright13, bright1, p12, p5));
  bright = i8x16.max_u(bright, brightPair(bright15, bright3, p14, p7));
  const dark1 = max4(p1, p2, p3, p4);
  const dark3 = max4(p3, p4, p5, p6);
  const dark5 = max4(p5, p6, p7, p8);
  const dark7 = max4(p7, p8, p9, p10);
  const dark9 = max4(p9, p10, p11, p12);
  const dark11 = max4(p11, p12, p13, p14);
  const dark13 = max4(p13, p14, p15, p0);
  const dark15 = max4(p15, p0, p1, p2);
  let dark = darkPair(dark1, dark5, p0, p9);
  dark = i8x16.min_u(dark, darkPair(dark3, dark7, p2, p11));
  dark = i8x16.min_u(dark, darkPair(dark5, dark9, p4, p13));
  dark = i8x16.min_u(dark, darkPair(dark7, dark11, p6, p15));
  dark = i8x16.min_u(dark, darkPair(dark9, dark13, p8, p1));
  dark = i8x16.min_u(dark, darkPair(dark11, dark15, p10, p3));
  dark = i8x16.min_u(dark, darkPair(dark13, dark1, p12, p5));
  dark = i8x16.min_u(dark, darkPair(dark15, dark3, p14, p7));
  const value = v128.load(center);
  return i8x16.max_u(i8x16.sub_sat_u(bright, value), i8x16.sub_sat_u(value, dark));
}

function min4(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d));
}

function max4(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.max_u(i8x16.max_u(a, b), i8x16.max_u(c, d));
}

/** The brighter of two arcs that share two times four pixels. */
function brightPair(four: v128, others: v128, end: v128, otherEnd: v128): v128 {
  return i8x16.min_u(i8x16.min_u(four, others), i8x16.max_u(end, otherEnd));
}

/** The darker of two arcs that share two times four pixels. */
function darkPair(four: v128, others: v128, end: v128, otherEnd: v128): v128 {
  return i8x16.max_u(i8x16.max_u(four, others), i8x16.min_u(end, otherEnd));
}

/**
 * Arcs of any length from 9 to 16. `offsets`: the circle as 16 distances (i32) in bytes; `ring`: room for 32 times 16
 * bytes, the circle twice, so that no arc wraps around.
 */
export function bestArc(center: usize, offsets: usize, arc: i32, ring: usize): v128 {
  const value = v128.load(center);
  const all = i8x16.splat(-1);
  const bright = i8x16.sub_sat_u(brightestArc(center, offsets, arc, i8x16.splat(0), ring), value);
  // A darker arc is a brighter one in the negative.
  const dark = i8x16.sub_sat_u(brightestArc(center, offsets, arc, all, ring), v128.xor(value, all));
  return i8x16.max_u(bright, dark);
}

function brightestArc(center: usize, offsets: usize, arc: i32, flip: v128, ring: usize): v128 {
  for (let k: usize = 0; k < 16; k++) {
    const pixel = v128.xor(v128.load(center + load<i32>(offsets + k * 4)), flip);
    v128.store(ring + k * BYTES, pixel);
    v128.store(ring + (k + 16) * BYTES, pixel);
  }
  // Minima over 2, 4 and then 8 neighbours; two of those, overlapping, span the arc.
  for (let span: usize = 1; span < 8; span *= 2)
    for (let k: usize = 0; k + span < 32; k++) {
      const at = ring + k * BYTES;
      v128.store(at, i8x16.min_u(v128.load(at), v128.load(at + span * BYTES)));
    }
  const beyond = <usize>(arc - 8) * BYTES;
  let best = i8x16.splat(0);
  for (let k: usize = 0; k < 16; k++) {
    const at = ring + k * BYTES;
    best = i8x16.max_u(best, i8x16.min_u(v128.load(at), v128.load(at + beyond)));
  }
  return best;
}
