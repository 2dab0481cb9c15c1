import type { Tensor } from '../graph/tensor.js';
import { binary } from './elementwise.js';

type GateAttributes = { readonly slope: number };

/** Beyond float32's precision for every switch that matters: what is above 0 becomes at least 1. */
const STEEP = 1e30;

export const gateOperator = binary<GateAttributes>({
  name: 'gate',
  value: (value, control, { slope }) => (control > 0 ? value : slope * value),
  gradient: ({ inputs, attributes }, upstream) => [
    gate(upstream, inputs[1]!, attributes as GateAttributes),
    undefined,
  ],
  // Where control is steep enough, Clip(control · 10³⁰, slope, 1) is 1 above 0 and slope elsewhere.
  onnx: ([value, control], emitter, { slope }) =>
    emitter.node('Mul', [
      value,
      emitter.node('Clip', [
        emitter.node('Mul', [control, emitter.floats([STEEP])]),
        emitter.floats([slope]),
        emitter.floats([1]),
      ]),
    ]),
});

/** `value` where `control` is above 0, else `slope · value`: the gradient of a rectifier. Shapes must be equal. */
export const gate = (value: Tensor, control: Tensor, attributes: GateAttributes): Tensor =>
  value.graph.apply(gateOperator, [value, control], attributes);
