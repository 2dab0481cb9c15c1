import type { Operation, Shape, Tensor } from '../../../graph/tensor.js';
import type { Windows } from '../../../ops/windows.js';
import type { Lowering, Placed, Rule } from '../lowering.js';
import { inOrder, type Order, plainOrder } from '../order.js';

/** What was larger of two halves, for the way back. */
interface Halving {
  readonly larger: string;
  /** 1 where the first half was at least as large. */
  readonly first: string;
}

/** Two by two pixels, side by side, none left over: two maxima of halves do it, in any order of axes. */
function isQuartering({ size, strides, padding, dilations }: Windows, shape: Shape): boolean {
  const twos = [...size, ...strides].every((length) => length === 2);
  const isPlain = padding.every((zeros) => zeros === 0) && dilations.every((step) => step === 1);
  return twos && isPlain && shape[2]! % 2 === 0 && shape[3]! % 2 === 0;
}

/** Max pooling: by halves where windows are 2×2, else ONNX's own. */
export const maxPool2d: Rule = (operation, lowering) => {
  const [x] = operation.inputs as [Tensor];
  if (!isQuartering(operation.attributes as Windows, x.shape)) return pooledByRuntime(operation, lowering);
  const order = lowering.orderOf(x);
  const { rows } = halvings(x, lowering);
  return { name: lowering.reshape(rows.larger, inOrder(operation.shape, order)), order };
};

/** The gradient of max pooling, to the first of the largest. */
export const maxPool2dGradient: Rule = (operation, lowering) => {
  const [x, y, upstream] = operation.inputs as [Tensor, Tensor, Tensor];
  if (!isQuartering(operation.attributes as Windows, x.shape)) return scattered(operation, lowering);
  const order = lowering.orderOf(x);
  const { rows, columns } = halvings(x, lowering);
  const byRows = doubled(lowering.read(upstream, order), rows, { lowering, view: viewOf(y.shape, order, 2) });
  const wide = [y.shape[0]!, y.shape[1]!, x.shape[2]!, y.shape[3]!];
  const byColumns = doubled(byRows, columns, { lowering, view: viewOf(wide, order, 3) });
  return { name: lowering.reshape(byColumns, inOrder(x.shape, order)), order };
};

/** The columns of each row first, then the rows: so the first of the largest is the first row by row. */
function halvings(x: Tensor, lowering: Lowering): { readonly columns: Halving; readonly rows: Halving } {
  const order = lowering.orderOf(x);
  return lowering.once(`halvings of ${lowering.lying(x)}`, () => {
    const [batch, channels, height, width] = x.shape as [number, number, number, number];
    const columns = halved(lowering.lying(x), {
      lowering,
      view: viewOf([batch, channels, height, width / 2], order, 3),
    });
    const rows = halved(columns.larger, {
      lowering,
      view: viewOf([batch, channels, height / 2, width / 2], order, 2),
    });
    return { columns, rows };
  });
}

/** What lies outside an axis, along it, and inside it, when it has its pooled length. */
function viewOf(shape: Shape, order: Order, axis: number): readonly [number, number] {
  const lengths = inOrder(shape, order);
  const place = order.indexOf(axis);
  const outside = lengths.slice(0, place + 1).reduce((size, length) => size * length, 1);
  return [outside, lengths.slice(place + 1).reduce((size, length) => size * length, 1)];
}

interface View {
  readonly lowering: Lowering;
  readonly view: readonly [number, number];
}

function halved(name: string, { lowering, view: [outside, inside] }: View): Halving {
  const pairs = lowering.reshape(name, [outside, 2, inside]);
  const [a, b] = lowering.split('Split', [pairs, lowering.integers([1, 1])], {
    outputs: 2,
    attributes: { axis: 1 },
  }) as [string, string];
  const first = lowering.node('Cast', [lowering.node('GreaterOrEqual', [a, b])], { to: FLOAT });
  return { larger: lowering.node('Max', [a, b]), first };
}

/** ONNX's number for float32. */
const FLOAT = 1;

function doubled(name: string, { first }: Halving, { lowering, view: [outside, inside] }: View): string {
  const upstream = lowering.reshape(name, [outside, 1, inside]);
  const toFirst = lowering.node('Mul', [upstream, first]);
  const toSecond = lowering.node('Sub', [upstream, toFirst]);
  return lowering.node('Concat', [toFirst, toSecond], { axis: 1 });
}

function pooledByRuntime({ inputs: [x], attributes }: Operation, lowering: Lowering): Placed {
  return { name: largest(x!, attributes as Windows, lowering)[0], order: plainOrder(4) };
}

/** The largest of each window, and where it is among all numbers of x. */
function largest(x: Tensor, windows: Windows, lowering: Lowering): readonly [string, string] {
  const { size, strides, padding, dilations } = windows;
  const attributes = { kernel_shape: size, strides, pads: padding, dilations };
  const name = lowering.nameOf(x);
  return lowering.once(`largest of ${name} ${JSON.stringify(attributes)}`, () =>
    lowering.split('MaxPool', [name], { outputs: 2, attributes }),
  ) as unknown as [string, string];
}

function scattered({ inputs, attributes, shape }: Operation, lowering: Lowering): Placed {
  const [x, , upstream] = inputs as [Tensor, Tensor, Tensor];
  const [, places] = largest(x, attributes as Windows, lowering);
  const size = shape.reduce((product, length) => product * length, 1);
  const zeros = lowering.node('Expand', [lowering.floats([0], [1]), lowering.integers([size])]);
  const flat = [lowering.reshape(places, [-1]), lowering.reshape(lowering.nameOf(upstream), [-1])];
  const sums = lowering.node('ScatterElements', [zeros, ...flat], { axis: 0, reduction: 'add' });
  return { name: lowering.reshape(sums, shape), order: plainOrder(4) };
}

/** The gradient of average pooling: a transposed convolution, channel by channel, with equal shares. */
export const averagePool2dGradient: Rule = ({ inputs: [upstream], attributes, shape }, lowering) => {
  const { size, strides, padding } = attributes as Windows;
  const channels = shape[1]!;
  const share = 1 / (size[0]! * size[1]!);
  const filters = lowering.floats(new Array<number>(channels * size[0]! * size[1]!).fill(share), [
    channels,
    1,
    ...size,
  ]);
  const missing = [0, 1].map(
    (axis) =>
      shape[axis + 2]! +
      padding[axis]! +
      padding[axis + 2]! -
      ((upstream!.shape[axis + 2]! - 1) * strides[axis]! + size[axis]!),
  );
  const name = lowering.node('ConvTranspose', [lowering.nameOf(upstream!), filters], {
    kernel_shape: size,
    strides,
    pads: padding,
    group: channels,
    output_padding: missing,
  });
  return { name, order: plainOrder(4) };
};
