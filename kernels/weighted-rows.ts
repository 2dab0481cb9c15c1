// Sums of weighted float64 rows: what a gradient of a linear model is. Four rows and two sums at a time.

/**
 * Adds to each of `outputs` sums the `count` rows of `x`, a multiple of four, times their factors. Rows and sums have
 * `stride` bytes, a multiple of 16; factors are `[outputs][line]`.
 */
export function addWeightedRows(
  x: usize,
  count: i32,
  stride: usize,
  factors: usize,
  line: i32,
  outputs: i32,
  sums: usize,
): void {
  const lineBytes = (<usize>line) << 3;
  for (let i: usize = 0; i < <usize>count; i += 4) {
    const four = x + i * stride;
    const at = factors + (i << 3);
    let k: usize = 0;
    for (; k + 2 <= <usize>outputs; k += 2) {
      const first = at + k * lineBytes;
      addTwo(four, stride, first, first + lineBytes, sums + k * stride);
    }
    if (k < <usize>outputs) addOne(four, stride, at + k * lineBytes, sums + k * stride);
  }
}

function addTwo(x: usize, stride: usize, first: usize, second: usize, sums: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const other = sums + stride;
  const a0 = v128.load64_splat(first);
  const a1 = v128.load64_splat(first, 8);
  const a2 = v128.load64_splat(first, 16);
  const a3 = v128.load64_splat(first, 24);
  const b0 = v128.load64_splat(second);
  const b1 = v128.load64_splat(second, 8);
  const b2 = v128.load64_splat(second, 16);
  const b3 = v128.load64_splat(second, 24);
  for (let o: usize = 0; o < stride; o += 16) {
    let row = v128.load(x + o);
    let sum = f64x2.add(v128.load(sums + o), f64x2.mul(row, a0));
    let also = f64x2.add(v128.load(other + o), f64x2.mul(row, b0));
    row = v128.load(x1 + o);
    sum = f64x2.add(sum, f64x2.mul(row, a1));
    also = f64x2.add(also, f64x2.mul(row, b1));
    row = v128.load(x2 + o);
    sum = f64x2.add(sum, f64x2.mul(row, a2));
    also = f64x2.add(also, f64x2.mul(row, b2));
    row = v128.load(x3 + o);
    v128.store(sums + o, f64x2.add(sum, f64x2.mul(row, a3)));
    v128.store(other + o, f64x2.add(also, f64x2.mul(row, b3)));
  }
}

function addOne(x: usize, stride: usize, factors: usize, sums: usize): void {
  const x1 = x + stride;
  const x2 = x1 + stride;
  const x3 = x2 + stride;
  const a0 = v128.load64_splat(factors);
  const a1 = v128.load64_splat(factors, 8);
  const a2 = v128.load64_splat(factors, 16);
  const a3 = v128.load64_splat(factors, 24);
  for (let o: usize = 0; o < stride; o += 16) {
    let sum = f64x2.add(v128.load(sums + o), f64x2.mul(v128.load(x + o), a0));
    sum = f64x2.add(sum, f64x2.mul(v128.load(x1 + o), a1));
    sum = f64x2.add(sum, f64x2.mul(v128.load(x2 + o), a2));
    v128.store(sums + o, f64x2.add(sum, f64x2.mul(v128.load(x3 + o), a3)));
  }
}
