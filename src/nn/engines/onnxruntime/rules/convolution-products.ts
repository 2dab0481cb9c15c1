import type { Shape } from '../../../graph/tensor.js';
import type { Conv2dAttributes } from '../../../ops/conv2d.js';
import type { Lowering } from '../lowering.js';
import { batchInnermost, channelsInnermost, inOrder, type Order, plainOrder, sameOrder } from '../order.js';
import { pixelPlaces, windowPlaces } from './window-places.js';

/** Images, filters or gradients: a value, what it would be in plain order, and the order it has. */
export interface Block {
  readonly name: string;
  readonly shape: Shape;
  readonly order: Order;
}

/** So few channels and filters do not fill vectors: then the batch is innermost. */
const FEW_CHANNELS = 7;
const FEW_FILTERS = 16;

/** The order in which images of so many channels are convolved with so many filters. */
export const orderOfImages = (channels: number, filters: number): Order =>
  channels <= FEW_CHANNELS && filters <= FEW_FILTERS ? batchInnermost : channelsInnermost;

/** The order in which filters serve images of an order: as rows of their own windows. */
export const orderOfFilters = (images: Order): Order =>
  sameOrder(images, batchInnermost) ? plainOrder(4) : channelsInnermost;

/**
 * A convolution of one group as one product of matrices.
 * With channels innermost the gathered windows are rows: `[batch · windows, elements · channels]` times the filters
 * transposed; with the batch innermost they are columns: the filters times `[channels · elements, windows · batch]`.
 */
export function convolved(images: Block, filters: Block, { settings, shape, lowering }: Given): Block {
  const { order } = images;
  const windows = gatheredWindows(images, { settings, counts: shape.slice(2), lowering });
  const matrix = lowering.reshape(filters.name, [shape[1]!, -1]);
  const product = sameOrder(order, batchInnermost)
    ? lowering.node('Gemm', [matrix, windows])
    : lowering.node('Gemm', [windows, matrix], { transB: 1 });
  return { name: lowering.reshape(product, inOrder(shape, order)), shape, order };
}

/** The gradient of `convolved` by its filters, of shape `shape`: what came back, times the same windows. */
export function convolvedByFilters(
  images: Block,
  upstream: Block,
  { settings, shape, lowering }: Given,
): Block {
  const windows = gatheredWindows(images, { settings, counts: upstream.shape.slice(2), lowering });
  const order = orderOfFilters(images.order);
  const rows = matrixOf(upstream, lowering);
  const product = sameOrder(images.order, batchInnermost)
    ? lowering.node('Gemm', [rows, windows], { transB: 1 })
    : lowering.node('Gemm', [rows, windows], { transA: 1 });
  return { name: lowering.reshape(product, inOrder(shape, order)), shape, order };
}

/**
 * The gradient of `convolved` by its images, of shape `shape`. Where windows are one pixel apart and channels
 * innermost it is a convolution too, else the windows' shares are added up pixel by pixel.
 */
export function convolvedByImages(upstream: Block, filters: Block, given: Given): Block {
  const isDense = given.settings.strides.every((stride) => stride === 1);
  const [count, channels] = filters.shape as [number, number];
  // Gathered are numbers of filters or of channels.
  return isDense && 2 * channels >= count && sameOrder(upstream.order, channelsInnermost)
    ? convolvedBackwards(upstream, filters, given)
    : sharesOfWindows(upstream, filters, given);
}

interface Given {
  readonly settings: Conv2dAttributes;
  readonly shape: Shape;
  readonly lowering: Lowering;
}

/** What came back, with zeros around it, convolved with the filters turned by half a turn. */
function convolvedBackwards(upstream: Block, filters: Block, { settings, shape, lowering }: Given): Block {
  const { size, dilations, padding } = settings;
  const [count, channels] = filters.shape as [number, number];
  const elements = size[0]! * size[1]!;
  const reach = [0, 1].map((axis) => (size[axis]! - 1) * dilations[axis]!) as [number, number];
  // The far side may have pixels that no window reached.
  const behind = [0, 1].map((axis) => shape[axis + 2]! + padding[axis]! - upstream.shape[axis + 2]!);
  const before = [reach[0] - padding[0]!, reach[1] - padding[1]!];
  const windows = gatheredWindows(upstream, {
    settings: { ...settings, padding: [...before, ...behind] },
    counts: shape.slice(2),
    lowering,
  });
  const turned = lowering.node('Gather', [
    lowering.node('Transpose', [lowering.reshape(filters.name, [count, elements, channels])], {
      perm: [1, 0, 2],
    }),
    lowering.integers(Array.from({ length: elements }, (_, i) => elements - 1 - i)),
  ]);
  const matrix = lowering.reshape(turned, [elements * count, channels]);
  const product = lowering.node('Gemm', [windows, matrix]);
  return { name: lowering.reshape(product, inOrder(shape, upstream.order)), shape, order: upstream.order };
}

