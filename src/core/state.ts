import type { NdArray } from './ndarray.js';

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
