import type { Shape, Tensor } from './tensor.js';

/** A node's attributes: whole numbers are ints, `{ float }` is a float, lists are ints. */
export type OnnxAttributes = Readonly<
  Record<string, number | string | readonly number[] | { readonly float: number }>
>;

/** Where operators write themselves down as ONNX nodes. */
export interface OnnxEmitter {
  /** The ONNX name of a tensor's value, once it has been emitted. */
  nameOf(tensor: Tensor): string;
  /** Adds a node with one output, and gives that output's name. */
  node(type: string, inputs: readonly string[], attributes?: OnnxAttributes): string;
  /** A constant of floats, shared between equal ones. */
  floats(values: readonly number[], shape?: Shape): string;
  /** A constant of int64. */
  integers(values: readonly number[], shape?: Shape): string;
}
