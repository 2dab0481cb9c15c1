// Points and words of float32 as assign-floats.ts wants them.
import { PANEL } from './band';

/** The squared length of each row of `stride` float32, in float64. */
export function squareFloats(rows: usize, count: i32, stride: i32, squares: usize): void {
  for (let i = 0; i < count; i++) {
    let sum: f64 = 0;
    const row = rows + ((<usize>i * <usize>stride) << 2);
    for (let d: usize = 0; d < (<usize>stride) << 2; d += 4) {
      const value = <f64>load<f32>(row + d);
      sum += value * value;
    }
    store<f64>(squares + ((<usize>i) << 3), sum);
  }
}

/**
 * Words, float32, into `rows`, one after the other, and negative into panels `[stride][16]`. `halves`: half their
 * squared lengths. Beyond `count`, up to `padded`, words are 0 and farther than any other. Returns in `moves` how far
 * each went from where it was.
 */
export function packFloats(
  words: usize,
  count: i32,
  padded: i32,
  stride: i32,
  rows: usize,
  panels: usize,
  halves: usize,
  moves: usize,
): void {
  for (let word = 0; word < padded; word++) {
    const half = halves + ((<usize>word) << 2);
    if (word >= count) {
      store<f32>(half, FARTHEST);
      continue;
    }
    const from = words + ((<usize>word * <usize>stride) << 2);
    const row = rows + ((<usize>word * <usize>stride) << 2);
    const panel = panels + ((<usize>(word / PANEL) * <usize>stride * PANEL + <usize>(word % PANEL)) << 2);
    let square: f64 = 0;
    let move: f64 = 0;
    for (let d: usize = 0; d < <usize>stride; d++) {
      const value = load<f32>(from + (d << 2));
      const difference = <f64>value - <f64>load<f32>(row + (d << 2));
      square += <f64>value * <f64>value;
      move += difference * difference;
      store<f32>(row + (d << 2), value);
      store<f32>(panel + (d << 6), -value);
    }
    store<f32>(half, <f32>(square / 2));
    store<f64>(moves + ((<usize>word) << 3), Math.sqrt(move));
  }
}

/** More than any score of vectors shorter than 1e15. */
const FARTHEST: f32 = 1e38;
