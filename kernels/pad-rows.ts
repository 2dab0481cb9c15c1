// Rows of an image with margins left and right, widened to the number type that a filter sums in.
//
// A padding is a list of i32: samples of a row in the image, samples of the left margin, bytes from one padded row
// to the next, number of margin samples, and for each of these its place in the padded row and the sample it
// repeats, or -1 for zero. `rows` names for each padded row its row at `source`, or -1 for a row of zeros. A padded
// row has room for 64 samples more than it shows: filters work in blocks and write past its end.

const EDGES: usize = 16;

export function padU8AsI16(source: usize, rows: usize, count: i32, padding: usize, target: usize): void {
  pad<u8, i16>(source, rows, count, padding, target);
}

export function padU8AsF32(source: usize, rows: usize, count: i32, padding: usize, target: usize): void {
  pad<u8, f32>(source, rows, count, padding, target);
}

export function padF32(source: usize, rows: usize, count: i32, padding: usize, target: usize): void {
  pad<f32, f32>(source, rows, count, padding, target);
}

function pad<From, To>(source: usize, rows: usize, count: i32, padding: usize, target: usize): void {
  const length = load<i32>(padding);
  const left = load<i32>(padding, 4);
  const stride = <usize>load<i32>(padding, 8);
  for (let y = 0; y < count; y++, target += stride) {
    const row = load<i32>(rows + ((<usize>y) << 2));
    if (row < 0) {
      memory.fill(target, 0, stride);
      continue;
    }
    const from = source + <usize>row * <usize>length * sizeof<From>();
    widen<From, To>(from, length, target + <usize>left * sizeof<To>());
    padEnds<From, To>(from, padding, target);
  }
}

function padEnds<From, To>(from: usize, padding: usize, target: usize): void {
  let edge = padding + EDGES;
  for (let rest = load<i32>(padding, 12); rest > 0; rest--, edge += 8) {
    const sample = load<i32>(edge, 4);
    const value = sample < 0 ? <From>0 : load<From>(from + <usize>sample * sizeof<From>());
    store<To>(target + <usize>load<i32>(edge) * sizeof<To>(), <To>value);
  }
}

/** Writes up to 15 samples past the end, which the margin then covers. */
function widen<From, To>(from: usize, length: i32, to: usize): void {
  if (isFloat<From>()) {
    memory.copy(to, from, (<usize>length) << 2);
    return;
  }
  for (let x = 0; x < length; x += 16, to += 16 * sizeof<To>()) {
    const bytes = v128.load(from + <usize>x);
    const low = i16x8.extend_low_i8x16_u(bytes);
    const high = i16x8.extend_high_i8x16_u(bytes);
    if (isFloat<To>()) {
      v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(low)));
      v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(low)), 16);
      v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(high)), 32);
      v128.store(to, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_u(high)), 48);
    } else {
      v128.store(to, low);
      v128.store(to, high, 16);
    }
  }
}
