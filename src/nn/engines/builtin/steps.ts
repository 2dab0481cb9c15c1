import { sizeOf } from '../../../core/ndarray.js';
import type { Operation, Tensor } from '../../graph/tensor.js';
import { operatorKernels } from './operator-kernels.js';
import type { Preparation, Stage } from './preparation.js';
import type { ScaledAddition } from './scaled-additions.js';

/** An operation made ready: calls of kernels, or undefined where its reference must do. */
export interface Step {
  readonly operation: Operation;
  readonly stages: readonly Stage[] | undefined;
}

/** Makes the operations of an order ready. */
export function stepsOf(
  order: readonly Tensor[],
  scaled: ReadonlyMap<Tensor, ScaledAddition>,
  preparation: Preparation,
): Step[] {
  return order
    .filter((tensor) => tensor.kind === 'operation')
    .filter(({ operator }) => operator.name !== 'reshape')
    .map((operation) => {
      const addition = scaled.get(operation);
      const stages = addition
        ? [additionStage(operation, addition, preparation)]
        : operatorKernels[operation.operator.name]?.(operation, preparation);
      return { operation, stages };
    });
}

function additionStage(
  operation: Operation,
  { a, b, factor, sign }: ScaledAddition,
  { pointerTo, parts }: Preparation,
): Stage {
  const [pa, pb, py] = [pointerTo(a), pointerTo(b), pointerTo(operation)];
  const ranges = parts(sizeOf(operation.shape), { unit: 16, least: 8192 });
  return ranges.map(([from, to]) => [
    'addScaled',
    ...[pa + 4 * from, pb + 4 * from, pointerTo(factor), sign, py + 4 * from, to - from],
  ]);
}
