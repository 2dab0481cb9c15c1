import type { Shape } from '../../../graph/tensor.js';
import type { Prepare } from '../preparation.js';

/**
 * Sums over axes of one or two neighbourhoods: whole, over the first axes, over the last, over all but the channels,
 * over all between two others. Not covered: more than that.
 */
export const reduceSum: Prepare = (operation, { pointerTo }) => {
  const x = operation.inputs[0]!;
  const runs = runsOf(x.shape, operation.attributes.axes as readonly number[]);
  // [outer] [summed] [kept] [summed]; what is not there is 1 long.
  const lengths = [1, 1, 1, 1];
  let place = 0;
  for (const { isSummed, length } of runs) {
    if (place % 2 !== (isSummed ? 1 : 0)) place++;
    if (place > 3) return undefined;
    lengths[place++] = length;
  }
  const [outer, before, kept, behind] = lengths as [number, number, number, number];
  // A single sum goes over what lies side by side.
  const shape = kept * behind === 1 ? [1, 1, outer, before] : lengths;
  return [[['sums', pointerTo(x), pointerTo(operation), ...shape]]];
};

/** Neighbouring axes that are all summed over, or all kept. */
function runsOf(shape: Shape, axes: readonly number[]): { isSummed: boolean; length: number }[] {
  const runs: { isSummed: boolean; length: number }[] = [];
  for (const [axis, length] of shape.entries()) {
    const isSummed = axes.includes(axis);
    const last = runs.at(-1);
    if (length === 1) continue;
    if (last?.isSummed === isSummed) last.length *= length;
    else runs.push({ isSummed, length });
  }
  return runs;
}