/** Each window's share of what came back, and of every pixel the shares of the windows that it is in. */
function sharesOfWindows(upstream: Block, filters: Block, { settings, shape, lowering }: Given): Block {
  const { order } = upstream;
  const [batch, channels, ...plane] = shape as [number, number, number, number];
  const isBatchInnermost = sameOrder(order, batchInnermost);
  const rows = matrixOf(upstream, lowering);
  const matrix = lowering.reshape(filters.name, [upstream.shape[1]!, -1]);
  const more = (name: string, axis: number) =>
    lowering.node('Pad', [name, lowering.integers([0, 0, 1 - axis, axis])]);
  // The last row of shares is of zeros: what a pixel gathers that is in fewer windows than others.
  const shares = isBatchInnermost
    ? lowering.node('Gemm', [more(matrix, 1), rows], { transA: 1 })
    : lowering.node('Gemm', [more(rows, 0), matrix]);
  const [outer, inner] = isBatchInnermost ? [channels, batch] : [batch, channels];
  const counts = upstream.shape.slice(2);
  const { places, most } = pixelPlaces(plane, counts, {
    windows: settings,
    order: isBatchInnermost ? 'by-element' : 'by-window',
  });
  const index = repeatedPlaces(places, { times: outer, none: windowElements(counts, settings) });
  const gathered = lowering.node('Gather', [
    lowering.reshape(shares, [-1, inner]),
    lowering.places(index, [index.length / most, most]),
  ]);
  const sums = lowering.node('ReduceSum', [gathered, lowering.integers([1])], { keepdims: 0 });
  return { name: lowering.reshape(sums, inOrder(shape, order)), shape, order };
}

const windowElements = ([down, across]: Shape, { size }: Conv2dAttributes): number =>
  down! * across! * size[0]! * size[1]!;

/** Places of one part as places of many parts, one behind the other; `none` is the length of one, and behind all. */
function repeatedPlaces(
  places: Int32Array,
  { times, none }: { readonly times: number; readonly none: number },
): Int32Array {
  const all = new Int32Array(times * places.length);
  for (let i = 0, at = 0; i < times; i++)
    for (const place of places) all[at++] = place === none ? times * none : i * none + place;
  return all;
}

/** Upstream gradients as a matrix: `[batch · windows, filters]`, or `[filters, windows · batch]`. */
function matrixOf({ name, shape, order }: Block, lowering: Lowering): string {
  const filters = shape[1]!;
  return lowering.reshape(name, sameOrder(order, batchInnermost) ? [filters, -1] : [-1, filters]);
}

/** All windows of all images in one matrix. The convolution and its gradient by the filters share it. */
function gatheredWindows(
  { name, shape, order }: Block,
  { settings, counts, lowering }: { settings: Conv2dAttributes; counts: Shape; lowering: Lowering },
): string {
  const isBatchInnermost = sameOrder(order, batchInnermost);
  const [batch, channels, height, width] = shape as [number, number, number, number];
  const elements = settings.size[0]! * settings.size[1]!;
  const windows = counts[0]! * counts[1]!;
  return lowering.once(`windows of ${name} ${JSON.stringify(settings)}`, () => {
    const [top, left, bottom, right] = settings.padding as [number, number, number, number];
    const plane = [height + top + bottom, width + left + right] as const;
    const padded = settings.padding.every((zeros) => zeros === 0)
      ? name
      : lowering.node('Pad', [
          name,
          lowering.integers([...inOrder([0, 0, top, left], order), ...inOrder([0, 0, bottom, right], order)]),
        ]);
    const pixels = plane[0] * plane[1];
    if (isBatchInnermost) {
      const places = windowPlaces(plane, counts, { windows: settings, order: 'by-element' });
      const rows = lowering.reshape(padded, [channels, pixels, batch]);
      const index = lowering.places(places, [elements, windows]);
      const gathered = lowering.node('Gather', [rows, index], { axis: 1 });
      return lowering.reshape(gathered, [channels * elements, windows * batch]);
    }
    if (elements === 1 && windows === pixels) return lowering.reshape(padded, [batch * pixels, channels]);
    const places = windowPlaces(plane, counts, { windows: settings, order: 'by-window' });
    const rows = lowering.reshape(padded, [batch, pixels, channels]);
    const index = lowering.places(places, [windows, elements]);
    const gathered = lowering.node('Gather', [rows, index], { axis: 1 });
    return lowering.reshape(gathered, [batch * windows, elements * channels]);
  });
}
