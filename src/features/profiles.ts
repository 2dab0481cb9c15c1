import { FoveaError } from '../core/errors.js';
import type { OptionValues } from './extractor.js';

/** Defaults under which features agree with one program, for where programs legitimately differ. */
export interface Profile {
  /** One line for `--help`. */
  readonly summary: string;
  /** Option values by the feature's name; a feature that is not named cannot be had as that program has it. */
  readonly features: Readonly<Record<string, OptionValues>>;
}

/** What `HOGDescriptor` does to a colour image unless told otherwise. */
const openCvHog = {
  luma: 'bt601',
  implementation: 'opencv',
  cellsPerBlock: 2,
  transformSqrt: true,
  channel: 'strongest',
};
const openCvSift = { luma: 'bt601', variant: 'opencv' };
const loweSift = { luma: 'bt601', variant: 'lowe' };

/**
 * The profiles by name. What is not listed Fovea does not have as that program has it: scikit-image's
 * `corner_fast` and `SIFT` work on floats, and OpenCV has no LBP.
 *
 * | profile | feature | agrees with |
 * |---|---|---|
 * | `opencv` | `colour`, `hog`, `fast`, `sift`, `rootsift` | `calcHist`, `HOGDescriptor`, `FastFeatureDetector`, `SIFT` of 4.6 |
 * | `scikit-image` | `hog`, `lbp`, `lbp-multiscale` | `hog` and `local_binary_pattern` of `rgb2gray(image)` |
 * | `lowe` | `sift`, `rootsift` | D. Lowe's own program (96.6% of its keypoints; see `sift`) |
 */
export const profiles: Readonly<Record<string, Profile>> = {
  opencv: {
    summary: 'as OpenCV 4.6',
    features: { colour: {}, hog: openCvHog, fast: { luma: 'bt601' }, sift: openCvSift, rootsift: openCvSift },
  },
  'scikit-image': {
    summary: 'as scikit-image 0.19',
    features: {
      hog: { luma: 'bt709', implementation: 'scikit-image' },
      lbp: { luma: 'bt709' },
      'lbp-multiscale': { luma: 'bt709' },
    },
  },
  lowe: {
    summary: "as D. Lowe's own program",
    features: { sift: loweSift, rootsift: loweSift },
  },
};

/** The profile of a name. @throws NOT_FOUND, listing the names. */
export function findProfile(name: string): Profile {
  if (Object.hasOwn(profiles, name)) return profiles[name]!;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a profile (${Object.keys(profiles).join(', ')}) but received '${name}'.`,
  );
}

/**
 * Options of a feature under a profile: those given win over the profile's, which win over the defaults.
 * `hog(image, withProfile('scikit-image', 'hog', { orientations: 12 }))`
 * @param feature its registry name.
 * @throws NOT_FOUND for an unknown profile; BAD_OPTION for a feature that the profile does not have.
 */
export function withProfile(profile: string, feature: string, options: OptionValues = {}): OptionValues {
  requireProfiled(profile, [feature]);
  return { ...findProfile(profile).features[feature], ...options };
}

/** @throws NOT_FOUND for an unknown profile; BAD_OPTION where it has none of the features. */
export function requireProfiled(profile: string, features: readonly string[]): void {
  const known = Object.keys(findProfile(profile).features);
  if (features.some((feature) => known.includes(feature))) return;
  throw new FoveaError(
    'BAD_OPTION',
    `Expected a feature of the profile ${profile} (${known.join(', ')}) but received ${features.join(', ') || 'none'}. Leave the profile out, or give the options one by one.`,
  );
}
