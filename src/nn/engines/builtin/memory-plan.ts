import { sizeOf } from '../../../core/ndarray.js';
import type { Tensor } from '../../graph/tensor.js';

/** Bytes from one tensor to the next: whole cache lines. */
const ALIGNMENT = 64;

/** Where each tensor lies in one block of memory. */
export interface MemoryPlan {
  /** Bytes from the block's beginning, for every tensor of the order. */
  readonly offsets: ReadonlyMap<Tensor, number>;
  /** Of the whole block. */
  readonly bytes: number;
}

/**
 * Finds places for all tensors of a run, so that one that is no longer needed makes room for the next:
 * 1. a reshape lies where its input lies;
 * 2. placeholders, drawn numbers, variables and constants have places of their own, since they are there from the
 *    beginning;
 * 3. every other tensor takes the first gap that is large enough when it is computed, and leaves it after the last
 *    operation that reads it, targets never.
 * @param order everything that is computed, in order; @param targets what is read after the run.
 */
export function planMemory(order: readonly Tensor[], targets: readonly Tensor[]): MemoryPlan {
  const owners = ownersOf(order);
  const lastUses = lastUsesOf(order, { targets, owners });
  const offsets = new Map<Tensor, number>();
  let bytes = 0;
  const place = (tensor: Tensor, from: number) => {
    offsets.set(tensor, from);
    bytes = Math.max(bytes, from + bytesOf(tensor));
  };
  for (const tensor of order) if (tensor.kind !== 'operation') place(tensor, bytes);
  const first = bytes;
  let taken: Taken[] = [];
  for (const [moment, tensor] of order.entries()) {
    if (tensor.kind !== 'operation') continue;
    const owner = owners.get(tensor)!;
    if (owner !== tensor) {
      offsets.set(tensor, offsets.get(owner)!);
      continue;
    }
    taken = taken.filter(({ until }) => until >= moment);
    const from = firstGap(taken, { first, size: bytesOf(tensor) });
    place(tensor, from);
    taken.push({ from, to: from + bytesOf(tensor), until: lastUses.get(tensor)! });
    taken.sort((a, b) => a.from - b.from);
  }
  return { offsets, bytes };
}

/** A place, and the moment of its last use. */
interface Taken {
  readonly from: number;
  readonly to: number;
  readonly until: number;
}

const bytesOf = ({ shape }: Tensor): number => Math.ceil((sizeOf(shape) * 4) / ALIGNMENT) * ALIGNMENT;

/** Whose memory a tensor is in: its own, or that of what it is a reshape of. */
function ownersOf(order: readonly Tensor[]): ReadonlyMap<Tensor, Tensor> {
  const owners = new Map<Tensor, Tensor>();
  for (const tensor of order) {
    const isView = tensor.kind === 'operation' && tensor.operator.name === 'reshape';
    owners.set(tensor, isView ? owners.get(tensor.inputs[0]!)! : tensor);
  }
  return owners;
}

function lastUsesOf(
  order: readonly Tensor[],
  { targets, owners }: { targets: readonly Tensor[]; owners: ReadonlyMap<Tensor, Tensor> },
): ReadonlyMap<Tensor, number> {
  const last = new Map<Tensor, number>();
  for (const [moment, tensor] of order.entries()) {
    last.set(owners.get(tensor)!, moment);
    if (tensor.kind === 'operation') for (const input of tensor.inputs) last.set(owners.get(input)!, moment);
  }
  for (const target of targets) last.set(owners.get(target)!, Infinity);
  return last;
}

/** The lowest place between others, from `first` on, for so many bytes. */
function firstGap(
  taken: readonly Taken[],
  { first, size }: { readonly first: number; readonly size: number },
): number {
  let from = first;
  for (const { from: start, to } of taken) {
    if (start - from >= size) break;
    from = Math.max(from, to);
  }
  return from;
}
