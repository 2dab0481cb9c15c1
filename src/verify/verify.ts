import { type Check, holds, type Measured, type Promised } from './check.js';
import { globalFeatureChecks } from './checks/global-features.js';
import { imageChecks } from './checks/image.js';
import { localFeatureChecks } from './checks/local-features.js';
import type { Goldens } from './goldens.js';

/** Every check there is, in the order of the table. */
export const checks: readonly Check[] = [...imageChecks, ...globalFeatureChecks, ...localFeatureChecks];

/** One row of the agreement table. */
export interface Agreement extends Measured {
  readonly feature: string;
  readonly against: { readonly program: string; readonly version: string };
  readonly unit: string;
  readonly promise: Promised;
  readonly holds: boolean;
}

/**
 * Measures how far Fovea, on this machine, agrees with what other programs computed.
 * @throws BAD_FILE when the goldens lack what a check needs.
 */
export function verify(goldens: Goldens): Agreement[] {
  return checks.map(({ feature, against, unit, promise, measure }) => {
    const measured = measure(goldens);
    const version = goldens.programs[against] ?? 'unknown';
    return {
      feature,
      against: { program: against, version },
      ...measured,
      unit,
      promise,
      holds: holds(measured, promise),
    };
  });
}
