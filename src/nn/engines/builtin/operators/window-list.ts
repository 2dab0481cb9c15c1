import type { Shape } from '../../../graph/tensor.js';
import type { Windows } from '../../../ops/windows.js';

/**
 * Windows as kernels read them; kernels/nn/windows.ts has the places of the numbers.
 * @param x `[batch, channels, height, width]`; @param y `[batch, filters, rows, columns]`
 */
export function windowList(windows: Windows, x: Shape, y: Shape, groups = 1): number[] {
  const { size, strides, padding, dilations } = windows;
  return [...x.slice(1), ...y.slice(1), ...size, ...strides, ...padding.slice(0, 2), ...dilations, groups];
}
