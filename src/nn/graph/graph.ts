import { FoveaError } from '../../core/errors.js';
import { type NdArray, ndarray, sizeOf } from '../../core/ndarray.js';
import type { Random } from '../../core/random.js';
import type { Attributes, Operator } from './operator.js';
import type {
  Constant,
  Drawn,
  DType,
  Initializer,
  Operation,
  Placeholder,
  Shape,
  Tensor,
  Variable,
} from './tensor.js';

/**
 * A dataflow graph: what is computed from what, before any number is known. Tensors are only ever added, and each
 * after those it is computed from, so that the order of `tensors` is an order of evaluation.
 */
export class Graph {
  readonly #tensors: Tensor[] = [];
  readonly #names = new Set<string>();
  #scope = '';

  /** In an order in which they can be computed. */
  get tensors(): readonly Tensor[] {
    return this.#tensors;
  }

  get variables(): readonly Variable[] {
    return this.#tensors.filter((tensor) => tensor.kind === 'variable');
  }

  /** Names of what `work` adds begin with `name/`; scopes nest. */
  scope<T>(name: string, work: () => T): T {
    const outer = this.#scope;
    this.#scope = `${outer}${name}/`;
    try {
      return work();
    } finally {
      this.#scope = outer;
    }
  }

  /** What every run is to be fed. */
  placeholder(name: string, shape: Shape, dtype: DType = 'float32'): Placeholder {
    return this.#add({ kind: 'placeholder', ...this.#named(name, shape, dtype) });
  }

  /**
   * What training learns, or keeps beside it (`trainable: false`).
   * @throws BAD_OPTION when the scope has one of that name: a variable is found again by its name alone.
   */
  variable(
    name: string,
    options: { readonly shape: Shape; readonly initializer: Initializer; readonly trainable?: boolean },
  ): Variable {
    const { shape, initializer, trainable = true } = options;
    const named = this.#named(name, shape, 'float32');
    if (named.name !== this.#scope + name)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected names of variables to differ but '${this.#scope}${name}' is there already. Put each layer into a scope of its own.`,
      );
    return this.#add({ kind: 'variable', ...named, initializer, trainable });
  }

  /** A number, or an array of which no copy is made. */
  constant(value: number | NdArray<Float32Array | Int32Array>, name = 'constant'): Constant {
    const array = typeof value === 'number' ? ndarray(Float32Array.of(value), []) : value;
    const dtype = array.data instanceof Int32Array ? 'int32' : 'float32';
    return this.#add({ kind: 'constant', ...this.#named(name, array.shape, dtype), value: array });
  }

  /** What every run draws for itself. */
  drawn(
    name: string,
    options: {
      readonly shape: Shape;
      readonly dtype?: DType;
      readonly draw: (values: Float32Array | Int32Array, random: Random) => void;
    },
  ): Drawn {
    const { shape, dtype = 'float32', draw } = options;
    return this.#add({ kind: 'drawn', ...this.#named(name, shape, dtype), draw });
  }

  /**
   * Adds an operation; the functions of `ops/` are what most callers want.
   * @throws BAD_SHAPE, with all shapes and the scope, where inputs do not fit.
   */
  apply<A extends Attributes>(
    operator: Operator<A>,
    inputs: readonly Tensor[],
    attributes: A = {} as A,
  ): Operation {
    const shapes = inputs.map(({ shape }) => shape);
    const shape = operator.shape(shapes, attributes, (expected): never => {
      const received = shapes.map((each) => `[${each.join(', ')}]`).join(' and ');
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected ${expected} for ${this.#scope}${operator.name} but received ${received}.`,
      );
    });
    return this.#add({
      kind: 'operation',
      ...this.#named(operator.name, shape, 'float32'),
      operator: operator as unknown as Operator,
      inputs,
      attributes,
    });
  }

  #named(name: string, shape: Shape, dtype: DType) {
    if (!shape.every((length) => Number.isSafeInteger(length) && length > 0))
      throw new FoveaError(
        'BAD_SHAPE',
        `Expected positive whole numbers as the shape of ${this.#scope}${name} but received [${shape.join(', ')}] (${sizeOf(shape)} elements).`,
      );
    const wanted = this.#scope + name;
    let unique = wanted;
    for (let i = 1; this.#names.has(unique); i++) unique = `${wanted}_${i}`;
    this.#names.add(unique);
    return { graph: this, id: this.#tensors.length, name: unique, shape: [...shape], dtype };
  }

  #add<T extends Tensor>(tensor: T): T {
    this.#tensors.push(tensor);
    return tensor;
  }
}
