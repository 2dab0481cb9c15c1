import type { OnnxEmitter } from '../../../graph/onnx-emitter.js';
import type { Operation, Tensor } from '../../../graph/tensor.js';
import type { Lowering, Placed } from '../lowering.js';
import { inOrder, type Order, plainOrder, sameOrder } from '../order.js';

/** Numbers of one place lie at one place in any order: the result takes the order of its largest input. */
export function elementwise(operation: Operation, lowering: Lowering): Placed {
  const { inputs, shape, operator } = operation;
  const whole = inputs.find((input) => input.shape.join() === shape.join());
  const order = whole ? lowering.orderOf(whole) : shape.map((_, axis) => axis);
  const emitter: OnnxEmitter = {
    nameOf: (tensor) => repeated(tensor, order, lowering),
    node: (type, names, attributes) => lowering.node(type, names, attributes),
    floats: (values, to) => lowering.floats(values, to),
    integers: (values, to) => lowering.integers(values, to),
  };
  return { name: operator.onnx!(operation, emitter), order };
}

/** An input in the order of a result that may have more axes, or longer ones: it is repeated along those. */
function repeated(tensor: Tensor, order: Order, lowering: Lowering): string {
  const missing = order.length - tensor.shape.length;
  if (missing === 0) return lowering.read(tensor, order);
  if (tensor.shape.every((length) => length === 1)) return lowering.lying(tensor);
  if (sameOrder(order, plainOrder(order.length))) return lowering.nameOf(tensor);
  // Axes that it lacks are the first ones, of length 1; the others keep their own order among themselves.
  const own = order.filter((axis) => axis >= missing).map((axis) => axis - missing);
  const padded = [...new Array<number>(missing).fill(1), ...tensor.shape];
  return lowering.reshape(lowering.read(tensor, own), inOrder(padded, order));
}
