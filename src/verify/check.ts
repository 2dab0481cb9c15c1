import type { Goldens } from './goldens.js';

/** One row of the agreement table: a feature, who is asked, and how near Fovea promises to come. */
export interface Check {
  /** `HOG`, `grey, bt601`. */
  readonly feature: string;
  /** The program that computed the reference values, by its name in `Goldens.programs`. */
  readonly against: string;
  /** Which cases of the goldens it reads. */
  readonly area: string;
  /** What is counted, in the plural: `codes`, `keypoints`. */
  readonly unit: string;
  readonly promise: Promised;
  measure(goldens: Goldens): Measured;
}

/** What must hold for a check to hold. */
export interface Promised {
  /** Largest difference allowed; 0 is identity. */
  readonly worst: number;
  /** Least share of compared things that agree; default 0: `worst` alone decides. */
  readonly agreeingShare?: number;
}

/** What a check found. */
export interface Measured {
  /** Images looked at; none where colours are not those of an image. */
  readonly images: number;
  /** Values, or whatever the unit is, that were compared. */
  readonly compared: number;
  /** Of these, equal to the last bit (a NaN equals a NaN); of keypoints, found by both. */
  readonly agreeing: number;
  /** Largest difference; infinite where one side has a number and the other none. */
  readonly worst: number;
}

/** Whether what was found is what was promised. Nothing compared is nothing proved. */
export function holds({ compared, agreeing, worst }: Measured, promise: Promised): boolean {
  return compared > 0 && worst <= promise.worst && agreeing >= compared * (promise.agreeingShare ?? 0);
}
