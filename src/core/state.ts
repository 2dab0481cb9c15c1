import { FoveaError } from './errors.js';
import type { NdArray, NumericArray } from './ndarray.js';

/** What JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Everything a fitted part needs to come back: plain settings, and the numbers it learnt.
 * Settings travel as JSON and numbers as tensors (formats/artefact), so nothing is ever executed on load
 * and a support vector is not spelt out in decimals.
 */
export interface State {
  readonly config: { readonly [key: string]: Json };
  readonly tensors: Readonly<Record<string, NdArray>>;
}

/** Joins the states of parts into one: settings under the part's name, tensors as `part/tensor`. */
export function nestStates(parts: Readonly<Record<string, State>>): State {
  const config: Record<string, Json> = {};
  const tensors: Record<string, NdArray> = {};
  for (const [part, state] of Object.entries(parts)) {
    config[part] = state.config;
    for (const [name, tensor] of Object.entries(state.tensors)) tensors[`${part}/${name}`] = tensor;
  }
  return { config, tensors };
}

/** The state of one part of a nested state. @throws BAD_FILE when there is none of that name. */
export function partOf(state: State, part: string): State {
  const config = state.config[part];
  if (config === null || typeof config !== 'object' || Array.isArray(config))
    throw new FoveaError(
      'BAD_FILE',
      `Expected a saved part '${part}' but found ${Object.keys(state.config).join(', ') || 'none'}.`,
    );
  const tensors: Record<string, NdArray> = {};
  for (const [name, tensor] of Object.entries(state.tensors))
    if (name.startsWith(`${part}/`)) tensors[name.slice(part.length + 1)] = tensor;
  return { config: config as State['config'], tensors };
}

/**
 * One tensor of a state, checked to be of the expected number type.
 * @param owner what is being restored, for messages: `'vocabulary'`.
 * @throws BAD_FILE when it is absent or of another type.
 */
export function tensorOf<T extends NumericArray>(
  state: State,
  name: string,
  expected: { owner: string; type: new (length: number) => T },
): NdArray<T> {
  const tensor = state.tensors[name];
  if (!(tensor?.data instanceof expected.type))
    throw new FoveaError(
      'BAD_FILE',
      `Expected a tensor '${name}' of type ${expected.type.name} for ${expected.owner} but found ` +
        `${tensor === undefined ? Object.keys(state.tensors).join(', ') || 'none' : tensor.data.constructor.name}.`,
    );
  return tensor as NdArray<T>;
}
