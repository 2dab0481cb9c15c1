// Additive kernels of float32 rows of numbers that are not negative: Σ 2xy / (x + y) and Σ min(x, y), of one row with
// four at a time. Rows have a multiple of 4 numbers, those beyond a matrix's width 0. Held to a tolerance.

import { sumsOfFour } from './row-tiles';

/** Added to x + y, so that 0 / 0 is 0. */
const TINY = memory.data<f32>([1.2e-38]);

/** Σ 2xy / (x + y) of `count` rows of `a`, a multiple of four, with `rows` rows of `b`: `[rows][line]`. */
export function chi2Pairs(
  a: usize,
  count: i32,
  b: usize,
  rows: i32,
  stride: usize,
  out: usize,
  line: i32,
): void {
  const lineBytes = (<usize>line) << 2;
  for (let i: usize = 0; i < <usize>count; i += 4)
    for (let j: usize = 0; j < <usize>rows; j++)
      chi2Tile(a + i * stride, b + j * stride, stride, out + j * lineBytes + (i << 2));
}

/** Σ min(x, y), as `chi2Pairs`. */
export function intersectionPairs(
  a: usize,
  count: i32,
  b: usize,
  rows: i32,
  stride: usize,
  out: usize,
  line: i32,
): void {
  const lineBytes = (<usize>line) << 2;
  for (let i: usize = 0; i < <usize>count; i += 4)
    for (let j: usize = 0; j < <usize>rows; j++)
      intersectionTile(a + i * stride, b + j * stride, stride, out + j * lineBytes + (i << 2));
}

function chi2Tile(x: usize, y: usize, stride: usize, out: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const tiny = v128.load32_splat(TINY);
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let o: usize = 0; o < stride; o += 16) {
    const one = v128.load(y + o);
    const low = f32x4.add(one, tiny);
    a = f32x4.add(a, harmonic(v128.load(x + o), one, low));
    b = f32x4.add(b, harmonic(v128.load(x1 + o), one, low));
    c = f32x4.add(c, harmonic(v128.load(x2 + o), one, low));
    d = f32x4.add(d, harmonic(v128.load(x3 + o), one, low));
  }
  const sums = sumsOfFour(a, b, c, d);
  v128.store(out, f32x4.add(sums, sums));
}

/** x · (y / (x + y)), in which nothing small is lost. */
function harmonic(x: v128, y: v128, low: v128): v128 {
  return f32x4.mul(x, f32x4.div(y, f32x4.add(x, low)));
}

function intersectionTile(x: usize, y: usize, stride: usize, out: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let o: usize = 0; o < stride; o += 16) {
    const one = v128.load(y + o);
    a = f32x4.add(a, f32x4.pmin(v128.load(x + o), one));
    b = f32x4.add(b, f32x4.pmin(v128.load(x1 + o), one));
    c = f32x4.add(c, f32x4.pmin(v128.load(x2 + o), one));
    d = f32x4.add(d, f32x4.pmin(v128.load(x3 + o), one));
  }
  v128.store(out, sumsOfFour(a, b, c, d));
}
