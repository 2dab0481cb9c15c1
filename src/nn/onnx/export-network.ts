import { FoveaError } from '../../core/errors.js';
import { ndarray } from '../../core/ndarray.js';
import { Random } from '../../core/random.js';
import { type OnnxInitializer, type OnnxNode, writeOnnx } from '../../formats/onnx.js';
import { neededFor } from '../graph/needed.js';
import type { OnnxAttributes, OnnxEmitter } from '../graph/onnx-emitter.js';
import type { Placeholder, Shape, Tensor } from '../graph/tensor.js';
import { drawnValues } from '../session.js';

/** A network to write down, as `buildNetwork` laid it out for a batch of one. */
export interface ExportedNetwork {
  readonly name: string;
  readonly input: Placeholder;
  readonly output: Tensor;
  /** Numbers of every variable that the output depends on, by name. */
  readonly weights: ReadonlyMap<string, Float32Array>;
  /**
   * What the network draws while it answers (the regions of fractional poolings): drawn once from a seed and written
   * into the file, or left to who runs it, as inputs of the tensors' names. Default: drawn with seed 0.
   */
  readonly drawn?: { readonly seed: number } | 'inputs';
  readonly metadata?: Readonly<Record<string, string>>;
}

/**
 * A trained network as an ONNX file (opset 17), for ONNX Runtime and everything else that reads it.
 *
 * Images are `[batch, channels, height, width]`, float32, `batch` left open; each operator is written in its plain
 * form. The input is called `input`, the output `output`.
 * @throws BAD_DATA for an operator without a form in ONNX, or a variable without numbers.
 */
export function exportNetwork({
  name,
  input,
  output,
  weights,
  drawn = { seed: 0 },
  metadata,
}: ExportedNetwork): Uint8Array {
  const emitter = new Emitter();
  emitter.bind(input, 'input');
  const needed = neededFor([output]);
  for (const tensor of needed) emitTensor(tensor, { emitter, weights, drawn });
  const further = drawn === 'inputs' ? needed.filter(({ kind }) => kind === 'drawn') : [];
  return writeOnnx({
    name,
    nodes: [...emitter.nodes, { type: 'Identity', inputs: [emitter.nameOf(output)], outputs: ['output'] }],
    initializers: emitter.initializers,
    inputs: [
      { name: 'input', type: 'float32', shape: ['batch', ...input.shape.slice(1)] },
      ...further.map((tensor) => ({ name: tensor.name, type: tensor.dtype, shape: tensor.shape })),
    ],
    outputs: [{ name: 'output', type: 'float32', shape: ['batch', ...output.shape.slice(1)] }],
    ...(metadata && { metadata }),
  });
}

function emitTensor(
  tensor: Tensor,
  {
    emitter,
    weights,
    drawn,
  }: Required<Pick<ExportedNetwork, 'weights' | 'drawn'>> & { readonly emitter: Emitter },
): void {
  if (tensor.kind === 'constant') emitter.initialize(tensor, tensor.value);
  else if (tensor.kind === 'drawn') {
    if (drawn === 'inputs') emitter.bind(tensor, tensor.name);
    else emitter.initialize(tensor, ndarray(drawnValues(tensor, new Random(drawn.seed)), tensor.shape));
  } else if (tensor.kind === 'variable') {
    const values = weights.get(tensor.name);
    if (values === undefined)
      throw new FoveaError('BAD_DATA', `Expected numbers for variable ${tensor.name} but there are none.`);
    emitter.initialize(tensor, ndarray(values, tensor.shape));
  } else if (tensor.kind === 'operation') {
    const { operator } = tensor;
    if (operator.onnx === undefined)
      throw new FoveaError(
        'BAD_DATA',
        `Expected operators that ONNX has but ${tensor.name} has no form there.`,
      );
    emitter.bind(tensor, operator.onnx(tensor, emitter));
  }
}

class Emitter implements OnnxEmitter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  readonly #names = new Map<Tensor, string>();
  readonly #constants = new Map<string, string>();

  bind(tensor: Tensor, name: string): void {
    this.#names.set(tensor, name);
  }

  initialize(tensor: Tensor, value: OnnxInitializer['value']): void {
    this.initializers.push({ name: tensor.name, value });
    this.bind(tensor, tensor.name);
  }

  nameOf(tensor: Tensor): string {
    return this.#names.get(tensor)!;
  }

  node(type: string, inputs: readonly string[], attributes: OnnxAttributes = {}): string {
    const name = `${type}_${this.nodes.length}`;
    this.nodes.push({ type, inputs, outputs: [name], attributes });
    return name;
  }

  floats(values: readonly number[], shape: Shape = values.length === 1 ? [] : [values.length]): string {
    return this.#constant(`floats [${shape}] ${values}`, ndarray(Float32Array.from(values), shape));
  }

  integers(values: readonly number[], shape: Shape = [values.length]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant(`integers [${shape}] ${values}`, { data, shape });
  }

  #constant(key: string, value: OnnxInitializer['value']): string {
    const known = this.#constants.get(key);
    if (known !== undefined) return known;
    const name = `constant_${this.#constants.size}`;
    this.#constants.set(key, name);
    this.initializers.push({ name, value });
    return name;
  }
}
