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
    const places = emitter.node('Cast', [emitter.nameOf(labels!)], { to: INT64 });
    return emitter.node('OneHot', [places, emitter.integers([depth]), emitter.floats([0, 1], [2])]);
  },
};

/** ONNX's number for int64: ONNX Runtime has no OneHot of int32. */
const INT64 = 7;

/** Labels 0 … depth − 1 as rows with a single 1. @param labels int32 of any shape; the result has one axis more. */
export const oneHot = (labels: Tensor, depth: number): Tensor =>
  labels.graph.apply(oneHotOperator, [labels], { depth });
