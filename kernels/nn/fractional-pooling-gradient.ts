// What comes back through a fractional max pooling. Rows of a region are brought together first, as in the pooling;
// each region's gradient goes to the first column whose maximum is the region's, and from there to the first row.
import { storeSome } from './lanes';
import { mapBytes, mapRow, PIXEL_MAP_BYTES, pick, REGION_MAP_BYTES } from './region-maps';
import {
  ACROSS,
  CHANNELS,
  COLUMN_BYTES,
  DOWN,
  firstOf,
  HEIGHT,
  highestOfRows,
  lastOf,
  listColumns,
  rowsOf,
  WIDTH,
} from './regions';

/** Bytes of a row of so many numbers, with room before it, and for a vector that overruns it. */
function rowBytes(count: i32): usize {
  return (<usize>(count + 12)) << 2;
}

/** Floats of scratch that the kernel below wants. */
export function fractionalMaxPoolGradientScratch(width: i32, across: i32): i32 {
  const rows = 5 * rowBytes(width) + 3 * rowBytes(across);
  return <i32>((<usize>across * COLUMN_BYTES + mapBytes(width, across) + rows) >> 2);
}

/**
 * Parts the gradients of a row of regions, by whether their first pixel is the largest, the one behind, or the last.
 * @param parts three rows, one behind the other, `apart` bytes.
 */
function partGradients(
  row: usize,
  maps: usize,
  across: i32,
  y: usize,
  upstream: usize,
  parts: usize,
  apart: usize,
): void {
  for (let j = 0; j < across; j += 4, maps += REGION_MAP_BYTES, y += 16, upstream += 16, parts += 16) {
    const from = row + load<u32>(maps);
    const low = v128.load(from);
    const high = v128.load(from, 16);
    const highest = v128.load(y);
    const value = v128.load(upstream);
    const first = v128.or(pick(low, v128.load(maps, 16)), pick(high, v128.load(maps, 32)));
    const second = v128.or(pick(low, v128.load(maps, 48)), pick(high, v128.load(maps, 64)));
    const isFirst = f32x4.eq(first, highest);
    const rest = v128.andnot(value, isFirst);
    const isSecond = f32x4.eq(second, highest);
    v128.store(parts, v128.and(value, isFirst));
    v128.store(parts + apart, v128.and(rest, isSecond));
    v128.store(parts + 2 * apart, v128.andnot(rest, isSecond));
  }
}

/** Brings parted gradients to where their regions begin: three rows of pixels, otherwise zeros. */
function spread(
  parts: usize,
  apart: usize,
  maps: usize,
  width: i32,
  pixels: usize,
  pixelsApart: usize,
): void {
  for (let i = 0; i < width; i += 4, maps += PIXEL_MAP_BYTES, pixels += 16) {
    const from = parts + load<u32>(maps);
    const mask = v128.load(maps, 16);
    v128.store(pixels, pick(v128.load(from), mask));
    v128.store(pixels + pixelsApart, pick(v128.load(from + apart), mask));
    v128.store(pixels + 2 * pixelsApart, pick(v128.load(from + 2 * apart), mask));
  }
}

/** The sum of such rows, moved by no pixel, by one and by two. */
function sumMoved(pixels: usize, apart: usize, width: i32, sums: usize): void {
  const end = pixels + ((<usize>width) << 2);
  for (; pixels < end; pixels += 16, sums += 16) {
    const last = v128.load(pixels + 2 * apart - 8);
    v128.store(sums, f32x4.add(f32x4.add(v128.load(pixels), v128.load(pixels + apart - 4)), last));
  }
}

/**
 * Gives each column's gradient to the first row that has its maximum. Nothing is written behind a row: what comes next
 * there would wait for it.
 * @param gradient how far the gradient lies behind the plane.
 */
