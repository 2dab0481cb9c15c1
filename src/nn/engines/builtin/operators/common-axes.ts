import type { Shape } from '../../../graph/tensor.js';

/** An axis that is gone along in one array or more at once. */
export interface Axis {
  readonly length: number;
  /** Of each array, in numbers; 0 where it is repeated. */
  readonly strides: readonly number[];
}

/** As few axes as say the same: neighbours along which all arrays go on alike become one. */
export function commonAxes(shape: Shape, strides: readonly (readonly number[])[]): Axis[] {
  const axes: Axis[] = [];
  for (const [i, length] of shape.entries()) {
    if (length === 1) continue;
    const axis = { length, strides: strides.map((each) => each[i]!) };
    const outer = axes.at(-1);
    if (outer?.strides.every((stride, side) => stride === axis.strides[side]! * length))
      axes[axes.length - 1] = { length: outer.length * length, strides: axis.strides };
    else axes.push(axis);
  }
  return axes;
}
