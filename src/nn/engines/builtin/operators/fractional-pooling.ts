import type { Operation, Tensor } from '../../../graph/tensor.js';
import type { Preparation, Prepare } from '../preparation.js';

/** The largest number of each region: planes are shared out. */
export const fractionalMaxPooling: Prepare = (operation, preparation) => {
  const [x, rows, columns] = operation.inputs as [Tensor, Tensor, Tensor];
  // A list of a row's regions, and a row of a plane up to the end of a vector.
  const floats = 3 * operation.shape[3]! + x.shape[3]! + 4;
  const { shape, shares } = layOut({ x, rows, columns, y: operation }, { preparation, floats });
  const pointers = [x, rows, columns, operation].map(preparation.pointerTo);
  return [shares.map(({ range, room }) => ['fractionalMaxPool', ...pointers, shape, ...range, room])];
};

/** Each region's gradient to its first largest pixel: planes are shared out. */
export const fractionalMaxPoolingGradient: Prepare = (operation, preparation) => {
  const [x, y, upstream, rows, columns] = operation.inputs as [Tensor, Operation, Tensor, Tensor, Tensor];
  const floats = preparation.kernels.fractionalMaxPoolGradientScratch(x.shape[3]!, y.shape[3]!);
  const { shape, shares } = layOut({ x, rows, columns, y }, { preparation, floats });
  const pointers = [x, y, upstream, rows, columns, operation].map(preparation.pointerTo);
  return [shares.map(({ range, room }) => ['fractionalMaxPoolGradient', ...pointers, shape, ...range, room])];
};

type Pooling = Readonly<Record<'x' | 'rows' | 'columns' | 'y', Tensor>>;

/** The list that kernels/nn/regions.ts describes, and each thread's planes with a room of so many floats. */
function layOut(
  { x, rows, columns, y }: Pooling,
  {
    preparation: { list, parts, scratch },
    floats,
  }: { readonly preparation: Preparation; readonly floats: number },
) {
  const [batch, channels, height, width] = x.shape as [number, number, number, number];
  const [down, across] = y.shape.slice(2) as [number, number];
  const apart = ({ shape }: Tensor) => (shape[0] === 1 ? 0 : 2 * shape[1]!);
  const ranges = parts(batch * channels);
  const rooms = scratch(floats, ranges.length);
  return {
    shape: list([channels, height, width, down, across, apart(rows), apart(columns)]),
    shares: ranges.map((range, i) => ({ range, room: rooms[i]! })),
  };
}
