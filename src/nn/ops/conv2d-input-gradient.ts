import type { Operator } from '../graph/operator.js';
import type { Shape, Tensor } from '../graph/tensor.js';
import { type Conv2dAttributes, conv2dOperator, convolutionAttributes, forEachProduct } from './conv2d.js';
import { conv2dFilterGradient } from './conv2d-filter-gradient.js';

/** Of the convolution whose gradient it is, and the shape of that one's images. */
export type InputGradientAttributes = Conv2dAttributes & { readonly inputShape: Shape };

export const conv2dInputGradientOperator: Operator<InputGradientAttributes> = {
  name: 'conv2dInputGradient',
  shape([upstream, filters], { inputShape, ...attributes }, refuse) {
    const expected = conv2dOperator.shape([inputShape, filters!], attributes, refuse);
    if (expected.join() !== upstream!.join()) refuse(`a gradient of shape [${expected.join(', ')}]`);
    return inputShape;
  },
  evaluate({ inputs: [upstream, filters], shapes, output, shape, attributes }) {
    output.fill(0);
    forEachProduct({ x: shape, filters: shapes[1]!, y: shapes[0]! }, attributes, (at, weight, from) => {
      output[at]! += upstream![from]! * filters![weight]!;
    });
  },
  gradient({ inputs, attributes }, second) {
    const [upstream, filters] = inputs as [Tensor, Tensor];
    const { inputShape: _, ...settings } = attributes as InputGradientAttributes;
    return [
      second.graph.apply(conv2dOperator, [second, filters], settings),
      conv2dFilterGradient(second, upstream, { ...settings, filterShape: filters.shape }),
    ];
  },
  onnx(operation, emitter) {
    const { inputShape, strides, padding, size, dilations } = operation.attributes as InputGradientAttributes;
    const [upstream, filters] = operation.inputs;
    // Rows and columns that no window reached are not in the result unless they are asked for.
    const extra = [0, 1].map((axis) => {
      const reach = (size[axis]! - 1) * dilations[axis]! + 1;
      const covered = (upstream!.shape[axis + 2]! - 1) * strides[axis]! + reach;
      return inputShape[axis + 2]! + padding[axis]! + padding[axis + 2]! - covered;
    });
    return emitter.node('ConvTranspose', [emitter.nameOf(upstream!), emitter.nameOf(filters!)], {
      ...convolutionAttributes(operation),
      output_padding: extra,
    });
  },
};

/** The gradient of a convolution by its images. @param attributes.inputShape theirs. */
export const conv2dInputGradient = (
  upstream: Tensor,
  filters: Tensor,
  attributes: InputGradientAttributes,
): Tensor => upstream.graph.apply(conv2dInputGradientOperator, [upstream, filters], attributes);
