// Doubling and halving of float planes, a row at a time (see plane.ts, the reference). Every value of a doubled
// 8-bit image is a multiple of 1/16 and exact, whatever the order of the sums.

/** `count` bytes as floats. */
export function siftFloats(bytes: usize, count: i32, out: usize): void {
  let i = 0;
  for (; i + 8 <= count; i += 8) {
    const wide = v128.load8x8_u(bytes + <usize>i);
    const to = out + ((<usize>i) << 2);
    v128.store(to, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(wide)));
    v128.store(to, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(wide)), 16);
  }
  for (; i < count; i++) store<f32>(out + ((<usize>i) << 2), <f32>load<u8>(bytes + <usize>i));
}

/** A row of `width` floats, twice as long: neighbours weigh ¼ and ¾, the ends repeat. */
export function siftStretchRow(row: usize, width: i32, out: usize): void {
  const near = f32x4.splat(0.75);
  const far = f32x4.splat(0.25);
  stretchPixel(row, width, 0, out);
  let x = 1;
  for (; x + 5 <= width; x += 4) {
    const p = row + ((<usize>x) << 2);
    const to = out + ((<usize>x) << 3);
    const here = f32x4.mul(near, v128.load(p));
    const left = f32x4.add(f32x4.mul(far, v128.load(p - 4)), here);
    const right = f32x4.add(here, f32x4.mul(far, v128.load(p, 4)));
    v128.store(to, i32x4.shuffle(left, right, 0, 4, 1, 5));
    v128.store(to, i32x4.shuffle(left, right, 2, 6, 3, 7), 16);
  }
  for (; x < width; x++) stretchPixel(row, width, x, out);
}

function stretchPixel(row: usize, width: i32, x: i32, out: usize): void {
  const here = <f32>0.75 * load<f32>(row + ((<usize>x) << 2));
  const left = load<f32>(row + ((<usize>max(x - 1, 0)) << 2));
  const right = load<f32>(row + ((<usize>min(x + 1, width - 1)) << 2));
  store<f32>(out + ((<usize>x) << 3), <f32>0.25 * left + here);
  store<f32>(out + ((<usize>x) << 3), here + <f32>0.25 * right, 4);
}

/** ¼ `far` + ¾ `near` of two rows of `count` floats; writes up to 3 floats more. */
export function siftMixRows(far: usize, near: usize, count: i32, out: usize): void {
  const quarter = f32x4.splat(0.25);
  const rest = f32x4.splat(0.75);
  const bytes = (<usize>count) << 2;
  for (let x: usize = 0; x < bytes; x += 16)
    v128.store(
      out + x,
      f32x4.add(f32x4.mul(quarter, v128.load(far + x)), f32x4.mul(rest, v128.load(near + x))),
    );
}

/** Every second float of a row, `count` in all. */
export function siftHalveRow(row: usize, count: i32, out: usize): void {
  let x = 0;
  for (; x + 4 <= count; x += 4) {
    const p = row + ((<usize>x) << 3);
    v128.store(out + ((<usize>x) << 2), i32x4.shuffle(v128.load(p), v128.load(p, 16), 0, 2, 4, 6));
  }
  for (; x < count; x++) store<f32>(out + ((<usize>x) << 2), load<f32>(row + ((<usize>x) << 3)));
}
