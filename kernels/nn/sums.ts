// Sums over axes.
import { storeSome, sumOf } from './lanes';

/** The sum of numbers that are neighbours in memory. */
function sumOfRow(x: usize, count: i32): f32 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (; count >= 16; count -= 16, x += 64) {
    a = f32x4.add(a, v128.load(x));
    b = f32x4.add(b, v128.load(x, 16));
    c = f32x4.add(c, v128.load(x, 32));
    d = f32x4.add(d, v128.load(x, 48));
  }
  for (; count >= 4; count -= 4, x += 16) a = f32x4.add(a, v128.load(x));
  let sum = sumOf(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  for (; count > 0; count--, x += 4) sum += load<f32>(x);
  return sum;
}

/** Sums of the columns of a matrix. */
function sumsOfColumns(x: usize, y: usize, rows: i32, columns: i32): void {
  const down = (<usize>columns) << 2;
  for (; columns >= 16; columns -= 16, x += 64, y += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let from = x;
    for (let row = 0; row < rows; row++, from += down) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from, 16));
      c = f32x4.add(c, v128.load(from, 32));
      d = f32x4.add(d, v128.load(from, 48));
    }
    v128.store(y, a);
    v128.store(y, b, 16);
    v128.store(y, c, 32);
    v128.store(y, d, 48);
  }
  for (; columns > 0; columns -= 4, x += 16, y += 16) {
    let sum = f32x4.splat(0);
    let from = x;
    for (let row = 0; row < rows; row++, from += down) sum = f32x4.add(sum, v128.load(from));
    if (columns >= 4) v128.store(y, sum);
    else storeSome(y, sum, columns);
  }
}

/** `[outer, before, kept, behind]` → `[outer, kept]`. */
export function sums(x: usize, y: usize, outer: i32, before: i32, kept: i32, behind: i32): void {
  const plane = (<usize>(kept * behind)) << 2;
  for (let i = 0; i < outer; i++, x += <usize>before * plane, y += (<usize>kept) << 2) {
    if (behind === 1) {
      sumsOfColumns(x, y, before, kept);
      continue;
    }
    for (let k = 0; k < kept; k++) {
      let from = x + ((<usize>(k * behind)) << 2);
      let sum: f32 = 0;
      for (let j = 0; j < before; j++, from += plane) sum += sumOfRow(from, behind);
      store<f32>(y + ((<usize>k) << 2), sum);
    }
  }
}
