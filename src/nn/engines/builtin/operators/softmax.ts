import { sizeOf } from '../../../../core/ndarray.js';
import type { Prepare } from '../preparation.js';

/** eˣ over the last axis, divided by its sum. */
export const softmax: Prepare = (operation, { pointerTo }) => {
  const width = operation.shape.at(-1)!;
  const [x, y] = [pointerTo(operation.inputs[0]!), pointerTo(operation)];
  return [[['softmax', x, y, sizeOf(operation.shape) / width, width]]];
};

/** −Σ targets · log softmax(logits) for each row. */
export const softmaxCrossEntropy: Prepare = (operation, { pointerTo }) => {
  const [logits, targets] = operation.inputs;
  const [rows, width] = logits!.shape as [number, number];
  const [x, t, y] = [pointerTo(logits!), pointerTo(targets!), pointerTo(operation)];
  return [[['softmaxCrossEntropy', x, t, y, rows, width]]];
};
