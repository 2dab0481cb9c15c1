import type { Shape, Tensor } from '../../../graph/tensor.js';
import type { Conv2dAttributes } from '../../../ops/conv2d.js';
import type { Lowering, Placed, Rule } from '../lowering.js';
import type { Order } from '../order.js';
import {
  type Block,
  convolved,
  convolvedByFilters,
  convolvedByImages,
  orderOfFilters,
  orderOfImages,
} from './convolution-products.js';

type Product = typeof convolved;

/** How a product is made group by group: along which of their axes images and filters are parted and joined. */
interface Parting {
  readonly product: Product;
  readonly axes: readonly [first: number, second: number, result: number];
}

/** Convolutions as products of matrices, over the windows gathered once. */
export const conv2d: Rule = ({ inputs: [x, filters], attributes, shape }, lowering) => {
  const order = orderOfImages(x!.shape[1]!, filters!.shape[0]!);
  const blocks = [block(x!, order, lowering), block(filters!, orderOfFilters(order), lowering)] as const;
  return grouped(blocks, { product: convolved, axes: [1, 0, 1] }, { attributes, shape, lowering });
};

/** The gradient by the filters. */
export const conv2dFilterGradient: Rule = ({ inputs: [x, upstream], attributes, shape }, lowering) => {
  const order = orderOfImages(x!.shape[1]!, shape[0]!);
  const blocks = [block(x!, order, lowering), block(upstream!, order, lowering)] as const;
  return grouped(blocks, { product: convolvedByFilters, axes: [1, 1, 0] }, { attributes, shape, lowering });
};

/** The gradient by the images. */
export const conv2dInputGradient: Rule = ({ inputs: [upstream, filters], attributes, shape }, lowering) => {
  const order = orderOfImages(shape[1]!, filters!.shape[0]!);
  const blocks = [
    block(upstream!, order, lowering),
    block(filters!, orderOfFilters(order), lowering),
  ] as const;
  return grouped(blocks, { product: convolvedByImages, axes: [1, 0, 1] }, { attributes, shape, lowering });
};

function block(tensor: Tensor, order: Order, lowering: Lowering): Block {
  return { name: lowering.read(tensor, order), shape: tensor.shape, order };
}

function grouped(
  [first, second]: readonly [Block, Block],
  { product, axes }: Parting,
  context: { readonly attributes: unknown; readonly shape: Shape; readonly lowering: Lowering },
): Placed {
  const { lowering, shape } = context;
  const settings = context.attributes as Conv2dAttributes;
  const { groups } = settings;
  if (groups === 1) return product(first, second, { settings, shape, lowering });
  const firsts = parted(first, { axis: axes[0], groups, lowering });
  const seconds = parted(second, { axis: axes[1], groups, lowering });
  const partShape = shape.map((length, axis) => (axis === axes[2] ? length / groups : length));
  const parts = firsts.map((part, group) =>
    product(part, seconds[group]!, { settings, shape: partShape, lowering }),
  );
  const { order } = parts[0]!;
  const names = parts.map(({ name }) => name);
  return { name: lowering.node('Concat', names, { axis: order.indexOf(axes[2]) }), order };
}

/** Equal parts along an axis; forward and backward passes share them. */
function parted(
  { name, shape, order }: Block,
  { axis, groups, lowering }: { readonly axis: number; readonly groups: number; readonly lowering: Lowering },
): Block[] {
  const length = shape[axis]! / groups;
  const names = lowering.once(`parts of ${name}`, () =>
    lowering.split('Split', [name, lowering.integers(new Array<number>(groups).fill(length))], {
      outputs: groups,
      attributes: { axis: order.indexOf(axis) },
    }),
  );
  const partShape = shape.map((each, i) => (i === axis ? length : each));
  return names.map((part) => ({ name: part, shape: partShape, order }));
}
