// Tiles of float32 rows for whoever multiplies many rows with many others: rows × weights and weights += factors × rows.
// Rows have a multiple of 8 numbers and lie `stride` bytes apart. Results are float32, held to a tolerance.

import { multiplyAdd } from './multiply-add';

/** Dot products of four rows at `x` with two at `w0` and `w1`; `out`: four with the first, then four with the second. */
export function dotTile42(x: usize, stride: usize, w0: usize, w1: usize, out: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  for (let o: usize = 0; o < stride; o += 16) {
    const first = v128.load(w0 + o);
    const second = v128.load(w1 + o);
    let row = v128.load(x + o);
    a0 = multiplyAdd(row, first, a0);
    b0 = multiplyAdd(row, second, b0);
    row = v128.load(x1 + o);
    a1 = multiplyAdd(row, first, a1);
    b1 = multiplyAdd(row, second, b1);
    row = v128.load(x2 + o);
    a2 = multiplyAdd(row, first, a2);
    b2 = multiplyAdd(row, second, b2);
    row = v128.load(x3 + o);
    a3 = multiplyAdd(row, first, a3);
    b3 = multiplyAdd(row, second, b3);
  }
  v128.store(out, sumsOfFour(a0, a1, a2, a3));
  v128.store(out, sumsOfFour(b0, b1, b2, b3), 16);
}

/** Dot products of four rows with one; the same bits as `dotTile42` gives. */
export function dotTile41(x: usize, stride: usize, w: usize, out: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  for (let o: usize = 0; o < stride; o += 16) {
    const weight = v128.load(w + o);
    a0 = multiplyAdd(v128.load(x + o), weight, a0);
    a1 = multiplyAdd(v128.load(x1 + o), weight, a1);
    a2 = multiplyAdd(v128.load(x2 + o), weight, a2);
    a3 = multiplyAdd(v128.load(x3 + o), weight, a3);
  }
  v128.store(out, sumsOfFour(a0, a1, a2, a3));
}

/** The sum of the lanes of each of four vectors. */
export function sumsOfFour(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(i32x4.shuffle(a, b, 0, 4, 1, 5), i32x4.shuffle(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(i32x4.shuffle(c, d, 0, 4, 1, 5), i32x4.shuffle(c, d, 2, 6, 3, 7));
  return f32x4.add(i64x2.shuffle(ab, cd, 0, 2), i64x2.shuffle(ab, cd, 1, 3));
}

/** Adds four rows to each of two: `w0 += Σ first[j] · rowⱼ`, `w1 += Σ second[j] · rowⱼ`. */
export function addTile42(x: usize, stride: usize, first: usize, second: usize, w0: usize, w1: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const a0 = v128.load32_splat(first);
  const a1 = v128.load32_splat(first, 4);
  const a2 = v128.load32_splat(first, 8);
  const a3 = v128.load32_splat(first, 12);
  const b0 = v128.load32_splat(second);
  const b1 = v128.load32_splat(second, 4);
  const b2 = v128.load32_splat(second, 8);
  const b3 = v128.load32_splat(second, 12);
  for (let o: usize = 0; o < stride; o += 16) {
    let row = v128.load(x + o);
    let sum0 = multiplyAdd(row, a0, v128.load(w0 + o));
    let sum1 = multiplyAdd(row, b0, v128.load(w1 + o));
    row = v128.load(x1 + o);
    sum0 = multiplyAdd(row, a1, sum0);
    sum1 = multiplyAdd(row, b1, sum1);
    row = v128.load(x2 + o);
    sum0 = multiplyAdd(row, a2, sum0);
    sum1 = multiplyAdd(row, b2, sum1);
    row = v128.load(x3 + o);
    v128.store(w0 + o, multiplyAdd(row, a3, sum0));
    v128.store(w1 + o, multiplyAdd(row, b3, sum1));
  }
}

/** Adds four rows to one: `w += Σ factors[j] · rowⱼ`; the same bits as `addTile42` gives. */
export function addTile41(x: usize, stride: usize, factors: usize, w: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const a0 = v128.load32_splat(factors);
  const a1 = v128.load32_splat(factors, 4);
  const a2 = v128.load32_splat(factors, 8);
  const a3 = v128.load32_splat(factors, 12);
  for (let o: usize = 0; o < stride; o += 16) {
    const sum = multiplyAdd(v128.load(x1 + o), a1, multiplyAdd(v128.load(x + o), a0, v128.load(w + o)));
    v128.store(w + o, multiplyAdd(v128.load(x3 + o), a3, multiplyAdd(v128.load(x2 + o), a2, sum)));
  }
}
