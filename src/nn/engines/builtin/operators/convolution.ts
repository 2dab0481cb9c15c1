import { sizeOf } from '../../../../core/ndarray.js';
import type { Shape, Tensor } from '../../../graph/tensor.js';
import type { Conv2dAttributes } from '../../../ops/conv2d.js';
import type { Preparation, Prepare } from '../preparation.js';
import { windowList } from './window-list.js';

/** y from x and filters: images are shared out. */
export const convolution: Prepare = (operation, preparation) => {
  const [x, filters] = operation.inputs as [Tensor, Tensor];
  const attributes = operation.attributes as Conv2dAttributes;
  const { pointerTo, parts } = preparation;
  const shapes = { x: x.shape, filters: filters.shape, y: operation.shape };
  const { windows, rooms, isWinograd } = layOut(shapes, attributes, {
    preparation,
    ranges: parts(x.shape[0]!),
  });
  const kernel = isWinograd ? 'winogradConvolve' : 'convolve';
  const pointers = [pointerTo(x), pointerTo(filters), pointerTo(operation)];
  return [rooms.map(({ range, room }) => [kernel, ...pointers, windows, ...range, room])];
};

/** The gradient by the images: images are shared out. */
export const inputGradient: Prepare = (operation, preparation) => {
  const [upstream, filters] = operation.inputs as [Tensor, Tensor];
  const attributes = operation.attributes as Conv2dAttributes;
  const { pointerTo, parts } = preparation;
  const shapes = { x: operation.shape, filters: filters.shape, y: upstream.shape };
  const { windows, rooms, isWinograd } = layOut(shapes, attributes, {
    preparation,
    ranges: parts(operation.shape[0]!),
  });
  const kernel = isWinograd ? 'winogradInputGradient' : 'convolveInputGradient';
  const pointers = [pointerTo(upstream), pointerTo(filters), pointerTo(operation)];
  return [rooms.map(({ range, room }) => [kernel, ...pointers, windows, ...range, room])];
};

/**
 * The gradient by the filters: the first half of the images and the second, which are then added, however many
 * threads there are, so that their number does not show in the sums.
 */
export const filterGradient: Prepare = (operation, preparation) => {
  const [x, upstream] = operation.inputs as [Tensor, Tensor];
  const attributes = operation.attributes as Conv2dAttributes;
  const { pointerTo, list } = preparation;
  const count = sizeOf(operation.shape);
  const batch = x.shape[0]!;
  const half = Math.ceil(batch / 2);
  const ranges =
    batch > 1
      ? ([
          [0, half],
          [half, batch],
        ] as const)
      : ([[0, 1]] as const);
  const shapes = { x: x.shape, filters: operation.shape, y: upstream.shape };
  const { windows, rooms, isWinograd } = layOut(shapes, attributes, { preparation, ranges, extra: count });
  const kernel = isWinograd ? 'winogradFilterGradient' : 'convolveFilterGradient';
  const to = pointerTo(operation);
  const sums = rooms.map(({ extra }, i) => (i === 0 ? to : extra));
  const products = rooms.map(
    ({ range, room }, i) =>
      [kernel, ...[pointerTo(x), pointerTo(upstream), sums[i]!, windows, ...range, room]] as const,
  );
  if (sums.length === 1) return [products];
  const shape = list([1, 1, count, 0, 0, 1, 0, 0, 1]);
  return [products, [['binary', 0, to, sums[1]!, to, shape, 0]]];
};

interface Shapes {
  readonly x: Shape;
  readonly filters: Shape;
  readonly y: Shape;
}

/** The list of the windows, and for each range of images a room to compute them in, with `extra` floats behind it. */
function layOut(
  { x, filters, y }: Shapes,
  attributes: Conv2dAttributes,
  {
    preparation: { kernels, list, scratch },
    ranges,
    extra = 0,
  }: {
    readonly preparation: Preparation;
    readonly ranges: readonly (readonly [number, number])[];
    readonly extra?: number;
  },
) {
  const isWinograd = isForWinograd(attributes, filters);
  const [height, width] = [0, 1].map((axis) => paddedLength(attributes, { x, y, axis }));
  const floats = isWinograd
    ? kernels.winogradScratch(x[1]!, filters[0]!, y[2]!, y[3]!)
    : kernels.convolutionScratch(
        filters[1]! * height! * width!,
        filters[0]! / attributes.groups,
        sizeOf(filters.slice(1)),
        y[2]! * y[3]!,
      );
  const rooms = scratch(floats + extra, ranges.length);
  return {
    isWinograd,
    windows: list(windowList(attributes, x, y, attributes.groups)),
    rooms: ranges.map((range, i) => ({ range, room: rooms[i]!, extra: rooms[i]! + 4 * floats })),
  };
}

/** Channels and filters from which fewer products are worth that numbers are rearranged. */
const LEAST_FOR_WINOGRAD = 16;

/** Whether filters are 2×2 and moved by one pixel over images without padding. */
function isForWinograd(
  { size, strides, padding, dilations, groups }: Conv2dAttributes,
  filters: Shape,
): boolean {
  const isPlain = groups === 1 && [...strides, ...dilations].every((step) => step === 1);
  const isTwoByTwo = size.every((length) => length === 2) && padding.every((pixels) => pixels === 0);
  return isPlain && isTwoByTwo && Math.min(filters[0]!, filters[1]!) >= LEAST_FOR_WINOGRAD;
}

/** Of the height (axis 0) or width (1) of an image with its padding, or as far as windows reach. */
function paddedLength(
  { size, strides, padding, dilations }: Conv2dAttributes,
  { x, y, axis }: { readonly x: Shape; readonly y: Shape; readonly axis: number },
): number {
  const reached = (y[axis + 2]! - 1) * strides[axis]! + (size[axis]! - 1) * dilations[axis]! + 1;
  return Math.max(padding[axis]! + x[axis + 2]!, reached);
}
