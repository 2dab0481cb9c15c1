import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';
import { type Operand, operand } from './operand.js';

/** Its result is flat everywhere, so it passes no gradient on. */
export const greaterEqualOperator = binary({
  name: 'greaterEqual',
  value: (a, b) => (a >= b ? 1 : 0),
  onnx: ([a, b], emitter) => emitter.node('Cast', [emitter.node('GreaterOrEqual', [a, b])], { to: FLOAT }),
});

/** ONNX's number for float32. */
const FLOAT = 1;

/** 1 where a ≥ b, else 0, with broadcasting. */
export const greaterEqual = (a: Tensor, b: Operand): Tensor =>
  a.graph.apply(greaterEqualOperator, [a, operand(b, a)]);
