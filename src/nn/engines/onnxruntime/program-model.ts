import { ndarray } from '../../../core/ndarray.js';
import { type OnnxModel, writeOnnx } from '../../../formats/onnx.js';
import { neededFor } from '../../graph/needed.js';
import type { Tensor, Variable } from '../../graph/tensor.js';
import type { Program } from '../engine.js';
import { type DerivedInput, Lowering } from './lowering.js';
import { plainOrder } from './order.js';
import { lower } from './rules/index.js';

/** A program as an ONNX model. */
export interface ProgramModel {
  readonly bytes: Uint8Array;
  /** What is fed, with the names of the model's inputs. */
  readonly inputs: ReadonlyMap<Tensor, string>;
  /** What is computed from that, and fed too. */
  readonly derived: readonly DerivedInput[];
  /** Names of the outputs: fetches, then new values of variables, in the program's order. */
  readonly outputs: readonly string[];
}

/**
 * Writes a program down.
 * @param weights numbers of variables that become constants of the model; undefined: all variables are inputs.
 */
export function programModel(
  { fetches, updates }: Program,
  weights?: ReadonlyMap<Variable, Float32Array>,
): ProgramModel {
  const lowering = new Lowering();
  const inputs = new Map<Tensor, string>();
  const targets = [...fetches, ...updates.map(({ value }) => value)];
  for (const tensor of neededFor(targets)) {
    const order = plainOrder(tensor.shape.length);
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
  const outputs = targets.map((target, i) => {
    const name = `output_${i}`;
    lowering.nodes.push({ type: 'Identity', inputs: [lowering.nameOf(target)], outputs: [name] });
    return name;
  });
  const derived = lowering.derivedInputs;
  const model: OnnxModel = {
    name: 'step',
    nodes: lowering.nodes,
    initializers: lowering.initializers,
    inputs: [
      ...[...inputs].map(([{ dtype, shape }, name]) => ({ name, type: dtype, shape })),
      ...derived.map(({ name, shape }) => ({ name, type: 'int32' as const, shape })),
    ],
    outputs: targets.map(({ shape }, i) => ({ name: outputs[i]!, type: 'float32', shape })),
  };
  return { bytes: writeOnnx(model), inputs, derived, outputs };
}
