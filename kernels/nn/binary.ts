// Element-wise operators of two arrays, either of which may be repeated along axes. Each has loops of its own, made
// from one source: the class that stands for the operator is a type parameter.
import { storeSome } from './lanes';

class Add {}
class Subtract {}
class Multiply {}
class Divide {}
class Maximum {}
class GreaterEqual {}
class Gate {}
class First {}

function apply4<Op>(a: v128, b: v128, parameter: v128): v128 {
  if (idof<Op>() === idof<Add>()) return f32x4.add(a, b);
  if (idof<Op>() === idof<Subtract>()) return f32x4.sub(a, b);
  if (idof<Op>() === idof<Multiply>()) return f32x4.mul(a, b);
  if (idof<Op>() === idof<Divide>()) return f32x4.div(a, b);
  if (idof<Op>() === idof<Maximum>()) return v128.bitselect(a, b, f32x4.ge(a, b));
  if (idof<Op>() === idof<GreaterEqual>()) return v128.and(f32x4.ge(a, b), f32x4.splat(1));
  if (idof<Op>() === idof<Gate>())
    return v128.bitselect(a, f32x4.mul(a, parameter), f32x4.gt(b, f32x4.splat(0)));
  return a;
}

/** One row, of which either side may be a single number (`alongA`, `alongB` 0). */
function row<Op>(a: usize, alongA: i32, b: usize, alongB: i32, y: usize, count: i32, parameter: v128): void {
  if (alongA !== 0 && alongB !== 0) {
    for (; count >= 4; count -= 4, a += 16, b += 16, y += 16)
      v128.store(y, apply4<Op>(v128.load(a), v128.load(b), parameter));
    if (count > 0) storeSome(y, apply4<Op>(v128.load(a), v128.load(b), parameter), count);
  } else if (alongA !== 0) {
    const single = v128.load32_splat(b);
    for (; count >= 4; count -= 4, a += 16, y += 16)
      v128.store(y, apply4<Op>(v128.load(a), single, parameter));
    if (count > 0) storeSome(y, apply4<Op>(v128.load(a), single, parameter), count);
  } else if (alongB !== 0) {
    const single = v128.load32_splat(a);
    for (; count >= 4; count -= 4, b += 16, y += 16)
      v128.store(y, apply4<Op>(single, v128.load(b), parameter));
    if (count > 0) storeSome(y, apply4<Op>(single, v128.load(b), parameter), count);
  } else {
    const value = apply4<Op>(v128.load32_splat(a), v128.load32_splat(b), parameter);
    for (; count >= 4; count -= 4, y += 16) v128.store(y, value);
    if (count > 0) storeSome(y, value, count);
  }
}

/** All rows; `shape` holds the lengths of three axes, then the strides of a and those of b along them, in floats. */
function rows<Op>(a: usize, b: usize, y: usize, shape: usize, parameter: f32): void {
  const count = load<i32>(shape, 8);
  const alongA = load<i32>(shape, 20);
  const alongB = load<i32>(shape, 32);
  const factor = f32x4.splat(parameter);
  for (let i = 0; i < load<i32>(shape); i++) {
    let pa = a + ((<usize>i * <usize>load<i32>(shape, 12)) << 2);
    let pb = b + ((<usize>i * <usize>load<i32>(shape, 24)) << 2);
    for (let j = 0; j < load<i32>(shape, 4); j++, y += (<usize>count) << 2) {
      row<Op>(pa, alongA, pb, alongB, y, count, factor);
      pa += (<usize>load<i32>(shape, 16)) << 2;
      pb += (<usize>load<i32>(shape, 28)) << 2;
    }
  }
}

/**
 * y = f(a, b), axes repeated where a stride is 0; y may be an input that is not repeated.
 * @param operator its number in src/nn/engines/builtin/operators/binary.ts
 * @param shape nine whole numbers: lengths of three axes, strides of a, strides of b.
 * @param parameter the slope of a gate.
 */
export function binary(operator: i32, a: usize, b: usize, y: usize, shape: usize, parameter: f32): void {
  if (operator === 0) rows<Add>(a, b, y, shape, parameter);
  else if (operator === 1) rows<Subtract>(a, b, y, shape, parameter);
  else if (operator === 2) rows<Multiply>(a, b, y, shape, parameter);
  else if (operator === 3) rows<Divide>(a, b, y, shape, parameter);
  else if (operator === 4) rows<Maximum>(a, b, y, shape, parameter);
  else if (operator === 5) rows<GreaterEqual>(a, b, y, shape, parameter);
  else if (operator === 6) rows<Gate>(a, b, y, shape, parameter);
  else rows<First>(a, b, y, shape, parameter);
}
