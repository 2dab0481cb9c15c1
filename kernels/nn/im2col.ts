// Images as matrices: a row for each element of a filter, a column for each place it is moved to.
import { storeSome } from './lanes';
import {
  COLUMNS,
  DILATION_X,
  DILATION_Y,
  firstInside,
  HEIGHT,
  LEFT,
  lastInside,
  ROWS,
  SIZE_X,
  SIZE_Y,
  STRIDE_X,
  STRIDE_Y,
  TOP,
  WIDTH,
} from './windows';

/** Zeros; up to three floats more than `count` may be written. */
function fillZeros(to: usize, count: i32): void {
  for (; count > 0; count -= 4, to += 16) v128.store(to, f32x4.splat(0));
}

/** What lies `step` floats apart, side by side; up to three floats more than `count` may be written. */
function gather(from: usize, step: i32, to: usize, count: i32): void {
  if (step === 1) {
    for (; count > 0; count -= 4, from += 16, to += 16) v128.store(to, v128.load(from));
    return;
  }
  for (; count > 0; count--, from += (<usize>step) << 2, to += 4) store<f32>(to, load<f32>(from));
}

/** The other way: adds what lies side by side to what lies `step` floats apart. */
function scatterAdd(from: usize, step: i32, to: usize, count: i32): void {
  if (step === 1) {
    for (; count >= 4; count -= 4, from += 16, to += 16)
      v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    if (count > 0) storeSome(to, f32x4.add(v128.load(to), v128.load(from)), count);
    return;
  }
  for (; count > 0; count--, from += 4, to += (<usize>step) << 2)
    store<f32>(to, load<f32>(to) + load<f32>(from));
}

/**
 * `channels` planes as a matrix `[channels · height · width of the filters, places]`. Three floats behind it may be
 * overwritten.
 */
export function im2col(x: usize, windows: usize, channels: i32, matrix: usize): void {
  const columns = load<i32>(windows, COLUMNS);
  const width = load<i32>(windows, WIDTH);
  const stride = load<i32>(windows, STRIDE_X);
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < load<i32>(windows, SIZE_Y); ky++)
      for (let kx = 0; kx < load<i32>(windows, SIZE_X); kx++) {
        const left = kx * load<i32>(windows, DILATION_X) - load<i32>(windows, LEFT);
        const last = lastInside(left, stride, width, columns);
        const first = min(firstInside(left, stride), last);
        let y = ky * load<i32>(windows, DILATION_Y) - load<i32>(windows, TOP);
        for (let row = 0; row < load<i32>(windows, ROWS); row++, y += load<i32>(windows, STRIDE_Y)) {
          if (y >= 0 && y < load<i32>(windows, HEIGHT)) {
            const from = x + ((<usize>(y * width + left + first * stride)) << 2);
            fillZeros(matrix, first);
            gather(from, stride, matrix + ((<usize>first) << 2), last - first);
            fillZeros(matrix + ((<usize>last) << 2), columns - last);
          } else fillZeros(matrix, columns);
          matrix += (<usize>columns) << 2;
        }
      }
    x += (<usize>(load<i32>(windows, HEIGHT) * width)) << 2;
  }
}

/** Adds such a matrix to the planes it would have come from. */
export function addCol2im(matrix: usize, windows: usize, channels: i32, x: usize): void {
  const columns = load<i32>(windows, COLUMNS);
  const width = load<i32>(windows, WIDTH);
  const stride = load<i32>(windows, STRIDE_X);
  for (let channel = 0; channel < channels; channel++) {
    for (let ky = 0; ky < load<i32>(windows, SIZE_Y); ky++)
      for (let kx = 0; kx < load<i32>(windows, SIZE_X); kx++) {
        const left = kx * load<i32>(windows, DILATION_X) - load<i32>(windows, LEFT);
        const last = lastInside(left, stride, width, columns);
        const first = min(firstInside(left, stride), last);
        let y = ky * load<i32>(windows, DILATION_Y) - load<i32>(windows, TOP);
        for (let row = 0; row < load<i32>(windows, ROWS); row++, y += load<i32>(windows, STRIDE_Y)) {
          if (y >= 0 && y < load<i32>(windows, HEIGHT)) {
            const to = x + ((<usize>(y * width + left + first * stride)) << 2);
            scatterAdd(matrix + ((<usize>first) << 2), stride, to, last - first);
          }
          matrix += (<usize>columns) << 2;
        }
      }
    x += (<usize>(load<i32>(windows, HEIGHT) * width)) << 2;
  }
}
