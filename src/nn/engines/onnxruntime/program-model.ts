import { ndarray } from '../../../core/ndarray.js';
import { type OnnxModel, writeOnnx } from '../../../formats/onnx.js';
import { neededFor } from '../../graph/needed.js';
import type { Tensor, Variable } from '../../graph/tensor.js';
import { type DerivedInput, Lowering } from './lowering.js';
import { inOrder, type Order, plainOrder } from './order.js';
import { lower } from './rules/index.js';

/** What a model computes, and in which order of axes it is wanted. */
export interface Target {
  readonly tensor: Tensor;
  readonly order: Order;
}

/** A program as an ONNX model. */
export interface ProgramModel {
  readonly bytes: Uint8Array;
  /** What is fed, with the names of the model's inputs. */
  readonly inputs: ReadonlyMap<Tensor, string>;
  /** What is computed from that, and fed too. */
  readonly derived: readonly DerivedInput[];
  /** Names of the outputs: one for each target. */
  readonly outputs: readonly string[];
}

/**
 * Writes a program down.
 * @param options.weights numbers of variables that become constants of the model; undefined: all variables are inputs.
 * @param options.orders in which variables lie, where that is not the one they are written in.
 */
export function programModel(
  targets: readonly Target[],
  options: {
    readonly weights?: ReadonlyMap<Variable, Float32Array> | undefined;
    readonly orders?: ReadonlyMap<Variable, Order>;
  } = {},
): ProgramModel {
  const { weights, orders = new Map<Variable, Order>() } = options;
  const lowering = new Lowering({ hasConstantWeights: weights !== undefined });
  const inputs = new Map<Tensor, string>();
  for (const tensor of neededFor(targets.map(({ tensor: target }) => target))) {
    const order = orders.get(tensor as Variable) ?? plainOrder(tensor.shape.length);
    if (tensor.kind === 'operation') lowering.place(tensor, lower(tensor, lowering));
    else if (tensor.kind === 'constant')
      lowering.place(tensor, { name: lowering.constant(tensor.value), order });
    else if (tensor.kind === 'variable' && weights) {
      const value = ndarray(weights.get(tensor)!, tensor.shape);
      lowering.place(tensor, { name: lowering.constant(value), order });
    } else {
      inputs.set(tensor, tensor.name);
      lowering.place(tensor, { name: tensor.name, order });
    }
  }
  const outputs: string[] = [];
  for (const { tensor, order } of targets) {
    const name = lowering.read(tensor, order);
    // What is no result, or asked for twice, is an output as a copy alone.
    const isResult = lowering.nodes.some((node) => node.outputs.includes(name)) && !outputs.includes(name);
    outputs.push(isResult ? name : lowering.node('Identity', [name]));
  }
  const derived = lowering.derivedInputs;
  const model: OnnxModel = {
    name: 'step',
    nodes: lowering.nodes,
    initializers: lowering.initializers,
    inputs: [
      ...[...inputs].map(([tensor, name]) => {
        const { dtype, shape } = tensor;
        const order = lowering.orderOf(tensor);
        return { name, type: dtype, shape: inOrder(shape, order) };
      }),
      ...derived.map(({ name, shape }) => ({ name, type: 'int32' as const, shape })),
    ],
    outputs: targets.map(({ tensor: { shape }, order }, i) => ({
      name: outputs[i]!,
      type: 'float32',
      shape: inOrder(shape, order),
    })),
  };
  return { bytes: writeOnnx(model), inputs, derived, outputs };
}
