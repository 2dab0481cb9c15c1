// Dual coordinate descent for linear support vector machines (Hsieh et al. 2008), several machines over the same rows
// in one pass. Rows come in fixed blocks of four whose mutual dot products are known, so that the four are multiplied
// with the weights at once and then updated one after the other, each seeing what those before it changed: the steps are
// those of one row at a time.

import { addTile41, addTile42, dotTile41, dotTile42 } from './row-tiles';

/** float64 numbers of a machine's settings: see `descendDual`. */
const SETTINGS: usize = 8 * 8;
/** A multiplier's change below this is none. */
const NEGLIGIBLE: f64 = 1e-12;

/** Mutual dot products of the rows of each block, `[blocks][4][4]` float32. */
export function blockProducts(x: usize, stride: usize, blocks: i32, products: usize): void {
  for (let block = 0; block < blocks; block++) {
    const rows = x + ((<usize>block * stride) << 2);
    const to = products + ((<usize>block) << 6);
    for (let row: usize = 0; row < 4; row++) dotTile41(rows, stride, rows + row * stride, to + (row << 4));
  }
}

/**
 * One pass over the blocks that `order` lists, for `machines` machines at `weights`, a row of `stride` bytes each.
 *
 * - `alphas`: `[blocks][machines][4]` float64, multipliers from 0 to their bound.
 * - `signs`: `[blocks][machines]` bytes, bit j set where row j of the block is on the machine's side.
 * - `active`: the same, bit j set where row j takes part. Rows that shrinking leaves out have their bit cleared here.
 * - `settings`: eight float64 a machine. Read: 0, 1: bounds of multipliers of the rest and of the machine's side;
 *   2, 3: what is added to the diagonal for them; 4, 5: gradients above and below which rows at a bound are left out.
 *   Written: 6, 7: the largest and the smallest projected gradient, which must start at −∞ and ∞.
 * - `products`: of `blockProducts`. `scratch`: 64 bytes and four a machine.
 */
export function descendDual(
  x: usize,
  stride: usize,
  order: usize,
  count: i32,
  weights: usize,
  machines: i32,
  alphas: usize,
  signs: usize,
  active: usize,
  settings: usize,
  products: usize,
  scratch: usize,
): void {
  const changes = scratch + 32;
  const listed = scratch + 64;
  for (let at = 0; at < count; at++) {
    const block = load<i32>(order + ((<usize>at) << 2));
    const rows = x + ((<usize>block * stride) << 2);
    const own = <usize>(block * machines);
    const gram = products + ((<usize>block) << 6);
    let running: usize = 0;
    for (let k = 0; k < machines; k++)
      if (load<u8>(active + own + k) !== 0) store<i32>(listed + (running++ << 2), k);
    for (let i: usize = 0; i < running; i += 2) {
      const two = i + 1 < running;
      const k0 = <usize>load<i32>(listed + (i << 2));
      const k1 = two ? <usize>load<i32>(listed + (i << 2), 4) : k0;
      const w0 = weights + k0 * stride;
      const w1 = weights + k1 * stride;
      if (two) dotTile42(rows, stride, w0, w1, scratch);
      else dotTile41(rows, stride, w0, scratch);
      const moved = updateFour(
        scratch,
        gram,
        alphas + ((own + k0) << 5),
        signs + own + k0,
        active + own + k0,
        settings + k0 * SETTINGS,
        changes,
      );
      if (!two) {
        if (moved) addTile41(rows, stride, changes, w0);
        continue;
      }
      const also = updateFour(
        scratch + 16,
        gram,
        alphas + ((own + k1) << 5),
        signs + own + k1,
        active + own + k1,
        settings + k1 * SETTINGS,
        changes + 16,
      );
      if (moved && also) addTile42(rows, stride, changes, changes + 16, w0, w1);
      else if (moved) addTile41(rows, stride, changes, w0);
      else if (also) addTile41(rows, stride, changes + 16, w1);
    }
  }
}

/** Updates the multipliers of four rows, in their order. Whether one moved; `changes`: what each row adds to weights. */
function updateFour(
  dots: usize,
  gram: usize,
  alphas: usize,
  signs: usize,
  active: usize,
  settings: usize,
  changes: usize,
): bool {
  const sides = <i32>load<u8>(signs);
  let taking = <i32>load<u8>(active);
  let largest = load<f64>(settings, 48);
  let smallest = load<f64>(settings, 56);
  let moved = false;
  let sums = v128.load(dots);
  v128.store(changes, f32x4.splat(0));
  for (let j: usize = 0; j < 4; j++) {
    if (((taking >> <i32>j) & 1) === 0) continue;
    const side = <usize>((sides >> <i32>j) & 1);
    const sign: f64 = side === 0 ? -1 : 1;
    const bound = load<f64>(settings + (side << 3));
    const ridge = load<f64>(settings + (side << 3), 16);
    const alpha = load<f64>(alphas + (j << 3));
    const products = gram + (j << 4);
    v128.store(dots, sums);
    const gradient = sign * <f64>load<f32>(dots + (j << 2)) - 1 + alpha * ridge;
    let projected = gradient;
    if (alpha === 0) {
      if (gradient > load<f64>(settings, 32)) {
        taking &= ~(1 << (<i32>j));
        continue;
      }
      projected = min(gradient, 0);
    } else if (alpha === bound) {
      if (gradient < load<f64>(settings, 40)) {
        taking &= ~(1 << (<i32>j));
        continue;
      }
      projected = max(gradient, 0);
    }
    largest = max(largest, projected);
    smallest = min(smallest, projected);
    if (abs(projected) <= NEGLIGIBLE) continue;
    const diagonal = <f64>load<f32>(products + (j << 2)) + ridge;
    const next = diagonal > 0 ? min(max(alpha - gradient / diagonal, 0), bound) : bound;
    store<f64>(alphas + (j << 3), next);
    const step = <f32>((next - alpha) * sign);
    store<f32>(changes + (j << 2), step);
    sums = f32x4.add(sums, f32x4.mul(f32x4.splat(step), v128.load(products)));
    moved = true;
  }
  store<u8>(active, <u8>taking);
  store<f64>(settings, largest, 48);
  store<f64>(settings, smallest, 56);
  return moved;
}
