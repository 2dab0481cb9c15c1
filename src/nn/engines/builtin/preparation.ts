import type { Operation, Tensor } from '../../graph/tensor.js';
import type { NetworkKernels } from './network-kernels.js';

/** One call of a kernel: its name, and what it is given. Plain data, so that any thread can do it. */
export type Call = readonly [kernel: keyof NetworkKernels, ...arguments_: number[]];

/** Calls that do not depend on each other. */
export type Stage = readonly Call[];

/** From a number to the one before another. */
export type Range = readonly [from: number, to: number];

/** What an operator's preparation is given. */
export interface Preparation {
  readonly kernels: NetworkKernels;
  /** Where a tensor lies. */
  pointerTo(tensor: Tensor): number;
  /**
   * Room for so many floats that is free while the operation runs, and not kept between operations.
   * @param shares so many such rooms, one behind the other. @returns where each begins
   */
  scratch(floats: number, shares?: number): number[];
  /** Up to 16 whole numbers that a kernel reads from memory. */
  list(numbers: readonly number[]): number;
  /** `count` things parted among threads, multiples of `unit`; all in one where there are fewer than `least` for two. */
  parts(count: number, options?: { readonly unit?: number; readonly least?: number }): readonly Range[];
}

/** Makes an operation ready: stages, one after another. Undefined where the kernels do not cover its shapes. */
export type Prepare = (operation: Operation, preparation: Preparation) => readonly Stage[] | undefined;
