import type { Operation, Tensor } from '../../graph/tensor.js';
import { matmul } from './operators/matmul.js';

/** The kernels that operators are computed with; kernels/nn has their source. */
export interface NetworkKernels {
  gemmScratch(rows: number, columns: number, inner: number): number;
  gemm(
    ...arguments_: [
      ...[rows: number, columns: number, inner: number],
      ...[a: number, downA: number, alongA: number],
      ...[b: number, downB: number, alongB: number],
      ...[c: number, accumulate: number, scratch: number],
    ]
  ): void;
}

/** What an operator's preparation is given. */
export interface Preparation {
  readonly kernels: NetworkKernels;
  /** Where a tensor lies. */
  pointerTo(tensor: Tensor): number;
  /** Room for so many floats that is free while the operation runs, and not kept between operations. */
  scratch(floats: number): number;
}

/** Makes an operation ready: what is returned computes it. Undefined where the kernels do not cover its shapes. */
export type Prepare = (operation: Operation, preparation: Preparation) => (() => void) | undefined;

/** Operators with kernels; the others are computed by their references. */
export const operatorKernels: Readonly<Record<string, Prepare>> = {
  matmul,
};
