import type { Rule } from '../lowering.js';

/** Sums in whatever order the input lies. */
export const reduceSum: Rule = ({ inputs: [x], attributes }, lowering) => {
  const { axes, keepDimensions } = attributes as { axes: readonly number[]; keepDimensions: boolean };
  const order = lowering.orderOf(x!);
  const places = axes.map((axis) => order.indexOf(axis)).sort((a, b) => a - b);
  const name = lowering.node('ReduceSum', [lowering.lying(x!), lowering.integers(places)], {
    keepdims: keepDimensions ? 1 : 0,
  });
  if (keepDimensions) return { name, order };
  const kept = order.filter((axis) => !axes.includes(axis));
  const ascending = kept.toSorted((a, b) => a - b);
  return { name, order: kept.map((axis) => ascending.indexOf(axis)) };
};
