// Gaussian blur of float planes, summed tap by tap in fused multiply-adds (see gaussian-blur.ts, the reference).
import { fusedMultiplyAdd } from '../fused-multiply-add';

/** Pixels that both passes make at once: eight sums of four. Lines have room for the next multiple of it. */
const STEP: i32 = 32;

/** Index mirrored into 0 … length − 1, without repeating the ends. */
function mirrored(i: i32, length: i32): i32 {
  if (length === 1) return 0;
  while (i < 0 || i >= length) i = i < 0 ? -i : 2 * length - 2 - i;
  return i;
}

/** Pixels to a strip: the rows that a column needs lie in the processor's nearest cache, strip by strip. */
const STRIP: usize = 256;

/**
 * Blurs the rows first … last − 1 of a plane of `width` × `height` floats; call it for one range after the other, from
 * the top.
 * @param taps 2 · radius + 1 floats, symmetric.
 * @param ring `ringRows` rows of `stride` floats each (a multiple of 32, at least `width`), kept from call to call: at
 *   least 2 · radius more than last − first. They are blurred along themselves.
 * @param scratch `stride` + 2 · radius floats, then (last − first) · (2 · radius + 1) addresses.
 * @param out rows as in `plane`; up to 31 floats behind the last one are written.
 */
export function siftBlurRows(
  plane: usize,
  width: i32,
  height: i32,
  first: i32,
  last: i32,
  taps: usize,
  radius: i32,
  ring: usize,
  ringRows: i32,
  stride: i32,
  scratch: usize,
  out: usize,
): void {
  const count = 2 * radius + 1;
  const lineBytes = (<usize>stride) << 2;
  const rowBytes = (<usize>width) << 2;
  const end = min(last + radius, height);
  for (let y = first === 0 ? 0 : min(first + radius, height); y < end; y++) {
    padRow(plane + <usize>y * rowBytes, width, radius, scratch);
    blurRow(scratch, taps, count, ring + <usize>(y % ringRows) * lineBytes, lineBytes);
  }
  const rows = scratch + lineBytes + ((<usize>(2 * radius)) << 2);
  let entry = rows;
  for (let y = first - radius; y < last - radius; y++)
    for (let i = 0; i < count; i++, entry += 4)
      store<u32>(entry, <u32>(ring + <usize>(mirrored(y + i, height) % ringRows) * lineBytes));
  // From the right: what a row writes behind its end is where the next one begins, and made later.
  for (let strip = ((lineBytes - 1) / (STRIP * 4)) * (STRIP * 4); <isize>strip >= 0; strip -= STRIP * 4) {
    const stripEnd = min(strip + STRIP * 4, lineBytes);
    entry = rows;
    for (let y = first; y < last; y++, entry += (<usize>count) << 2)
      blurColumns(entry, taps, radius, out + <usize>y * rowBytes, strip, stripEnd);
  }
}

/** A row of `width` floats with `radius` mirrored pixels at either end. */
function padRow(row: usize, width: i32, radius: i32, padded: usize): void {
  const start = padded + ((<usize>radius) << 2);
  memory.copy(start, row, (<usize>width) << 2);
  for (let i = 1; i <= radius; i++) {
    const left = row + ((<usize>mirrored(-i, width)) << 2);
    const right = row + ((<usize>mirrored(width - 1 + i, width)) << 2);
    store<f32>(start - ((<usize>i) << 2), load<f32>(left));
    store<f32>(start + ((<usize>(width - 1 + i)) << 2), load<f32>(right));
  }
}

/** Blurs a padded row with `count` taps from left to right. */
function blurRow(padded: usize, taps: usize, count: i32, out: usize, bytes: usize): void {
  const lastTap = taps + ((<usize>count) << 2);
  const end = out + bytes;
  for (; out < end; out += STEP * 4, padded += STEP * 4) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    for (let tap = taps, p = padded; tap < lastTap; tap += 4, p += 4) {
      const weight = v128.load32_splat(tap);
      a = fusedMultiplyAdd(v128.load(p), weight, a);
      b = fusedMultiplyAdd(v128.load(p, 16), weight, b);
      c = fusedMultiplyAdd(v128.load(p, 32), weight, c);
      d = fusedMultiplyAdd(v128.load(p, 48), weight, d);
      e = fusedMultiplyAdd(v128.load(p, 64), weight, e);
      f = fusedMultiplyAdd(v128.load(p, 80), weight, f);
      g = fusedMultiplyAdd(v128.load(p, 96), weight, g);
      h = fusedMultiplyAdd(v128.load(p, 112), weight, h);
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    v128.store(out, e, 64);
    v128.store(out, f, 80);
    v128.store(out, g, 96);
    v128.store(out, h, 112);
  }
}

/**
 * Blurs the bytes from … to − 1 of a row along columns, from the middle outwards; two rows that share a tap are added first.
 * @param rows the addresses of the 2 · radius + 1 rows around, from the top.
 */
function blurColumns(rows: usize, taps: usize, radius: i32, out: usize, from: usize, to: usize): void {
  const reach = (<usize>radius) << 2;
  const middle = rows + reach;
  const middleTap = taps + reach;
  for (let x = from; x < to; x += STEP * 4) {
    const centre = <usize>load<u32>(middle) + x;
    const weight = v128.load32_splat(middleTap);
    let a = f32x4.mul(v128.load(centre), weight);
    let b = f32x4.mul(v128.load(centre, 16), weight);
    let c = f32x4.mul(v128.load(centre, 32), weight);
    let d = f32x4.mul(v128.load(centre, 48), weight);
    let e = f32x4.mul(v128.load(centre, 64), weight);
    let f = f32x4.mul(v128.load(centre, 80), weight);
    let g = f32x4.mul(v128.load(centre, 96), weight);
    let h = f32x4.mul(v128.load(centre, 112), weight);
    for (let i: usize = 4; i <= reach; i += 4) {
      const tap = v128.load32_splat(middleTap + i);
      const up = <usize>load<u32>(middle - i) + x;
      const down = <usize>load<u32>(middle + i) + x;
      a = fusedMultiplyAdd(f32x4.add(v128.load(down), v128.load(up)), tap, a);
      b = fusedMultiplyAdd(f32x4.add(v128.load(down, 16), v128.load(up, 16)), tap, b);
      c = fusedMultiplyAdd(f32x4.add(v128.load(down, 32), v128.load(up, 32)), tap, c);
      d = fusedMultiplyAdd(f32x4.add(v128.load(down, 48), v128.load(up, 48)), tap, d);
      e = fusedMultiplyAdd(f32x4.add(v128.load(down, 64), v128.load(up, 64)), tap, e);
      f = fusedMultiplyAdd(f32x4.add(v128.load(down, 80), v128.load(up, 80)), tap, f);
      g = fusedMultiplyAdd(f32x4.add(v128.load(down, 96), v128.load(up, 96)), tap, g);
      h = fusedMultiplyAdd(f32x4.add(v128.load(down, 112), v128.load(up, 112)), tap, h);
    }
    v128.store(out + x, a);
    v128.store(out + x, b, 16);
    v128.store(out + x, c, 32);
    v128.store(out + x, d, 48);
    v128.store(out + x, e, 64);
    v128.store(out + x, f, 80);
    v128.store(out + x, g, 96);
    v128.store(out + x, h, 112);
  }
}
