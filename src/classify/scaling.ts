import { FoveaError } from '../core/errors.js';
import { choice } from '../core/options.js';
import type { State } from '../core/state.js';
import type { Samples } from './classifier.js';
import { MinMaxScaler } from './min-max-scaler.js';
import { RowScaler } from './row-scaler.js';
import type { Scaler } from './scaler.js';
import { StandardScaler } from './standard-scaler.js';

/** The ways to scale samples. */
export const scalingNames = ['standard', 'min-max', 'l1', 'l2', 'none'] as const;

/**
 * How samples are scaled before an algorithm sees them.
 * - `standard`: each column to mean 0 and deviation 1
 * - `min-max`: each column to 0 … 1
 * - `l1`, `l2`: each row to absolute values, or squares, that sum to 1
 */
export type ScalingName = (typeof scalingNames)[number];

/** The option `scaling`, whose default depends on the algorithm. */
export const scalingOption = (name: ScalingName) =>
  choice({
    choices: scalingNames,
    default: name,
    describe:
      'what is done first: columns to mean 0 and deviation 1, columns to 0 … 1, rows to sum or length 1',
  });

/** Learns a scaling from samples, `[n, features]`, n at least 1. */
export function fitScaler(name: ScalingName, x: Samples): Scaler | undefined {
  if (name === 'standard') return StandardScaler.fit(x);
  if (name === 'min-max') return MinMaxScaler.fit(x);
  return name === 'none' ? undefined : new RowScaler(name, x.shape[1]!);
}

/** A scaling from its `state`, for samples of `features` numbers. @throws BAD_FILE */
export function restoreScaler(
  name: ScalingName,
  { state, features }: { state: () => State; features: number },
): Scaler | undefined {
  if (name === 'standard') return StandardScaler.restore(state());
  if (name === 'min-max') return MinMaxScaler.restore(state());
  return name === 'none' ? undefined : new RowScaler(name, features);
}

/**
 * Refuses scaling that may leave negative numbers. `owner`: who wants none.
 * @throws BAD_OPTION for `standard` and `min-max` (samples beyond the training samples' range).
 */
export function requireHistogramScaling(name: ScalingName, owner: string): void {
  if (name === 'standard' || name === 'min-max')
    throw new FoveaError(
      'BAD_OPTION',
      `Expected scaling 'none', 'l1' or 'l2' for ${owner}, which takes no negative numbers, but received '${name}'.`,
    );
}
