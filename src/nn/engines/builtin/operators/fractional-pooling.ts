import type { Operation, Tensor } from '../../../graph/tensor.js';
import type { Preparation, Prepare } from '../preparation.js';

/** The largest number of each region: planes are shared out. */
export const fractionalMaxPooling: Prepare = (operation, preparation) => {
  const [x, rows, columns] = operation.inputs as [Tensor, Tensor, Tensor];
  const { shape, shares } = layOut({ x, rows, columns, y: operation }, preparation);
  const pointers = [x, rows, columns, operation].map(preparation.pointerTo);
  return [shares.map(({ range, room }) => ['fractionalMaxPool', ...pointers, shape, ...range, room])];
};

/** Each region's gradient to its first largest pixel: planes are shared out. */
export const fractionalMaxPoolingGradient: Prepare = (operation, preparation) => {
  const [x, y, upstream, rows, columns] = operation.inputs as [Tensor, Operation, Tensor, Tensor, Tensor];
  const { shape, shares } = layOut({ x, rows, columns, y }, preparation);
  const pointers = [x, y, upstream, rows, columns, operation].map(preparation.pointerTo);
  return [shares.map(({ range, room }) => ['fractionalMaxPoolGradient', ...pointers, shape, ...range, room])];
};

type Pooling = Readonly<Record<'x' | 'rows' | 'columns' | 'y', Tensor>>;

/** The list that kernels/nn/regions.ts describes, and each thread's planes with a room to pool them in. */
function layOut({ x, rows, columns, y }: Pooling, { list, parts, scratch }: Preparation) {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [down, across] = y.shape.slice(2) as [number, number];
  const apart = ({ shape }: Tensor) => (shape[0] === 1 ? 0 : 2 * shape[1]!);
  const ranges = parts(batch * channels);
  const rooms = scratch(3 * across + width + 4, ranges.length);
  return {
    shape: list([channels, height, width, down, across, apart(rows), apart(columns)]),
    shares: ranges.map((range, i) => ({ range, room: rooms[i]! })),
  };
}
