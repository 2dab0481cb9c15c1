import { filledWith, type InitializerName, initializerOf } from '../initializers.js';
import { add } from '../ops/add.js';
import { matmul } from '../ops/matmul.js';
import { flatten } from '../ops/reshape.js';
import { defineLayer } from './layer.js';

/** Settings of a dense layer. */
export type DenseConfig = {
  readonly units: number;
  /** @default true */
  readonly bias?: boolean;
  /** @default 'he-normal' */
  readonly initializer?: InitializerName;
};

/**
 * x·W + b: every unit sees every number. `[batch, …]` → `[batch, units]`; more axes are flattened first.
 * Variables: `weights` `[inputs, units]`, `bias` `[units]` (first 0).
 */
export const dense = defineLayer<DenseConfig>(
  'dense',
  (x, { units, bias = true, initializer = 'he-normal' }) => {
    const rows = flatten(x);
    const shape = [rows.shape[1]!, units];
    const weights = x.graph.variable('weights', { shape, initializer: initializerOf(initializer) });
    const product = matmul(rows, weights);
    if (!bias) return product;
    return add(product, x.graph.variable('bias', { shape: [units], initializer: filledWith(0) }));
  },
);
