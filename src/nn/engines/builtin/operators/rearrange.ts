import { sizeOf } from '../../../../core/ndarray.js';
import type { Tensor } from '../../../graph/tensor.js';
import type { Prepare } from '../preparation.js';
import { commonAxes } from './common-axes.js';

/** Labels as rows with a single 1. */
export const oneHot: Prepare = (operation, { pointerTo }) => {
  const labels = operation.inputs[0] as Tensor;
  const pointers = [pointerTo(labels), pointerTo(operation)];
  return [[['oneHot', ...pointers, sizeOf(labels.shape), operation.attributes.depth as number]]];
};

/** The axes that the kernel goes along. */
const AXES = 4;

/** Axes in another order. Not covered: orders that need more than four axes. */
export const transpose: Prepare = (operation, { pointerTo, list, parts }) => {
  const x = operation.inputs[0] as Tensor;
  const order = operation.attributes.axes as readonly number[];
  const strides = order.map((axis) => sizeOf(x.shape.slice(axis + 1)));
  const axes = commonAxes(operation.shape, [strides]);
  if (axes.length > AXES) return undefined;
  const [outer = { length: 1, strides: [0] }, ...others] = axes;
  while (others.length < AXES - 1) others.unshift({ length: 1, strides: [0] });
  const inside = others.reduce((size, { length }) => size * length, 1);
  const lengths = others.map(({ length }) => length);
  const steps = [outer, ...others].map((axis) => axis.strides[0]!);
  return [
    parts(outer.length, { least: 8192 / inside }).map(([first, last]) => [
      'transpose',
      ...[pointerTo(x) + 4 * first * steps[0]!, pointerTo(operation) + 4 * first * inside],
      list([last - first, ...lengths, ...steps]),
    ]),
  ];
};
