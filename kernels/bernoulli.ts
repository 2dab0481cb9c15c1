// Masks: numbers that are one of two, drawn by a mixed counter (src/core/bernoulli.ts).

const numbers = memory.data<u32>([0x85ebca6b, 0xc2b2ae35, 0xffff]);

/** Of a table in all four lanes: V8 would build constant vectors anew in every turn of a loop. */
function numberOf(index: usize): v128 {
  return v128.load32_splat(numbers + (index << 2));
}

/**
 * Numbers `first` to `first` + count − 1 of a stream: `zero` where 16 bits are below the threshold, else `one`.
 * @param step of the counter from one pair of numbers to the next; @param count a multiple of 8.
 */
export function fillBernoulli(
  first: i32,
  step: i32,
  key: i32,
  threshold: i32,
  zero: f32,
  one: f32,
  y: usize,
  count: i32,
): void {
  const keys = i32x4.splat(key);
  const limit = i32x4.splat(threshold);
  const zeros = f32x4.splat(zero);
  const ones = f32x4.splat(one);
  const next = i32x4.splat(4 * step);
  let counter = i32x4.mul(i32x4.splat(step), i32x4(0, 1, 2, 3));
  counter = i32x4.add(counter, i32x4.splat(first));
  for (; count > 0; count -= 8, y += 32) {
    let bits = v128.xor(counter, keys);
    bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 16)), numberOf(0));
    bits = i32x4.mul(v128.xor(bits, i32x4.shr_u(bits, 13)), numberOf(1));
    bits = v128.xor(bits, i32x4.shr_u(bits, 16));
    const even = v128.bitselect(zeros, ones, i32x4.lt_s(v128.and(bits, numberOf(2)), limit));
    const odd = v128.bitselect(zeros, ones, i32x4.lt_s(i32x4.shr_u(bits, 16), limit));
    v128.store(y, v128.shuffle<f32>(even, odd, 0, 4, 1, 5));
    v128.store(y, v128.shuffle<f32>(even, odd, 2, 6, 3, 7), 16);
    counter = i32x4.add(counter, next);
  }
}
