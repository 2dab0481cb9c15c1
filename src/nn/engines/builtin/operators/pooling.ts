import type { Operation, Shape, Tensor } from '../../../graph/tensor.js';
import type { Windows } from '../../../ops/windows.js';
import type { Preparation, Prepare } from '../preparation.js';
import { windowList } from './window-list.js';

/** The largest number of each window. */
export const maxPooling: Prepare = (operation, preparation) => {
  const { windows, pointers, ranges, rooms } = layOut(operation, preparation);
  return [ranges.map((range, i) => ['maxPool', ...pointers, windows, ...range, rooms[i]!])];
};

/** The mean of each window. */
export const averagePooling: Prepare = (operation, preparation) => {
  const { windows, pointers, ranges, rooms, share } = layOut(operation, preparation);
  return [ranges.map((range, i) => ['averagePool', ...pointers, windows, ...range, share, rooms[i]!])];
};

/** Each window's gradient to its first largest element. */
export const maxPoolingGradient: Prepare = (operation, { pointerTo, list, parts }) => {
  const [x, y, upstream] = operation.inputs as [Tensor, Tensor, Tensor];
  const windows = list(windowList(operation.attributes as Windows, x.shape, y.shape));
  const pointers = [x, y, upstream, operation].map(pointerTo);
  return [parts(planesOf(x.shape)).map((range) => ['maxPoolGradient', ...pointers, windows, ...range])];
};

/** Each window's gradient, shared by its elements. */
export const averagePoolingGradient: Prepare = (operation, { pointerTo, list, parts }) => {
  const upstream = operation.inputs[0]!;
  const attributes = operation.attributes as Windows;
  const windows = list(windowList(attributes, operation.shape, upstream.shape));
  const pointers = [upstream, operation].map(pointerTo);
  return [
    parts(planesOf(operation.shape)).map((range) => [
      'averagePoolGradient',
      ...[...pointers, windows, ...range, shareOf(attributes)],
    ]),
  ];
};

const planesOf = ([batch, channels]: Shape): number => batch! * channels!;

const shareOf = ({ size }: Windows): number => 1 / (size[0]! * size[1]!);

function layOut(operation: Operation, { pointerTo, list, parts, scratch }: Preparation) {
  const x = operation.inputs[0]!;
  const attributes = operation.attributes as Windows;
  const { size, strides, padding, dilations } = attributes;
  // A row with its padding, as far as windows reach, and a vector that overruns it.
  const reached = (operation.shape[3]! - 1) * strides[1]! + (size[1]! - 1) * dilations[1]! + 1;
  const row = Math.max(padding[1]! + x.shape[3]!, reached) + 8;
  const ranges = parts(planesOf(x.shape));
  return {
    windows: list(windowList(attributes, x.shape, operation.shape)),
    pointers: [pointerTo(x), pointerTo(operation)],
    ranges,
    rooms: scratch(row, ranges.length),
    share: shareOf(attributes),
  };
}
