// Softmax over rows, and the cross-entropy of it.
import { exp4, log4 } from './functions';
import { firstLanes, storeSome, sumOf } from './lanes';

function largestOf(x: usize, count: i32): f32 {
  let largest: f32 = -Infinity;
  for (; count > 0; count--, x += 4) largest = max(largest, load<f32>(x));
  return largest;
}

/** Each of `rows` rows as eˣ / Σ eˣ. */
export function softmax(x: usize, y: usize, rows: i32, width: i32): void {
  const down = (<usize>width) << 2;
  for (let row = 0; row < rows; row++, x += down, y += down) {
    const largest = f32x4.splat(largestOf(x, width));
    let total = f32x4.splat(0);
    for (let i = 0; i < width; i += 4) {
      const at = (<usize>i) << 2;
      const count = min(4, width - i);
      const value = v128.and(exp4(f32x4.sub(v128.load(x + at), largest)), firstLanes(count));
      total = f32x4.add(total, value);
      if (count === 4) v128.store(y + at, value);
      else storeSome(y + at, value, count);
    }
    const sum = sumOf(total);
    for (let i = 0; i < width; i++) {
      const at = y + ((<usize>i) << 2);
      store<f32>(at, load<f32>(at) / sum);
    }
  }
}

/** For each row Σ target · (log Σ eˣ − x). */
export function softmaxCrossEntropy(x: usize, targets: usize, y: usize, rows: i32, width: i32): void {
  const down = (<usize>width) << 2;
  for (let row = 0; row < rows; row++, x += down, targets += down, y += 4) {
    const largest = largestOf(x, width);
    let total = f32x4.splat(0);
    for (let i = 0; i < width; i += 4) {
      const value = exp4(f32x4.sub(v128.load(x + ((<usize>i) << 2)), f32x4.splat(largest)));
      total = f32x4.add(total, v128.and(value, firstLanes(min(4, width - i))));
    }
    const logarithm = largest + f32x4.extract_lane(log4(f32x4.splat(sumOf(total))), 0);
    let loss: f32 = 0;
    for (let i = 0; i < width; i++) {
      const at = (<usize>i) << 2;
      loss += load<f32>(targets + at) * (logarithm - load<f32>(x + at));
    }
    store<f32>(y, loss);
  }
}
