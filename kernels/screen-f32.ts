// Scores h − x·c of vectors with rows, in float32: four vectors and eight rows at a time, whose sums stay in registers.

/** Rows to panels of eight, number by number: `[panels][length][8]`, 0 beyond `count`. */
export function packF32(rows: usize, count: i32, length: i32, panels: usize): void {
  const padded = (count + 7) & ~7;
  for (let row = 0; row < padded; row++) {
    const from = rows + ((<usize>(row * length)) << 2);
    const to = panels + ((<usize>((row >> 3) * length * 8 + (row & 7))) << 2);
    for (let k = 0; k < length; k++)
      store<f32>(to + ((<usize>k) << 5), row < count ? load<f32>(from + ((<usize>k) << 2)) : 0);
  }
}

/**
 * Scores of `vectors` vectors with all rows: `[vectors][padded]`. `halves`: h of each row, `padded` float32. Reads and
 * writes as if there were a multiple of four vectors.
 */
export function scoreF32(
  x: usize,
  vectors: i32,
  length: i32,
  panels: usize,
  halves: usize,
  padded: i32,
  scores: usize,
): void {
  const panelBytes = (<usize>length) << 5;
  for (let panel = 0; panel < padded >> 3; panel++) {
    const at = (<usize>panel) << 5;
    for (let i = 0; i < vectors; i += 4) {
      const four = x + ((<usize>(i * length)) << 2);
      const out = scores + ((<usize>(i * padded)) << 2) + at;
      scoreTile(four, length, panels + <usize>panel * panelBytes, halves + at, out, (<usize>padded) << 2);
    }
  }
}

function scoreTile(x: usize, length: i32, panel: usize, halves: usize, out: usize, line: usize): void {
  const rowBytes = (<usize>length) << 2;
  const x1 = x + rowBytes;
  const x2 = x1 + rowBytes;
  const x3 = x2 + rowBytes;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  for (let o: usize = 0; o < rowBytes; o += 4) {
    const low = v128.load(panel + (o << 3));
    const high = v128.load(panel + (o << 3), 16);
    let value = v128.load32_splat(x + o);
    a0 = f32x4.add(a0, f32x4.mul(value, low));
    a1 = f32x4.add(a1, f32x4.mul(value, high));
    value = v128.load32_splat(x1 + o);
    b0 = f32x4.add(b0, f32x4.mul(value, low));
    b1 = f32x4.add(b1, f32x4.mul(value, high));
    value = v128.load32_splat(x2 + o);
    c0 = f32x4.add(c0, f32x4.mul(value, low));
    c1 = f32x4.add(c1, f32x4.mul(value, high));
    value = v128.load32_splat(x3 + o);
    d0 = f32x4.add(d0, f32x4.mul(value, low));
    d1 = f32x4.add(d1, f32x4.mul(value, high));
  }
  storeScores(out, halves, a0, a1);
  storeScores(out + line, halves, b0, b1);
  storeScores(out + 2 * line, halves, c0, c1);
  storeScores(out + 3 * line, halves, d0, d1);
}

function storeScores(out: usize, halves: usize, low: v128, high: v128): void {
  v128.store(out, f32x4.sub(v128.load(halves), low));
  v128.store(out, f32x4.sub(v128.load(halves, 16), high), 16);
}
