import type { NdArray } from '../../core/ndarray.js';
import type { Random } from '../../core/random.js';
import type { Graph } from './graph.js';
import type { Attributes, Operator } from './operator.js';

/** Lengths of the axes, the outermost first; `[]` is a single number. */
export type Shape = readonly number[];

/** What a tensor holds: numbers that are computed with, or whole numbers that are labels and places. */
export type DType = 'float32' | 'int32';

/** A tensor's numbers. Float64 is what a `float32` tensor becomes where gradients are checked. */
export type Values = Float32Array | Float64Array | Int32Array;

/** Fills a new variable with its first numbers. */
export type Initializer = (shape: Shape, random: Random) => Float32Array;

interface Named {
  readonly graph: Graph;
  /** Its place in `graph.tensors`; everything it is computed from comes before. */
  readonly id: number;
  /** With the scopes around it, and no other tensor's of the graph: `conv1/filters`. */
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Numbers that the caller feeds to every run. */
export interface Placeholder extends Named {
  readonly kind: 'placeholder';
}

/** Numbers that last from run to run, and that a training step replaces. */
export interface Variable extends Named {
  readonly kind: 'variable';
  readonly initializer: Initializer;
  /** False for what an optimizer or a running mean keeps beside the weights. */
  readonly trainable: boolean;
}

/** Numbers that never change. */
export interface Constant extends Named {
  readonly kind: 'constant';
  readonly value: NdArray<Float32Array | Int32Array>;
}

/**
 * Numbers drawn anew by every run from its own seeded stream: the mask of a dropout, the regions of a pooling. A run
 * may be fed them instead, which replays it.
 */
export interface Drawn extends Named {
  readonly kind: 'drawn';
  draw(values: Float32Array | Int32Array, random: Random): void;
}

/** Numbers computed from other tensors. */
export interface Operation extends Named {
  readonly kind: 'operation';
  readonly operator: Operator;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
}

/** A node of a dataflow graph: what will be an array of this shape when the graph is run. */
export type Tensor = Placeholder | Variable | Constant | Drawn | Operation;
