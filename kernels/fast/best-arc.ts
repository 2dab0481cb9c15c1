// For 16 neighbouring pixels at once: how far the best arc of the circle of radius 3 around each is from the pixel in
// brightness, an arc being as far as its nearest pixel; 0 where every arc has pixels on both sides.

const BYTES: usize = 16;

/**
 * Arcs of 9. `darker`: what `screenPixels` found; a pixel that the screen has left out gets at most its threshold.
 *
 * `p0`–`p15` go round from straight below; numbers are modulo 16. Two arcs that start beside each other share 8 pixels,
 * so the better of both is as good as the worst of those 8, and as the better of the two ends.
 *
 * No pixel has arcs on both sides, and a darker arc is a brighter one in the negative. So pixels that may have a
 * darker one are looked at in the negative, others as they are. Of an arc's 9 pixels two are opposite, and it holds one
 * of any two opposite: where a darker arc is, every pair has a pixel below the centre; where the screen has left open
 * whether it is a brighter one, that begins at an odd number, and some odd pair lies above the centre.
 */
export function bestArcOf9(center: usize, stride: usize, darker: v128): v128 {
  const above = center - stride;
  const above2 = above - stride;
  const above3 = above2 - stride;
  const below = center + stride;
  const below2 = below + stride;
  const below3 = below2 + stride;
  const value = v128.load(center);
  let pairs = i8x16.min_u(v128.load(below3, 1), v128.load(above3 - 1));
  pairs = i8x16.max_u(pairs, i8x16.min_u(v128.load(below, 3), v128.load(above - 3)));
  pairs = i8x16.max_u(pairs, i8x16.min_u(v128.load(above, 3), v128.load(below - 3)));
  pairs = i8x16.max_u(pairs, i8x16.min_u(v128.load(above3, 1), v128.load(below3 - 1)));
  const flip = i8x16.ne(i8x16.min_u(darker, i8x16.sub_sat_u(value, pairs)), i8x16.splat(0));
  const p0 = v128.xor(v128.load(below3), flip);
  const p9 = v128.xor(v128.load(above3 - 1), flip);
  const ends0 = i8x16.max_u(p0, p9);
  const p10 = v128.xor(v128.load(above2 - 2), flip);
  const two9 = i8x16.min_u(p9, p10);
  const p3 = v128.xor(v128.load(below, 3), flip);
  const ends10 = i8x16.max_u(p10, p3);
  const p4 = v128.xor(v128.load(center, 3), flip);
  const two3 = i8x16.min_u(p3, p4);
  const p13 = v128.xor(v128.load(below - 3), flip);
  const ends4 = i8x16.max_u(p4, p13);
  const p14 = v128.xor(v128.load(below2 - 2), flip);
  const two13 = i8x16.min_u(p13, p14);
  const p7 = v128.xor(v128.load(above3, 1), flip);
  const ends14 = i8x16.max_u(p14, p7);
  const p8 = v128.xor(v128.load(above3), flip);
  const two7 = i8x16.min_u(p7, p8);
  const p1 = v128.xor(v128.load(below3, 1), flip);
  const ends8 = i8x16.max_u(p8, p1);
  const p2 = v128.xor(v128.load(below2, 2), flip);
  const two1 = i8x16.min_u(p1, p2);
  const p11 = v128.xor(v128.load(above - 3), flip);
  const ends2 = i8x16.max_u(p2, p11);
  const p12 = v128.xor(v128.load(center - 3), flip);
  const two11 = i8x16.min_u(p11, p12);
  const p5 = v128.xor(v128.load(above, 3), flip);
  const ends12 = i8x16.max_u(p12, p5);
  const p6 = v128.xor(v128.load(above2, 2), flip);
  const two5 = i8x16.min_u(p5, p6);
  const p15 = v128.xor(v128.load(below3 - 1), flip);
  const ends6 = i8x16.max_u(p6, p15);
  const two15 = i8x16.min_u(p15, p0);
  const four1 = i8x16.min_u(two1, two3);
  const four3 = i8x16.min_u(two3, two5);
  const four5 = i8x16.min_u(two5, two7);
  const four7 = i8x16.min_u(two7, two9);
  const four9 = i8x16.min_u(two9, two11);
  const four11 = i8x16.min_u(two11, two13);
  const four13 = i8x16.min_u(two13, two15);
  const four15 = i8x16.min_u(two15, two1);
  let best = i8x16.min_u(i8x16.min_u(four1, four5), ends0);
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four3, four7), ends2));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four5, four9), ends4));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four7, four11), ends6));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four9, four13), ends8));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four11, four15), ends10));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four13, four1), ends12));
  best = i8x16.max_u(best, i8x16.min_u(i8x16.min_u(four15, four3), ends14));
  return i8x16.sub_sat_u(best, v128.xor(value, flip));
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
