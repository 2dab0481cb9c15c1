// Scores h − x·c of vectors of whole numbers with rows, in 16-bit integers: twice as many products an instruction as
// float32. The rows are rounded to whole numbers times a scale; products and sums are exact.

/**
 * Float32 vectors to int16, each of an even number, the odd one's last 0. Returns 0, on the way, at the first number
 * that is not a whole number of 16 bits.
 */
export function toWhole(x: usize, vectors: i32, length: i32, whole: usize): i32 {
  const even = (length + 1) & ~1;
  for (let i = 0; i < vectors; i++) {
    const from = x + ((<usize>(i * length)) << 2);
    const to = whole + ((<usize>(i * even)) << 1);
    if (even !== length) store<i16>(to + ((<usize>length) << 1), 0);
    for (let k: usize = 0; k < <usize>length; k++) {
      const value = load<f32>(from + (k << 2));
      const number = <i16>(<i32>value);
      if (<f32>number !== value) return 0;
      store<i16>(to + (k << 1), number);
    }
  }
  return 1;
}

/** Rows to panels of eight, two numbers at a time: `[panels][even / 2][8][2]` int16, 0 beyond `count`. */
export function packWhole(rows: usize, count: i32, length: i32, scale: f32, panels: usize): void {
  const even = (length + 1) & ~1;
  const padded = (count + 7) & ~7;
  memory.fill(panels, 0, (<usize>(padded * even)) << 1);
  for (let row = 0; row < count; row++) {
    const from = rows + ((<usize>(row * length)) << 2);
    const to = panels + ((<usize>((row >> 3) * even * 8 + (row & 7) * 2)) << 1);
    for (let k: usize = 0; k < <usize>length; k++)
      store<i16>(
        to + ((k >> 1) << 5) + ((k & 1) << 1),
        <i16>(<i32>nearest<f32>(load<f32>(from + (k << 2)) * scale)),
      );
  }
}

/** As `scoreF32`, for vectors by `toWhole` and panels by `packWhole`; `unit` is 1 / scale. */
export function scoreWhole(
  whole: usize,
  vectors: i32,
  length: i32,
  panels: usize,
  unit: f32,
  halves: usize,
  padded: i32,
  scores: usize,
): void {
  const rowBytes = (<usize>((length + 1) & ~1)) << 1;
  for (let panel: usize = 0; panel < <usize>padded >> 3; panel++) {
    const at = panel << 5;
    for (let i: usize = 0; i < <usize>vectors; i += 4) {
      const out = scores + ((i * <usize>padded) << 2) + at;
      scoreTile(
        whole + i * rowBytes,
        rowBytes,
        panels + panel * (rowBytes << 3),
        unit,
        halves + at,
        out,
        (<usize>padded) << 2,
      );
    }
  }
}

function scoreTile(
  x: usize,
  rowBytes: usize,
  panel: usize,
  unit: f32,
  halves: usize,
  out: usize,
  line: usize,
): void {
  const x1 = x + rowBytes;
  const x2 = x1 + rowBytes;
  const x3 = x2 + rowBytes;
  let a0 = i32x4.splat(0);
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
    let two = v128.load32_splat(x + o);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(two, low));
    a1 = i32x4.add(a1, i32x4.dot_i16x8_s(two, high));
    two = v128.load32_splat(x1 + o);
    b0 = i32x4.add(b0, i32x4.dot_i16x8_s(two, low));
    b1 = i32x4.add(b1, i32x4.dot_i16x8_s(two, high));
    two = v128.load32_splat(x2 + o);
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(two, low));
    c1 = i32x4.add(c1, i32x4.dot_i16x8_s(two, high));
    two = v128.load32_splat(x3 + o);
    d0 = i32x4.add(d0, i32x4.dot_i16x8_s(two, low));
    d1 = i32x4.add(d1, i32x4.dot_i16x8_s(two, high));
  }
  const units = f32x4.splat(unit);
  storeScores(out, halves, units, a0, a1);
  storeScores(out + line, halves, units, b0, b1);
  storeScores(out + 2 * line, halves, units, c0, c1);
  storeScores(out + 3 * line, halves, units, d0, d1);
}

function storeScores(out: usize, halves: usize, units: v128, low: v128, high: v128): void {
  const dotLow = f32x4.mul(f32x4.convert_i32x4_s(low), units);
  const dotHigh = f32x4.mul(f32x4.convert_i32x4_s(high), units);
  v128.store(out, f32x4.sub(v128.load(halves), dotLow));
  v128.store(out, f32x4.sub(v128.load(halves, 16), dotHigh), 16);
}
