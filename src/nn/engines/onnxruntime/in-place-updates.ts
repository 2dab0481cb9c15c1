import { sizeOf } from '../../../core/ndarray.js';
import type { Constant, Placeholder, Tensor, Variable } from '../../graph/tensor.js';
import type { Update } from '../engine.js';

/** result = a + sign · factor · b, element by element. */
export interface Addition {
  readonly result: Tensor;
  readonly a: Tensor;
  readonly b: Tensor;
  /** One number that is known outside the model. Absent: 1. */
  readonly factor: Constant | Placeholder | undefined;
  readonly sign: 1 | -1;
}

/** Variables of one size that are updated together, in one pass over their memory. */
export interface UpdateChain {
  readonly additions: readonly Addition[];
  readonly updates: readonly Update[];
  /** What the additions need of the model: gradients. */
  readonly given: ReadonlySet<Tensor>;
}

/** A variable and the number that it is filled with. */
export interface Filling {
  readonly variable: Variable;
  readonly number: number;
}

/** What is done in place, and what is left to the model. */
export interface SplitUpdates {
  readonly chains: readonly UpdateChain[];
  /** Done after the chains. */
  readonly fillings: readonly Filling[];
  readonly left: readonly Update[];
}

/**
 * Finds the updates that are but additions of multiples (gradient descent, momentum, sums of gradients): those are
 * done in place where the variables lie. ONNX Runtime would write new arrays, and copy each of them into another
 * one for JavaScript.
 */
export function splitUpdates(updates: readonly Update[]): SplitUpdates {
  const chains: ChainBuilder[] = [];
  const fillings: Filling[] = [];
  const left: Update[] = [];
  for (const update of updates) {
    const number = numberRepeatedIn(update.value);
    if (number !== undefined) {
      fillings.push({ variable: update.variable, number });
      continue;
    }
    const used = chains.find(({ results }) => isBuiltOn(update.value, results));
    const chain = used ?? new ChainBuilder();
    // The new numbers of a variable take the place of the old ones, which then cannot be had any more.
    const gone = new Set(chains.flatMap(({ updates: done }) => done.map(({ variable }) => variable)));
    if (!chain.add(update, gone)) left.push(update);
    else if (!used) chains.push(chain);
  }
  return { chains, fillings, left };
}

function numberRepeatedIn(value: Tensor): number | undefined {
  if (value.kind !== 'operation' || value.operator.name !== 'broadcastTo') return undefined;
  const [repeated] = value.inputs as [Tensor];
  return repeated.kind === 'constant' && sizeOf(repeated.shape) === 1 ? repeated.value.data[0] : undefined;
}

class ChainBuilder implements UpdateChain {
  readonly additions: Addition[] = [];
  readonly updates: Update[] = [];
  readonly given = new Set<Tensor>();
  readonly results = new Set<Tensor>();

  /** @returns whether the update is one that can be done in place. */
  add({ variable, value }: Update, gone: ReadonlySet<Variable>): boolean {
    const additions = this.#additionsFor(value);
    const terms = additions?.flatMap(({ a, b }) => [a, b]) ?? [];
    const isInPlace = terms.every(
      (term) => term.shape.join() === variable.shape.join() && !gone.has(term as Variable),
    );
    if (!additions || !isInPlace || gone.has(variable)) return false;
    this.additions.push(...additions);
    this.updates.push({ variable, value });
    for (const { result } of additions) this.results.add(result);
    for (const term of terms) if (term.kind !== 'variable' && !this.results.has(term)) this.given.add(term);
    return true;
  }

  /** What leads to a tensor, in order; additions to other results of the chain are part of it. */
  #additionsFor(result: Tensor): Addition[] | undefined {
    const isHere = (term: Tensor) => term.kind === 'variable' || this.results.has(term);
    // The fewer arrays the model has to make for it, the better.
    const worth = ({ a, b, factor }: Addition) =>
      2 * [a, b].filter((term) => isHere(term)).length + (factor ? 1 : 0);
    const found = additionsTo(result).toSorted((p, q) => worth(q) - worth(p))[0];
    if (!found) return undefined;
    const before = [found.a, found.b]
      .filter((term) => !isHere(term) && isBuiltOn(term, this.results))
      .flatMap((term) => this.#additionsFor(term) ?? []);
    return [...before, found];
  }
}

/** The ways to read a sum or difference as an addition of a multiple. */
function additionsTo(result: Tensor): Addition[] {
  if (result.kind !== 'operation') return [];
  const { name } = result.operator;
  const [p, q] = result.inputs as [Tensor, Tensor];
  if (name === 'subtract') return [{ result, a: p, ...multiple(q), sign: -1 }];
  if (name !== 'add') return [];
  return [
    { result, a: p, ...multiple(q), sign: 1 },
    { result, a: q, ...multiple(p), sign: 1 },
  ];
}

function multiple(term: Tensor): Pick<Addition, 'b' | 'factor'> {
  if (term.kind === 'operation' && term.operator.name === 'multiply') {
    const [p, q] = term.inputs as [Tensor, Tensor];
    if (isKnownNumber(q)) return { b: p, factor: q };
    if (isKnownNumber(p)) return { b: q, factor: p };
  }
  return { b: term, factor: undefined };
}

/** Whether a sum or difference adds one of these, or something that does. */
function isBuiltOn(tensor: Tensor, results: ReadonlySet<Tensor>): boolean {
  const terms = new Set(additionsTo(tensor).flatMap(({ a, b }) => [a, b]));
  return [...terms].some((term) => results.has(term) || isBuiltOn(term, results));
}

const isKnownNumber = (tensor: Tensor): tensor is Constant | Placeholder =>
  (tensor.kind === 'constant' || tensor.kind === 'placeholder') && sizeOf(tensor.shape) === 1;
