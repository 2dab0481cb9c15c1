import type { OnnxEmitter } from './onnx-emitter.js';
import type { Operation, Shape, Tensor, Values } from './tensor.js';

/** Plain settings of an operation, as ONNX could hold them. */
export type Attributes = Readonly<Record<string, number | string | boolean | readonly number[]>>;

/** What an operator's reference computes from: arrays and their shapes, inputs in order. */
export interface Evaluation<A extends Attributes = Attributes> {
  readonly inputs: readonly Values[];
  readonly shapes: readonly Shape[];
  readonly output: Values;
  readonly shape: Shape;
  readonly attributes: A;
}

/**
 * One operator: everything that is known of it, in one place. An engine may have a faster way to compute it, which is
 * held to `evaluate`.
 */
export interface Operator<A extends Attributes = Attributes> {
  readonly name: string;
  /** True where each number of the result depends on the numbers of its own place alone (after broadcasting). */
  readonly isElementwise?: boolean;
  /** True where a larger number never gives a smaller one: such an operator commutes with a maximum. */
  readonly isMonotone?: boolean;
  /**
   * The shape of the result.
   * @param refuse throws a BAD_SHAPE that says what was expected, what was received, and in which scope.
   */
  shape(inputs: readonly Shape[], attributes: A, refuse: (expected: string) => never): Shape;
  /** The reference: plain loops, in float32 or float64 as the arrays are. Fills `output`, all of it. */
  evaluate(evaluation: Evaluation<A>): void;
  /**
   * Tensors that are the gradient of the loss by each input, given that by the output; undefined where an input has
   * none (labels, places). Absent for an operator that stops gradients.
   */
  gradient?(operation: Operation, upstream: Tensor): readonly (Tensor | undefined)[];
  /** The operator in ONNX's plain form (NCHW): emits nodes and gives the name of the last one's output. */
  onnx?(operation: Operation, emitter: OnnxEmitter): string;
}
