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

/**
 * Blurs the rows first … last − 1 of a plane of `width` × `height` floats; call it for one range after the other, from
 * the top.
 * @param taps 2 · radius + 1 floats, symmetric.
 * @param ring as many rows as taps, `stride` floats each (a multiple of 32, at least `width`): rows blurred along
 *   themselves, kept from call to call.
 * @param scratch `stride` + 2 · radius floats and as many addresses as taps.
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
  stride: i32,
  scratch: usize,
  out: usize,
): void {
  const count = 2 * radius + 1;
  const lineBytes = (<usize>stride) << 2;
  const rowBytes = (<usize>width) << 2;
  const rows = scratch + lineBytes + ((<usize>(2 * radius)) << 2);
  let next = first === 0 ? 0 : min(first + radius, height);
  for (let y = first; y < last; y++) {
    for (; next < height && next <= y + radius; next++) {
      padRow(plane + <usize>next * rowBytes, width, radius, scratch);
      blurRow(scratch, taps, count, ring + <usize>(next % count) * lineBytes, lineBytes);
    }
    for (let i = 0; i < count; i++) {
      const row = mirrored(y + i - radius, height) % count;
      store<u32>(rows + ((<usize>i) << 2), <u32>(ring + <usize>row * lineBytes));
    }
    blurColumns(rows, taps, radius, out + <usize>y * rowBytes, lineBytes);
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
 * Blurs along columns, from the middle outwards; two rows that share a tap are added first.
 * @param rows the addresses of the 2 · radius + 1 rows around, from the top.
 */
function blurColumns(rows: usize, taps: usize, radius: i32, out: usize, bytes: usize): void {
  const reach = (<usize>radius) << 2;
  const middle = rows + reach;
  const middleTap = taps + reach;
  for (let x: usize = 0; x < bytes; x += STEP * 4) {
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
