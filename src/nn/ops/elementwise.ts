import { broadcastShape, broadcastStrides, forEachElement } from '../graph/broadcast.js';
import type { OnnxEmitter } from '../graph/onnx-emitter.js';
import type { Attributes, Operator } from '../graph/operator.js';
import type { Operation, Tensor } from '../graph/tensor.js';

interface Unary<A extends Attributes> {
  readonly name: string;
  readonly isMonotone?: boolean;
  value(x: number, attributes: A): number;
  gradient?(operation: Operation, upstream: Tensor): Tensor;
  /** An ONNX operator of the same meaning, or how to write it down. */
  readonly onnx: string | ((x: string, emitter: OnnxEmitter, attributes: A) => string);
}

/** An operator that turns each number into another. */
export function unary<A extends Attributes = Attributes>({
  name,
  isMonotone = false,
  value,
  gradient,
  onnx,
}: Unary<A>): Operator<A> {
  return {
    name,
    isElementwise: true,
    isMonotone,
    shape: ([x]) => x!,
    evaluate({ inputs: [x], output, attributes }) {
      for (let i = 0; i < output.length; i++) output[i] = value(x![i]!, attributes);
    },
    ...(gradient && { gradient: (operation, upstream) => [gradient(operation, upstream)] }),
    onnx(operation, emitter) {
      const x = emitter.nameOf(operation.inputs[0]!);
      return typeof onnx === 'string' ? emitter.node(onnx, [x]) : onnx(x, emitter, operation.attributes as A);
    },
  };
}

interface Binary<A extends Attributes> {
  readonly name: string;
  value(a: number, b: number, attributes: A): number;
  gradient?(operation: Operation, upstream: Tensor): readonly (Tensor | undefined)[];
  readonly onnx:
    | string
    | ((inputs: readonly [string, string], emitter: OnnxEmitter, attributes: A) => string);
}

/** An operator on pairs of numbers; axes of length 1 are repeated (NumPy's broadcasting). */
export function binary<A extends Attributes = Attributes>({
  name,
  value,
  gradient,
  onnx,
}: Binary<A>): Operator<A> {
  return {
    name,
    isElementwise: true,
    shape([a, b], _, refuse) {
      return broadcastShape(a!, b!) ?? refuse('shapes that are equal, or 1, on each axis from the last');
    },
    evaluate({ inputs: [a, b], shapes, output, shape, attributes }) {
      const strides = shapes.map((each) => broadcastStrides(each, shape));
      forEachElement(shape, strides, (element, p, q) => {
        output[element] = value(a![p]!, b![q]!, attributes);
      });
    },
    ...(gradient && { gradient }),
    onnx(operation, emitter) {
      const [a, b] = operation.inputs;
      const names = [emitter.nameOf(a!), emitter.nameOf(b!)] as const;
      return typeof onnx === 'string'
        ? emitter.node(onnx, names)
        : onnx(names, emitter, operation.attributes as A);
    },
  };
}
