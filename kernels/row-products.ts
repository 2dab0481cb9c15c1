// Products of float32 matrices by rows: a·bᵀ. Rows have a multiple of 4 numbers, those beyond a
// matrix's width 0. Held to a tolerance.

import { dotTile41, dotTile42 } from './row-tiles';

/** Rows of b that are taken while they stay in the second cache. */
const CACHED: i32 = 64;

/**
 * Dot products of `count` rows of `a`, a multiple of four, with `rows` rows of `b`, all of `stride` bytes:
 * `[rows][line]` float32, those of a row of b side by side. A product does not depend on the other rows.
 */
export function rowProducts(
  a: usize,
  count: i32,
  b: usize,
  rows: i32,
  stride: usize,
  out: usize,
  line: i32,
  scratch: usize,
): void {
  const lineBytes = (<usize>line) << 2;
  for (let from = 0; from < rows; from += CACHED) {
    const to = min(from + CACHED, rows);
    for (let i: usize = 0; i < <usize>count; i += 4) {
      const four = a + i * stride;
      const at = out + (i << 2);
      let j = from;
      for (; j + 2 <= to; j += 2) {
        const w = b + <usize>j * stride;
        dotTile42(four, stride, w, w + stride, scratch);
        v128.store(at + <usize>j * lineBytes, v128.load(scratch));
        v128.store(at + <usize>(j + 1) * lineBytes, v128.load(scratch, 16));
      }
      if (j < to) dotTile41(four, stride, b + <usize>j * stride, at + <usize>j * lineBytes);
    }
  }
}
