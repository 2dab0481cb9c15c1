// For 16 neighbouring pixels at once: the brightest arc of the circle of radius 3 around each, an arc being as bright
// as its darkest pixel. `flip` of all ones turns every pixel into its negative, and so finds the darkest arc.

const BYTES: usize = 16;

/**
 * Arcs of 9. `p0`–`p15` go round from straight below; every number here is modulo 16. Two arcs that start beside each
 * other share 8 pixels, so the brighter of both is min(the 8 they share, max(the two ends)).
 */
export function brightestArcOf9(center: usize, stride: usize, flip: v128): v128 {
  const up = center - stride;
  const up2 = up - stride;
  const up3 = up2 - stride;
  const down = center + stride;
  const down2 = down + stride;
  const down3 = down2 + stride;
  const p0 = v128.xor(v128.load(down3), flip);
  const p1 = v128.xor(v128.load(down3, 1), flip);
  const p2 = v128.xor(v128.load(down2, 2), flip);
  const p3 = v128.xor(v128.load(down, 3), flip);
  const p4 = v128.xor(v128.load(center, 3), flip);
  const p5 = v128.xor(v128.load(up, 3), flip);
  const p6 = v128.xor(v128.load(up2, 2), flip);
  const p7 = v128.xor(v128.load(up3, 1), flip);
  const p8 = v128.xor(v128.load(up3), flip);
  const p9 = v128.xor(v128.load(up3 - 1), flip);
  const p10 = v128.xor(v128.load(up2 - 2), flip);
  const p11 = v128.xor(v128.load(up - 3), flip);
  const p12 = v128.xor(v128.load(center - 3), flip);
  const p13 = v128.xor(v128.load(down - 3), flip);
  const p14 = v128.xor(v128.load(down2 - 2), flip);
  const p15 = v128.xor(v128.load(down3 - 1), flip);
  // Two neighbours from each odd pixel on, then four.
  const two1 = i8x16.min_u(p1, p2);
  const two3 = i8x16.min_u(p3, p4);
  const two5 = i8x16.min_u(p5, p6);
  const two7 = i8x16.min_u(p7, p8);
  const two9 = i8x16.min_u(p9, p10);
  const two11 = i8x16.min_u(p11, p12);
  const two13 = i8x16.min_u(p13, p14);
  const two15 = i8x16.min_u(p15, p0);
  const four1 = i8x16.min_u(two1, two3);
  const four3 = i8x16.min_u(two3, two5);
  const four5 = i8x16.min_u(two5, two7);
  const four7 = i8x16.min_u(two7, two9);
  const four9 = i8x16.min_u(two9, two11);
  const four11 = i8x16.min_u(two11, two13);
  const four13 = i8x16.min_u(two13, two15);
  const four15 = i8x16.min_u(two15, two1);
  const from0 = i8x16.min_u(i8x16.min_u(four1, four5), i8x16.max_u(p0, p9));
  const from2 = i8x16.min_u(i8x16.min_u(four3, four7), i8x16.max_u(p2, p11));
  const from4 = i8x16.min_u(i8x16.min_u(four5, four9), i8x16.max_u(p4, p13));
  const from6 = i8x16.min_u(i8x16.min_u(four7, four11), i8x16.max_u(p6, p15));
  const from8 = i8x16.min_u(i8x16.min_u(four9, four13), i8x16.max_u(p8, p1));
  const from10 = i8x16.min_u(i8x16.min_u(four11, four15), i8x16.max_u(p10, p3));
  const from12 = i8x16.min_u(i8x16.min_u(four13, four1), i8x16.max_u(p12, p5));
  const from14 = i8x16.min_u(i8x16.min_u(four15, four3), i8x16.max_u(p14, p7));
  return i8x16.max_u(
    i8x16.max_u(i8x16.max_u(from0, from2), i8x16.max_u(from4, from6)),
    i8x16.max_u(i8x16.max_u(from8, from10), i8x16.max_u(from12, from14)),
  );
}

/**
 * Arcs of any length from 9 to 16. `offsets`: the circle as 16 distances (i32) in bytes; `ring`: room for 32 times 16
 * bytes, the circle twice, so that no arc wraps around.
 */
export function brightestArc(center: usize, offsets: usize, arc: i32, flip: v128, ring: usize): v128 {
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
