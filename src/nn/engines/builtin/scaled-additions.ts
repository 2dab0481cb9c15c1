import { sizeOf } from '../../../core/ndarray.js';
import type { Operation, Tensor } from '../../graph/tensor.js';

/** a + sign · factor · b, where `factor` is a single number. */
export interface ScaledAddition {
  readonly a: Tensor;
  readonly b: Tensor;
  readonly factor: Tensor;
  readonly sign: 1 | -1;
}

/** What is computed together. */
export interface ScaledAdditions {
  /** By the addition or subtraction at the end. */
  readonly byResult: ReadonlyMap<Tensor, ScaledAddition>;
  /** Products that exist no longer by themselves. */
  readonly absorbed: ReadonlySet<Tensor>;
}

/**
 * Finds additions and subtractions of a product with a single number that nothing else uses: one pass over memory
 * instead of two. Most of what an optimizer does is such.
 * @param targets what is read after the run, and so must exist.
 */
export function findScaledAdditions(order: readonly Tensor[], targets: readonly Tensor[]): ScaledAdditions {
  const uses = new Map<Tensor, number>();
  const use = (tensor: Tensor) => uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
  for (const tensor of order) if (tensor.kind === 'operation') tensor.inputs.forEach(use);
  targets.forEach(use);
  const byResult = new Map<Tensor, ScaledAddition>();
  const absorbed = new Set<Tensor>();
  for (const tensor of order) {
    if (tensor.kind !== 'operation') continue;
    for (const side of sidesOf(tensor)) {
      const product = tensor.inputs[side]!;
      const other = tensor.inputs[1 - side]!;
      const found = uses.get(product) === 1 ? scaled(product, tensor) : undefined;
      if (!found || !sameShape(other, tensor)) continue;
      byResult.set(tensor, { a: other, ...found, sign: tensor.operator.name === 'add' ? 1 : -1 });
      absorbed.add(product);
      break;
    }
  }
  return { byResult, absorbed };
}

/** Which of the two terms may be a product: of a difference the second alone. */
function sidesOf({ operator: { name } }: Operation): readonly number[] {
  if (name === 'add') return [1, 0];
  return name === 'subtract' ? [1] : [];
}

function scaled(product: Tensor, sum: Operation): Pick<ScaledAddition, 'b' | 'factor'> | undefined {
  if (product.kind !== 'operation' || product.operator.name !== 'multiply') return undefined;
  const [p, q] = product.inputs as [Tensor, Tensor];
  if (sizeOf(q.shape) === 1 && sameShape(p, sum)) return { b: p, factor: q };
  if (sizeOf(p.shape) === 1 && sameShape(q, sum)) return { b: q, factor: p };
  return undefined;
}

const sameShape = (a: Tensor, b: Tensor): boolean => a.shape.join() === b.shape.join();
