import type { Tensor } from '../graph/tensor.js';

/** A tensor, or a number that becomes a constant beside one. */
export type Operand = Tensor | number;

/** The operand as a tensor of the same graph as `beside`. */
export const operand = (value: Operand, beside: Tensor): Tensor =>
  typeof value === 'number' ? beside.graph.constant(value) : value;
