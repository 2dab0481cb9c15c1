// Images with the zeros around them, where windows may be moved freely.
import { firstLanes } from './lanes';
import {
  COLUMNS,
  DILATION_X,
  DILATION_Y,
  HEIGHT,
  LEFT,
  paddedHeight,
  paddedWidth,
  ROWS,
  SIZE_X,
  SIZE_Y,
  STRIDE_X,
  STRIDE_Y,
  TOP,
  WIDTH,
} from './windows';

/** Whether no window reaches beyond the image, and all of it is as it is. */
function isUnpadded(windows: usize): bool {
  return (
    paddedWidth(windows) === load<i32>(windows, WIDTH) && paddedHeight(windows) === load<i32>(windows, HEIGHT)
  );
}

/** `channels` planes with their padding: they themselves where there is none, else a copy at `room`. */
export function padded(x: usize, windows: usize, channels: i32, room: usize): usize {
  if (isUnpadded(windows)) return x;
  const width = (<usize>load<i32>(windows, WIDTH)) << 2;
  const down = (<usize>paddedWidth(windows)) << 2;
  const plane = <usize>paddedHeight(windows) * down;
  memory.fill(room, 0, <usize>channels * plane);
  let to = room + <usize>load<i32>(windows, TOP) * down + ((<usize>load<i32>(windows, LEFT)) << 2);
  for (let channel = 0; channel < channels; channel++, to += plane) {
    let row = to;
    for (let y = 0; y < load<i32>(windows, HEIGHT); y++, x += width, row += down) memory.copy(row, x, width);
  }
  return room;
}

/** Takes the padding away. */
export function unpad(padded: usize, windows: usize, channels: i32, x: usize): void {
  const width = (<usize>load<i32>(windows, WIDTH)) << 2;
  const down = (<usize>paddedWidth(windows)) << 2;
  const plane = <usize>paddedHeight(windows) * down;
  let from = padded + <usize>load<i32>(windows, TOP) * down + ((<usize>load<i32>(windows, LEFT)) << 2);
  for (let channel = 0; channel < channels; channel++, from += plane) {
    let row = from;
    for (let y = 0; y < load<i32>(windows, HEIGHT); y++, x += width, row += down) memory.copy(x, row, width);
  }
}

/** For each element of a filter over `channels` padded planes, how far it lies from its first, in bytes. */
export function listElements(windows: usize, channels: i32, list: usize): void {
  const width = paddedWidth(windows);
  const height = paddedHeight(windows);
  for (let channel = 0; channel < channels; channel++)
    for (let ky = 0; ky < load<i32>(windows, SIZE_Y); ky++)
      for (let kx = 0; kx < load<i32>(windows, SIZE_X); kx++, list += 4) {
        const row = channel * height + ky * load<i32>(windows, DILATION_Y);
        store<u32>(list, (row * width + kx * load<i32>(windows, DILATION_X)) << 2);
      }
}

/** For each place of a filter, how far it lies from the first, in bytes. */
export function listPlaces(windows: usize, list: usize): void {
  const down = load<i32>(windows, STRIDE_Y) * paddedWidth(windows);
  for (let row = 0; row < load<i32>(windows, ROWS); row++)
    for (let column = 0; column < load<i32>(windows, COLUMNS); column++, list += 4)
      store<u32>(list, (row * down + column * load<i32>(windows, STRIDE_X)) << 2);
}

/**
 * Adds a matrix `[elements, places]` to the padded planes that its numbers belong to. Three floats behind each row
 * of places are written too, as they were.
 */
export function addToPadded(matrix: usize, windows: usize, elements: usize, count: i32, planes: usize): void {
  const rows = load<i32>(windows, ROWS);
  const columns = load<i32>(windows, COLUMNS);
  const stride = load<i32>(windows, STRIDE_X);
  const down = (<usize>(load<i32>(windows, STRIDE_Y) * paddedWidth(windows))) << 2;
  const last = firstLanes(((columns - 1) & 3) + 1);
  const whole = (columns - 1) & ~3;
  for (let i = 0; i < count; i++, elements += 4) {
    let row = planes + load<u32>(elements);
    for (let r = 0; r < rows; r++, row += down, matrix += (<usize>columns) << 2) {
      let to = row;
      let from = matrix;
      if (stride !== 1) {
        for (let column = 0; column < columns; column++, to += (<usize>stride) << 2, from += 4)
          store<f32>(to, load<f32>(to) + load<f32>(from));
        continue;
      }
      const end = row + ((<usize>whole) << 2);
      for (; to < end; to += 16, from += 16) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
      v128.store(to, f32x4.add(v128.load(to), v128.and(v128.load(from), last)));
    }
  }
}
