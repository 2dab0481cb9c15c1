// A multiple of one array added to another: what optimizers do to weights.
import { multiplyAdd } from '../multiply-add';
import { storeSome } from './lanes';

/**
 * y = a + sign · factor · b for `count` numbers; y may be a or b.
 * @param factor where that number lies.
 */
export function addScaled(a: usize, b: usize, factor: usize, sign: f32, y: usize, count: i32): void {
  const scale = f32x4.splat(load<f32>(factor) * sign);
  for (; count >= 4; count -= 4, a += 16, b += 16, y += 16)
    v128.store(y, multiplyAdd(v128.load(b), scale, v128.load(a)));
  if (count > 0) storeSome(y, multiplyAdd(v128.load(b), scale, v128.load(a)), count);
}
