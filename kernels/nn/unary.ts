// Element-wise operators of one array. Each has a loop of its own, made from one source: the class that stands for
// the operator is a type parameter, known when the kernels are compiled.
import { exp4, log4, powerOfQuarters4, sigmoid4, sign4, softplus4, tanh4 } from './functions';
import { storeSome } from './lanes';

class Absolute {}
class Exponential {}
class LeakyRelu {}
class Logarithm {}
class Power {}
class Sigmoid {}
class Sign {}
class Softplus {}
class Tangent {}

function apply4<Op>(x: v128, parameter: f32): v128 {
  if (idof<Op>() === idof<Absolute>()) return f32x4.abs(x);
  if (idof<Op>() === idof<Exponential>()) return exp4(x);
  if (idof<Op>() === idof<LeakyRelu>())
    return v128.bitselect(x, f32x4.mul(x, f32x4.splat(parameter)), f32x4.gt(x, f32x4.splat(0)));
  if (idof<Op>() === idof<Logarithm>()) return log4(x);
  if (idof<Op>() === idof<Power>()) return powerOfQuarters4(x, <i32>(<f32>4 * parameter));
  if (idof<Op>() === idof<Sigmoid>()) return sigmoid4(x);
  if (idof<Op>() === idof<Sign>()) return sign4(x);
  if (idof<Op>() === idof<Softplus>()) return softplus4(x);
  return tanh4(x);
}

function each<Op>(x: usize, y: usize, count: i32, parameter: f32): void {
  for (; count >= 4; count -= 4, x += 16, y += 16) v128.store(y, apply4<Op>(v128.load(x), parameter));
  if (count > 0) storeSome(y, apply4<Op>(v128.load(x), parameter), count);
}

/**
 * y = f(x) for `count` numbers; y may be x.
 * @param operator its number in src/nn/engines/builtin/operators/unary.ts; @param parameter a slope, an exponent.
 */
export function unary(operator: i32, x: usize, y: usize, count: i32, parameter: f32): void {
  if (operator === 0) each<Absolute>(x, y, count, parameter);
  else if (operator === 1) each<Exponential>(x, y, count, parameter);
  else if (operator === 2) each<LeakyRelu>(x, y, count, parameter);
  else if (operator === 3) each<Logarithm>(x, y, count, parameter);
  else if (operator === 4) each<Power>(x, y, count, parameter);
  else if (operator === 5) each<Sigmoid>(x, y, count, parameter);
  else if (operator === 6) each<Sign>(x, y, count, parameter);
  else if (operator === 7) each<Softplus>(x, y, count, parameter);
  else each<Tangent>(x, y, count, parameter);
}