function giveDown(row: usize, sums: usize, width: i32, top: usize, bottom: usize, gradient: usize): void {
  const bytes = (<usize>width) << 2;
  const whole = bytes & ~15;
  for (; top <= bottom; top += bytes) {
    let i: usize = 0;
    for (; i < whole; i += 16) {
      const value = v128.load(sums + i);
      const isHighest = f32x4.eq(v128.load(top + i), v128.load(row + i));
      const to = gradient + top + i;
      v128.store(to, f32x4.add(v128.load(to), v128.and(value, isHighest)));
      v128.store(sums + i, v128.andnot(value, isHighest));
    }
    if (whole === bytes) continue;
    const value = v128.load(sums + i);
    const isHighest = f32x4.eq(v128.load(top + i), v128.load(row + i));
    const to = gradient + top + i;
    storeSome(to, f32x4.add(v128.load(to), v128.and(value, isHighest)), width & 3);
    v128.store(sums + i, v128.andnot(value, isHighest));
  }
}

/** The same one by one, for regions in any order, as wide and high as they like. */
function giveToFirst(
  row: usize,
  list: usize,
  across: i32,
  top: usize,
  bottom: usize,
  down: usize,
  y: usize,
  upstream: usize,
  gradient: usize,
): void {
  for (; across > 0; across--, list += COLUMN_BYTES, y += 4, upstream += 4) {
    const highest = load<f32>(y);
    let column = load<i32>(list);
    const end = load<i32>(list, 8);
    while (column <= end && load<f32>(row + column) !== highest) column += 4;
    if (column > end) continue;
    let pixel = top + column;
    while (pixel < bottom + column && load<f32>(pixel) !== highest) pixel += down;
    store<f32>(gradient + pixel, load<f32>(gradient + pixel) + load<f32>(upstream));
  }
}

/**
 * The gradient of each region to its first largest pixel (column by column, in each from top to bottom), for planes
 * `first` to `last` − 1. What overlapping regions give one pixel is added in an order that depends on nothing else.
 */
export function fractionalMaxPoolGradient(
  x: usize,
  y: usize,
  upstream: usize,
  rows: usize,
  columns: usize,
  gradient: usize,
  shape: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const channels = load<i32>(shape, CHANNELS);
  const height = load<i32>(shape, HEIGHT);
  const width = load<i32>(shape, WIDTH);
  const across = load<i32>(shape, ACROSS);
  const below = (<usize>width) << 2;
  const bytes = <usize>height * below;
  const maps = scratch + <usize>across * COLUMN_BYTES;
  const pixelMaps = maps + <usize>((across + 3) >> 2) * REGION_MAP_BYTES;
  const row = scratch + <usize>across * COLUMN_BYTES + mapBytes(width, across);
  const sums = row + rowBytes(width);
  const parts = sums + rowBytes(width);
  const pixels = parts + 3 * rowBytes(across) + 16;
  // Pixels before the first: no region begins there.
  for (let i: usize = 0; i < 3; i++) v128.store(pixels + i * rowBytes(width) - 16, f32x4.splat(0));
  let areMapped = false;
  for (let plane = first; plane < last; plane++) {
    const image = plane / channels;
    if (plane === first || plane % channels === 0)
      areMapped = listColumns(columns, shape, image, scratch) && mapRow(scratch, shape, maps);
    const from = x + <usize>plane * bytes;
    memory.fill(gradient + <usize>plane * bytes, 0, bytes);
    let place = (<usize>(plane * load<i32>(shape, DOWN) * across)) << 2;
    let range = rowsOf(rows, shape, image);
    for (let i = 0; i < load<i32>(shape, DOWN); i++, range += 8, place += (<usize>across) << 2) {
      const start = firstOf(range, height);
      const end = lastOf(range, height);
      if (start > end) continue;
      highestOfRows(from, width, start, end, row);
      const top = from + <usize>start * below;
      const bottom = from + <usize>end * below;
      if (!areMapped) {
        giveToFirst(row, scratch, across, top, bottom, below, y + place, upstream + place, gradient - x);
        continue;
      }
      partGradients(row, maps, across, y + place, upstream + place, parts, rowBytes(across));
      spread(parts, rowBytes(across), pixelMaps, width, pixels, rowBytes(width));
      sumMoved(pixels, rowBytes(width), width, sums);
      giveDown(row, sums, width, top, bottom, gradient - x);
    }
  }
}
