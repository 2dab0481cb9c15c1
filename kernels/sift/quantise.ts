// From the histogram of a descriptor to its 128 whole numbers (see descriptor.ts, the reference).
import { fusedMultiplyAdd } from '../fused-multiply-add';

/**
 * @param histogram `[6 rows, 9 bins, columns]` floats; `binBytes` and `rowBytes` from one bin and one row to the next.
 * @param out gets `[4 rows, 4 columns, 8 bins]` whole numbers 0–255 as floats: capped at 0.2 of their length, then
 *   scaled to length 512.
 */
export function quantise(histogram: usize, binBytes: usize, rowBytes: usize, out: usize): void {
  for (let row: usize = 0; row < 4; row++)
    orderRow(histogram + (row + 1) * rowBytes + 4, binBytes, out + (row << 7));
  const cap = f32x4.splat(Mathf.sqrt(squaredLength(out)) * <f32>0.2);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < 512; i += 16) {
    const values = f32x4.pmin(cap, v128.load(out + i));
    v128.store(out + i, values);
    // One after the other, in the first lane.
    sum = fusedMultiplyAdd(values, values, sum);
    const second = i32x4.shuffle(values, values, 1, 1, 2, 3);
    sum = fusedMultiplyAdd(second, second, sum);
    const third = i32x4.shuffle(values, values, 2, 1, 2, 3);
    sum = fusedMultiplyAdd(third, third, sum);
    const fourth = i32x4.shuffle(values, values, 3, 1, 2, 3);
    sum = fusedMultiplyAdd(fourth, fourth, sum);
  }
  const length = max(Mathf.sqrt(f32x4.extract_lane(sum, 0)), <f32>1.1920929e-7);
  const scale = f32x4.splat(<f32>512 / length);
  const greatest = f32x4.splat(255);
  for (let i: usize = 0; i < 512; i += 16)
    v128.store(out + i, f32x4.pmin(f32x4.nearest(f32x4.mul(v128.load(out + i), scale)), greatest));
}

/** One row of cells, 8 bins of 4 columns, as 4 columns of 8 bins; the ninth bin is the first again. */
function orderRow(row: usize, binBytes: usize, out: usize): void {
  const first = f32x4.add(v128.load(row), v128.load(row + 8 * binBytes));
  transpose(
    first,
    v128.load(row + binBytes),
    v128.load(row + 2 * binBytes),
    v128.load(row + 3 * binBytes),
    out,
  );
  const half = row + 4 * binBytes;
  transpose(
    v128.load(half),
    v128.load(half + binBytes),
    v128.load(half + 2 * binBytes),
    v128.load(half + 3 * binBytes),
    out + 16,
  );
}

/** Four columns of the rows a … d, 32 bytes apart. */
function transpose(a: v128, b: v128, c: v128, d: v128, out: usize): void {
  const ab = i32x4.shuffle(a, b, 0, 4, 1, 5);
  const cd = i32x4.shuffle(c, d, 0, 4, 1, 5);
  v128.store(out, i64x2.shuffle(ab, cd, 0, 2));
  v128.store(out, i64x2.shuffle(ab, cd, 1, 3), 32);
  const abRight = i32x4.shuffle(a, b, 2, 6, 3, 7);
  const cdRight = i32x4.shuffle(c, d, 2, 6, 3, 7);
  v128.store(out, i64x2.shuffle(abRight, cdRight, 0, 2), 64);
  v128.store(out, i64x2.shuffle(abRight, cdRight, 1, 3), 96);
}

/** In sixteen partial sums, the upper half of which is added to the lower until one is left. */
function squaredLength(values: usize): f32 {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let p = values, end = values + 512; p < end; p += 64) {
    a = fusedMultiplyAdd(v128.load(p), v128.load(p), a);
    b = fusedMultiplyAdd(v128.load(p, 16), v128.load(p, 16), b);
    c = fusedMultiplyAdd(v128.load(p, 32), v128.load(p, 32), c);
    d = fusedMultiplyAdd(v128.load(p, 48), v128.load(p, 48), d);
  }
  const four = f32x4.add(f32x4.add(a, c), f32x4.add(b, d));
  const two = f32x4.add(four, i32x4.shuffle(four, four, 2, 3, 2, 3));
  return f32x4.extract_lane(two, 0) + f32x4.extract_lane(two, 1);
}
