import { sizeOf } from '../../../core/ndarray.js';
import type { Tensor, Variable } from '../../graph/tensor.js';
import type { Program } from '../engine.js';

/** Bytes from one tensor to the next: whole cache lines. */
const ALIGNMENT = 64;

/** Where each tensor lies in one block of memory. */
export interface MemoryPlan {
  /** Bytes from the block's beginning, for every tensor of the order. */
  readonly offsets: ReadonlyMap<Tensor, number>;
  /** Of the whole block. */
  readonly bytes: number;
}

/** What is computed, and from what. */
export interface Computation {
  readonly program: Program;
  /** Everything there is, in an order in which it can be computed. */
  readonly order: readonly Tensor[];
  /** What is read when a tensor is computed. */
  readonly reads: (tensor: Tensor) => readonly Tensor[];
}

/**
 * Finds places for all tensors of a run, so that one that is no longer needed makes room for the next:
 * 1. a reshape lies where its input lies;
 * 2. placeholders, drawn numbers, variables and constants have places of their own, since they are there from the
 *    beginning;
 * 3. a variable's new value is written over the old one, where nothing needs that any more;
 * 4. an element-wise result takes the place of an input that nothing needs afterwards;
 * 5. every other tensor takes the first gap that is large enough when it is computed, and leaves it after the last
 *    operation that reads it; what is read after the run stays.
 */
export function planMemory(computation: Computation): MemoryPlan {
  const { order } = computation;
  const lives = livesOf(computation);
  const homes = homesOf(computation, lives);
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
    const known = homes.get(tensor) ?? lives.owners.get(tensor)!;
    if (known !== tensor) {
      offsets.set(tensor, offsets.get(known)!);
      continue;
    }
    const dying = inputThatDies(tensor, moment, { computation, lives });
    const from = dying ? offsets.get(dying)! : firstGap(taken, { moment, first, size: bytesOf(tensor) });
    place(tensor, from);
    const until = lives.lastUses.get(tensor)!;
    taken = taken.filter((other) => other.until >= moment && other.from !== from);
    taken.push({ from, to: from + bytesOf(tensor), until });
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

interface Lives {
  /** Whose memory a tensor is in: its own, or that of what it is a reshape of. */
  readonly owners: ReadonlyMap<Tensor, Tensor>;
  /** The last moment at which an owner's memory is read or written; after the run for what the program asks for. */
  readonly lastUses: ReadonlyMap<Tensor, number>;
}

const bytesOf = ({ shape }: Tensor): number => Math.ceil((sizeOf(shape) * 4) / ALIGNMENT) * ALIGNMENT;

function livesOf({ order, reads, program: { fetches, updates } }: Computation): Lives {
  const owners = new Map<Tensor, Tensor>();
  const lastUses = new Map<Tensor, number>();
  for (const [moment, tensor] of order.entries()) {
    const isView = tensor.kind === 'operation' && tensor.operator.name === 'reshape';
    owners.set(tensor, isView ? owners.get(tensor.inputs[0]!)! : tensor);
    for (const each of [tensor, ...reads(tensor)]) lastUses.set(owners.get(each)!, moment);
  }
  for (const target of [...fetches, ...updates.map(({ value }) => value)])
    lastUses.set(owners.get(target)!, Infinity);
  return { owners, lastUses };
}

/** Values that may be written over the variables they belong to. */
function homesOf({ order, program: { updates } }: Computation, lives: Lives): ReadonlyMap<Tensor, Variable> {
  const moments = new Map(order.map((tensor, moment) => [tensor, moment]));
  const homes = new Map<Tensor, Variable>();
  for (const { variable, value } of updates) {
    if (value.kind !== 'operation' || !value.operator.isElementwise || homes.has(value)) continue;
    const isFree = (lives.lastUses.get(variable) ?? 0) <= moments.get(value)!;
    if (isFree && value.shape.join() === variable.shape.join()) homes.set(value, variable);
  }
  return homes;
}

/** An input whose place an element-wise result may take: as large as it, and read by nothing afterwards. */
function inputThatDies(
  tensor: Tensor,
  moment: number,
  { computation, lives }: { readonly computation: Computation; readonly lives: Lives },
): Tensor | undefined {
  if (tensor.kind !== 'operation' || !tensor.operator.isElementwise) return undefined;
  return computation
    .reads(tensor)
    .map((input) => lives.owners.get(input)!)
    .find(
      (owner) =>
        owner.kind === 'operation' &&
        lives.lastUses.get(owner) === moment &&
        sizeOf(owner.shape) === sizeOf(tensor.shape),
    );
}

/** The lowest place between others, from `first` on, for so many bytes. */
function firstGap(
  taken: readonly Taken[],
  { moment, first, size }: { readonly moment: number; readonly first: number; readonly size: number },
): number {
  let from = first;
  for (const { from: start, to, until } of taken) {
    if (until < moment) continue;
    if (start - from >= size) break;
    from = Math.max(from, to);
  }
  return from;
}
