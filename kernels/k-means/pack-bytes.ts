// Points of uint8 and words as assign-bytes.ts wants them.
import { PANEL } from './band';

/** Half the scale times the squared length of each row of `stride` uint8; exact. */
export function squareBytes(rows: usize, count: i32, stride: i32, halfScale: i32, squares: usize): void {
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>i * <usize>stride;
    let sums = i32x4.splat(0);
    for (let d: usize = 0; d < <usize>stride; d += 8) {
      const values = v128.load8x8_u(row + d);
      sums = i32x4.add(sums, i32x4.dot_i16x8_s(values, values));
    }
    sums = i32x4.add(sums, i32x4.shuffle(sums, sums, 2, 3, 0, 1));
    const sum = i32x4.extract_lane(sums, 0) + i32x4.extract_lane(sums, 1);
    store<i32>(squares + ((<usize>i) << 2), sum * halfScale);
  }
}

/**
 * Words, float32 from 0 to 255, to int16 times the scale: one after the other into `rows`, and into panels
 * `[stride / 2][16][2]`. `halves`: the scale ÷ 2 times their squared lengths, to the next whole number. Beyond `count`,
 * up to `padded`, words are 0 and farther than any other. Returns in `moves` how far each went from where it was.
 */
export function packBytes(
  words: usize,
  count: i32,
  padded: i32,
  stride: i32,
  scale: f32,
  rows: usize,
  panels: usize,
  halves: usize,
  moves: usize,
): void {
  for (let word = 0; word < padded; word++) {
    const half = halves + ((<usize>word) << 2);
    if (word >= count) {
      store<i32>(half, FARTHEST);
      continue;
    }
    const from = words + ((<usize>word * <usize>stride) << 2);
    const row = rows + ((<usize>word * <usize>stride) << 1);
    const panel =
      panels + ((<usize>(word / PANEL) * <usize>stride * PANEL + <usize>((word % PANEL) * 2)) << 1);
    let square: i64 = 0;
    let move: i64 = 0;
    for (let d: usize = 0; d < <usize>stride; d++) {
      const value = <i32>nearest<f32>(load<f32>(from + (d << 2)) * scale);
      const difference = value - <i32>load<i16>(row + (d << 1));
      square += <i64>(value * value);
      move += <i64>(difference * difference);
      store<i16>(row + (d << 1), <i16>value);
      store<i16>(panel + ((d >> 1) << 6) + ((d & 1) << 1), <i16>value);
    }
    store<i32>(half, <i32>nearest<f64>(<f64>square / (2.0 * <f64>scale)));
    store<f64>(moves + ((<usize>word) << 3), Math.sqrt(<f64>move) / <f64>scale);
  }
}

/** Half of what a score may be. */
const FARTHEST: i32 = 0x3fffffff;
