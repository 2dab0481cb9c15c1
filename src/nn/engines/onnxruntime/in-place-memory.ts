import { sizeOf } from '../../../core/ndarray.js';
import { type LastingKernels, lastingKernels } from '../../../kernels/kernels.js';
import type { Operation, Tensor, Values, Variable } from '../../graph/tensor.js';
import type { NetworkKernels } from '../builtin/network-kernels.js';
import type { Filling, SplitUpdates, UpdateChain } from './in-place-updates.js';
import { type Order, plainOrder } from './order.js';
import { isSmallProduct, type MatrixProduct, productOf } from './small-products.js';

/** What the model is to write into the memory before the variables are updated. */
export interface Wanted {
  readonly tensor: Tensor;
  readonly order: Order;
  readonly array: Float32Array;
}

/** Where numbers of a chain lie: all of them, or those of the part that is being updated. */
interface Place {
  readonly pointer: number;
  readonly isWhole: boolean;
}

/** A gradient that is made part by part. */
interface PartProduct extends MatrixProduct {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly scratch: number;
}

interface LaidChain {
  readonly chain: UpdateChain;
  readonly places: ReadonlyMap<Tensor, Place>;
  readonly products: readonly PartProduct[];
  /** Numbers of the whole, and of a part. */
  readonly length: number;
  readonly part: number;
}

/** Numbers of a part: it stays in the cache through all of its additions. */
const PART = 16384;

/** Of a part whose gradient is made with it, which takes to pack a whole matrix each time. */
const PRODUCT_PART = 131072;

/**
 * Memory of variables that Fovea's kernels update in place, and of the gradients they need; ONNX Runtime reads and
 * writes the same memory. Where a gradient is a small product, only its two matrices are had from the model.
 */
export class InPlaceMemory {
  readonly #kernels: LastingKernels<NetworkKernels>;
  readonly #variables = new Map<Variable, number>();
  readonly #wanted = new Map<string, { readonly tensor: Tensor; order: Order; readonly pointer: number }>();
  readonly #factors = new Map<Tensor, number>();
  readonly #one: number;
  readonly #chains: readonly LaidChain[];
  readonly #fillings: readonly Filling[];

  /** @param orders in which variables lie, where that is not the one they are written in. */
  constructor({ chains, fillings }: SplitUpdates, orders: ReadonlyMap<Variable, Order>) {
    this.#kernels = lastingKernels<NetworkKernels>();
    this.#one = this.#allocate(1);
    this.#chains = chains.map((chain) => this.#layOut(chain, orders));
    this.#fillings = fillings;
    for (const { variable } of fillings) this.#placeOf(variable);
    this.#floats(this.#one, 1)[0] = 1;
    for (const [factor, pointer] of this.#factors)
      if (factor.kind === 'constant') this.#floats(pointer, 1).set(factor.value.data);
  }

  /** The numbers of a variable that is updated here. */
  arrayOf(variable: Variable): Float32Array | undefined {
    const pointer = this.#variables.get(variable);
    return pointer === undefined ? undefined : this.#floats(pointer, sizeOf(variable.shape));
  }

  /** What the model is to compute, and where to. */
  wanted(): Wanted[] {
    return [...this.#wanted.values()].map(({ tensor, order, pointer }) => ({
      tensor,
      order,
      array: this.#floats(pointer, sizeOf(tensor.shape)),
    }));
  }

  /** Updates all variables. @param inputs has the numbers of factors that are fed. */
  update(inputs: ReadonlyMap<Tensor, Values>): void {
    for (const [factor, pointer] of this.#factors)
      if (factor.kind === 'placeholder') this.#floats(pointer, 1).set(inputs.get(factor)!);
    for (const laid of this.#chains)
      for (let from = 0; from < laid.length; from += laid.part)
        this.#updatePart(laid, from, Math.min(laid.part, laid.length - from));
    for (const { variable, number } of this.#fillings) this.arrayOf(variable)!.fill(number);
  }

  #updatePart({ chain, places, products }: LaidChain, from: number, count: number): void {
    const { gemm, addScaled } = this.#kernels.exports;
    for (const { a, b, c, scratch, columns, inner, downA, alongA, downB, alongB } of products) {
      const rows = a + 4 * (from / columns) * downA;
      gemm(
        ...([count / columns, columns, inner, rows, downA, alongA, b, downB, alongB] as const),
        ...([c, columns, 0, scratch] as const),
      );
    }
    const at = (tensor: Tensor) => {
      const { pointer, isWhole } = places.get(tensor)!;
      return isWhole ? pointer + 4 * from : pointer;
    };
    for (const { result, a, b, factor, sign } of chain.additions) {
      const scale = factor ? this.#factors.get(factor)! : this.#one;
      addScaled(at(a), at(b), scale, sign, at(result), count);
    }
  }

  #layOut(chain: UpdateChain, orders: ReadonlyMap<Variable, Order>): LaidChain {
    const { variable } = chain.updates[0]!;
    const { shape } = variable;
    const [length, columns] = [sizeOf(shape), shape.at(-1) ?? 1];
    const made = [...chain.given].filter(isSmallProduct);
    const part = made.length > 0 ? Math.max(1, Math.floor(PRODUCT_PART / columns)) * columns : PART;
    const places = new Map<Tensor, Place>();
    const products = made.map((operation) => this.#productFor(operation, part));
    for (const [i, operation] of made.entries())
      places.set(operation, { pointer: products[i]!.c, isWhole: false });
    const order = orders.get(variable) ?? plainOrder(shape.length);
    for (const tensor of chain.given)
      if (!places.has(tensor)) places.set(tensor, { pointer: this.#fromModel(tensor, order), isWhole: true });
    for (const update of chain.updates) places.set(update.value, this.#placeOf(update.variable));
    for (const { result, a, b, factor } of chain.additions) {
      for (const term of [a, b]) if (term.kind === 'variable') places.set(term, this.#placeOf(term));
      if (!places.has(result)) places.set(result, { pointer: this.#allocate(part), isWhole: false });
      if (factor && !this.#factors.has(factor)) this.#factors.set(factor, this.#allocate(1));
    }
    return { chain, places, products, length, part };
  }

  #productFor(operation: Operation, part: number): PartProduct {
    const product = productOf(operation);
    const [a, b] = operation.inputs.map((input) => this.#fromModel(input, plainOrder(2)));
    const floats = this.#kernels.exports.gemmScratch(part / product.columns, product.columns, product.inner);
    return { ...product, a: a!, b: b!, c: this.#allocate(part), scratch: this.#allocate(floats) };
  }

  #fromModel(tensor: Tensor, order: Order): number {
    const key = `${tensor.id} ${order}`;
    const known = this.#wanted.get(key);
    if (known) return known.pointer;
    const pointer = this.#allocate(sizeOf(tensor.shape));
    this.#wanted.set(key, { tensor, order, pointer });
    return pointer;
  }

  #placeOf(variable: Variable): Place {
    const pointer = this.#variables.get(variable) ?? this.#allocate(sizeOf(variable.shape));
    this.#variables.set(variable, pointer);
    return { pointer, isWhole: true };
  }

  /** So many floats; kernels may read a vector beyond the last. */
  #allocate(count: number): number {
    return this.#kernels.arena.allocate(4 * count + 16);
  }

  #floats(pointer: number, count: number): Float32Array {
    return this.#kernels.arena.f32(pointer, count);
  }
}
