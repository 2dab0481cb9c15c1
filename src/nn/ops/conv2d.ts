import type { OnnxAttributes } from '../graph/onnx-emitter.js';
import type { Operator } from '../graph/operator.js';
import type { Operation, Shape, Tensor } from '../graph/tensor.js';
import { conv2dFilterGradient } from './conv2d-filter-gradient.js';
import { conv2dInputGradient } from './conv2d-input-gradient.js';
import {
  forEachWindowElement,
  type Padding,
  type Pair,
  type Windows,
  windowCounts,
  windowsOf,
} from './windows.js';

/** Windows of the filters' size, and into how many groups the channels are parted. */
export type Conv2dAttributes = Windows & { readonly groups: number };

export const conv2dOperator: Operator<Conv2dAttributes> = {
  name: 'conv2d',
  shape([x, filters], attributes, refuse) {
    if (x!.length !== 4 || filters!.length !== 4)
      refuse('[batch, channels, height, width] and four axes of filters');
    const [count, channels, ...size] = filters!;
    if (channels! * attributes.groups !== x![1] || count! % attributes.groups !== 0)
      refuse(
        `filters of a ${attributes.groups}th of the channels, and a multiple of ${attributes.groups} of them`,
      );
    if (size.join() !== attributes.size.join()) refuse(`filters of ${attributes.size.join('×')}`);
    const counts = windowCounts(x![2]!, x![3]!, attributes) ?? refuse('an image no smaller than the filters');
    return [x![0]!, count!, ...counts];
  },
  evaluate({ inputs: [x, filters], shapes, output, shape, attributes }) {
    output.fill(0);
    forEachProduct({ x: shapes[0]!, filters: shapes[1]!, y: shape }, attributes, (at, weight, to) => {
      output[to]! += x![at]! * filters![weight]!;
    });
  },
  gradient({ inputs, attributes }, upstream) {
    const [x, filters] = inputs as [Tensor, Tensor];
    const settings = attributes as Conv2dAttributes;
    return [
      conv2dInputGradient(upstream, filters, { ...settings, inputShape: x.shape }),
      conv2dFilterGradient(x, upstream, { ...settings, filterShape: filters.shape }),
    ];
  },
  onnx(operation, emitter) {
    const [x, filters] = operation.inputs.map((input) => emitter.nameOf(input));
    return emitter.node('Conv', [x!, filters!], convolutionAttributes(operation));
  },
};

/** The settings of a convolution as ONNX names them. */
export function convolutionAttributes({ attributes }: Operation): OnnxAttributes {
  const { size, strides, padding, dilations, groups } = attributes as Conv2dAttributes;
  return { kernel_shape: size, strides, pads: padding, dilations, group: groups };
}

/** Goes through every product of a convolution: places of a pixel, of a weight, and of the result it adds to. */
export function forEachProduct(
  { x, filters, y }: { readonly x: Shape; readonly filters: Shape; readonly y: Shape },
  attributes: Conv2dAttributes,
  visit: (pixel: number, weight: number, result: number) => void,
): void {
  const [batch, count] = y as [number, number];
  const [plane, counts, size] = [x.slice(2), y.slice(2), filters.slice(2)];
  const [pixels, results, weights] = [plane, counts, size].map(([h, w]) => h! * w!) as [
    number,
    number,
    number,
  ];
  const depth = filters[1]!;
  for (let image = 0; image < batch; image++) {
    for (let filter = 0; filter < count; filter++) {
      const group = Math.floor((filter * attributes.groups) / count);
      for (let channel = 0; channel < depth; channel++) {
        const from = (image * x[1]! + group * depth + channel) * pixels;
        const weight = (filter * depth + channel) * weights;
        const to = (image * count + filter) * results;
        forEachWindowElement(plane, counts, {
          windows: attributes,
          visit: (window, element, pixel) => visit(from + pixel, weight + element, to + window),
        });
      }
    }
  }
}

/**
 * Filters moved over images (a correlation: they are not mirrored).
 *
 * @param x `[batch, channels, height, width]`
 * @param filters `[filters, channels / groups, height, width]`
 * @param options.padding zeros around the image; default none (`valid`).
 * @param options.groups channels and filters in so many groups that do not see each other (AlexNet: 2). Default 1.
 * @returns `[batch, filters, height, width]`
 */
export function conv2d(
  x: Tensor,
  filters: Tensor,
  { groups = 1, ...options }: { strides?: Pair; padding?: Padding; dilations?: Pair; groups?: number } = {},
): Tensor {
  const [height = 1, width = 1] = filters.shape.slice(2);
  return x.graph.apply(conv2dOperator, [x, filters], { ...windowsOf([height, width], options), groups });
}
