import { FoveaError } from '../../../core/errors.js';
import { type NdArray, ndarray, sizeOf } from '../../../core/ndarray.js';
import type { OnnxInitializer, OnnxNode } from '../../../formats/onnx.js';
import type { OnnxAttributes, OnnxEmitter } from '../../graph/onnx-emitter.js';
import type { Operation, Shape, Tensor, Values } from '../../graph/tensor.js';
import { inOrder, type Order, permutation, plainOrder, sameOrder } from './order.js';

/** Where a tensor's numbers are: the name of an ONNX value, and the order its axes have there. */
export interface Placed {
  readonly name: string;
  readonly order: Order;
}

/** A further input of a model, computed from what is fed before every run: places to gather from. */
export interface DerivedInput {
  readonly name: string;
  readonly source: Tensor;
  readonly shape: Shape;
  compute(values: Values, into: Int32Array): void;
}

/** How an operator becomes ONNX nodes in whatever order of axes is fastest. */
export type Rule = (operation: Operation, lowering: Lowering) => Placed;

/**
 * A graph on its way to ONNX nodes. Every tensor may lie in any order of its axes; who reads it says which order it
 * wants, and gets a transposition where that differs.
 */
export class Lowering implements OnnxEmitter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  readonly derivedInputs: DerivedInput[] = [];
  readonly #placed = new Map<Tensor, Placed>();
  /** Further orders of tensors, by name and order. */
  readonly #turned = new Map<string, string>();
  readonly #constants = new Map<string, string>();
  readonly #made = new Map<string, unknown>();
  readonly hasConstantWeights: boolean;

  constructor({ hasConstantWeights }: { readonly hasConstantWeights: boolean }) {
    this.hasConstantWeights = hasConstantWeights;
  }

  /** Says where a tensor is. */
  place(tensor: Tensor, placed: Placed): void {
    this.#placed.set(tensor, placed);
  }

  /** The order in which a tensor lies. */
  orderOf(tensor: Tensor): Order {
    return this.#placed.get(tensor)!.order;
  }

  /** The value of a tensor as it lies. */
  lying(tensor: Tensor): string {
    return this.#placed.get(tensor)!.name;
  }

  /** The value of a tensor in the order it is written in. */
  nameOf(tensor: Tensor): string {
    return this.read(tensor, plainOrder(tensor.shape.length));
  }

  /** The value of a tensor in an order. */
  read(tensor: Tensor, order: Order): string {
    const placed = this.#placed.get(tensor)!;
    if (sameOrder(placed.order, order)) return placed.name;
    const key = `${placed.name} ${order}`;
    const known = this.#turned.get(key);
    if (known !== undefined) return known;
    const perm = permutation(placed.order, order);
    const from = inOrder(tensor.shape, placed.order);
    // Where only axes of length 1 change places, nothing moves in memory.
    const stays = perm
      .filter((axis) => from[axis] !== 1)
      .every((axis, i, kept) => i === 0 || kept[i - 1]! < axis);
    const name = stays
      ? this.reshape(placed.name, inOrder(tensor.shape, order))
      : this.node('Transpose', [placed.name], { perm });
    this.#turned.set(key, name);
    return name;
  }

  /** What `make` gives, made once for a key: forward and backward passes share their windows. */
  once<T>(key: string, make: () => T): T {
    if (!this.#made.has(key)) this.#made.set(key, make());
    return this.#made.get(key) as T;
  }

  /** Adds a node of one output. */
  node(type: string, inputs: readonly string[], attributes: OnnxAttributes = {}): string {
    return this.split(type, inputs, { outputs: 1, attributes })[0]!;
  }

  /** Adds a node of several outputs. */
  split(
    type: string,
    inputs: readonly string[],
    { outputs, attributes = {} }: { readonly outputs: number; readonly attributes?: OnnxAttributes },
  ): string[] {
    const names = Array.from({ length: outputs }, (_, i) => `${type}_${this.nodes.length}_${i}`);
    this.nodes.push({ type, inputs, outputs: names, attributes });
    return names;
  }

  /** The same numbers in another shape. */
  reshape(name: string, shape: Shape): string {
    return this.node('Reshape', [name, this.integers(shape)]);
  }

  floats(values: readonly number[], shape: Shape = values.length === 1 ? [] : [values.length]): string {
    return this.#constant(`floats [${shape}] ${values}`, ndarray(Float32Array.from(values), shape));
  }

  integers(values: readonly number[], shape: Shape = [values.length]): string {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant(`integers [${shape}] ${values}`, { data, shape });
  }

  /** Places to gather from. */
  places(values: Int32Array, shape: Shape): string {
    return this.#constant(`places [${shape}] ${values}`, ndarray(values, shape));
  }

  /**
   * Whole numbers that are computed from a tensor outside the model: before every run where it is fed or drawn, once
   * where it is a constant. @throws BAD_OPTION for a tensor that only the model knows.
   */
  derived(
    source: Tensor,
    { shape, compute }: { readonly shape: Shape; compute(values: Values, into: Int32Array): void },
  ): string {
    if (source.kind === 'constant') {
      const numbers = new Int32Array(sizeOf(shape));
      compute(source.value.data, numbers);
      return this.places(numbers, shape);
    }
    if (source.kind !== 'placeholder' && source.kind !== 'drawn')
      throw new FoveaError(
        'BAD_OPTION',
        `Expected places that are fed, drawn or constant but received ${source.name}, a result of the graph. Fetch it and feed it.`,
      );
    const name = `derived_${this.derivedInputs.length}`;
    this.derivedInputs.push({ name, source, shape, compute });
    return name;
  }

  /** A constant of the graph. */
  constant(value: NdArray<Float32Array | Int32Array>): string {
    const name = `value_${this.initializers.length}`;
    this.initializers.push({ name, value });
    return name;
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
