import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { type Conv2dAttributes, conv2dOperator, forEachProduct } from './conv2d.js';
import { conv2dInputGradient } from './conv2d-input-gradient.js';

/** Of the convolution whose gradient it is, and the shape of that one's filters. */
export type FilterGradientAttributes = Conv2dAttributes & { readonly filterShape: Shape };

export const conv2dFilterGradientOperator: Operator<FilterGradientAttributes> = {
  name: 'conv2dFilterGradient',
  shape([x, upstream], { filterShape, ...attributes }, refuse) {
    const expected = conv2dOperator.shape([x!, filterShape], attributes, refuse);
    if (expected.join() !== upstream!.join()) refuse(`a gradient of shape [${expected.join(', ')}]`);
    return filterShape;
  },
  evaluate({ inputs: [x, upstream], shapes, output, shape, attributes }) {
    output.fill(0);
    forEachProduct({ x: shapes[0]!, filters: shape, y: shapes[1]! }, attributes, (at, weight, from) => {
      output[weight]! += upstream![from]! * x![at]!;
    });
  },
  gradient({ inputs, attributes }, second) {
    const [x, upstream] = inputs as [Tensor, Tensor];
    const { filterShape: _, ...settings } = attributes as FilterGradientAttributes;
    return [
      conv2dInputGradient(upstream, second, { ...settings, inputShape: x.shape }),
      second.graph.apply(conv2dOperator, [x, second], settings),
    ];
  },
};

/** The gradient of a convolution by its filters. @param attributes.filterShape theirs. */
export const conv2dFilterGradient = (
  x: Tensor,
  upstream: Tensor,
  attributes: FilterGradientAttributes,
): Tensor => x.graph.apply(conv2dFilterGradientOperator, [x, upstream], attributes);
