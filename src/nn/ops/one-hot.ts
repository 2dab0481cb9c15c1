import type { Operator } from '../graph/operator.js';
import type { Tensor } from '../graph/tensor.js';

type Depth = { readonly depth: number };

/** Labels are whole numbers, so it passes no gradient on. */
export const oneHotOperator: Operator<Depth> = {
  name: 'oneHot',
  shape: ([labels], { depth }) => [...labels!, depth],
  evaluate({ inputs: [labels], output, attributes: { depth } }) {
    output.fill(0);
    for (let i = 0; i < labels!.length; i++) output[i * depth + labels![i]!] = 1;
  },
  onnx({ inputs: [labels], attributes }, emitter) {
    const { depth } = attributes as Depth;
    return emitter.node('OneHot', [
      emitter.nameOf(labels!),
      emitter.integers([depth]),
      emitter.floats([0, 1], [2]),
    ]);
  },
};

/** Labels 0 … depth − 1 as rows with a single 1. @param labels int32 of any shape; the result has one axis more. */
export const oneHot = (labels: Tensor, depth: number): Tensor =>
  labels.graph.apply(oneHotOperator, [labels], { depth });
