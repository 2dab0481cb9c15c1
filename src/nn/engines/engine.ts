import type { Graph } from '../graph/graph.js';
import type { Tensor, Values, Variable } from '../graph/tensor.js';

/** A variable and what it becomes at the end of a run. */
export interface Update {
  readonly variable: Variable;
  readonly value: Tensor;
}

/** What one run computes: some tensors, and new values of variables. A whole training step is one program. */
export interface Program {
  readonly graph: Graph;
  readonly fetches: readonly Tensor[];
  readonly updates: readonly Update[];
}

/** Something that can run programs. */
export interface Engine {
  /** `builtin`, `onnxruntime`, … */
  readonly name: string;
  compile(program: Program): Promise<Executable>;
}

/** A program made ready by an engine. It keeps its variables between runs. */
export interface Executable {
  /**
   * Computes the fetches from the variables as they are, then updates the variables, all at once.
   * @param inputs of every placeholder and drawn tensor that the program depends on (`inputsOf`).
   * @returns the fetches in order: copies, float32.
   */
  run(inputs: ReadonlyMap<Tensor, Values>): Promise<Float32Array[]>;
  /** The present numbers of each variable of the program (copies). */
  read(): Promise<ReadonlyMap<Variable, Float32Array>>;
  /** Replaces numbers of variables; those that the program does not have are passed over. */
  write(values: ReadonlyMap<Variable, Float32Array>): Promise<void>;
  /** Gives back memory and threads. */
  dispose(): Promise<void>;
}
