import type { Shape } from '../../graph/tensor.js';

/**
 * How a tensor lies in memory: the tensor's own axes, the outermost first. `[0, 1, 2, 3]` is the order they are
 * written in (images: NCHW), `[1, 2, 3, 0]` has the batch innermost (CHWN), `[0, 2, 3, 1]` the channels (NHWC).
 */
export type Order = readonly number[];

/** As written. */
export const plainOrder = (rank: number): Order => Array.from({ length: rank }, (_, axis) => axis);

/** Images with the batch innermost: few channels still fill whole vectors. */
export const batchInnermost: Order = [1, 2, 3, 0];

/** Images with the channels innermost: every pixel is a row of a matrix. */
export const channelsInnermost: Order = [0, 2, 3, 1];

/** Whether two orders are one. */
export const sameOrder = (a: Order, b: Order): boolean => a.join() === b.join();

/** The lengths of a shape in an order of its axes. */
export const inOrder = (shape: Shape, order: Order): Shape => order.map((axis) => shape[axis]!);

/** What to hand to a transposition that turns one order into another. */
export const permutation = (from: Order, to: Order): readonly number[] =>
  to.map((axis) => from.indexOf(axis));
