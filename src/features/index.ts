import { FoveaError } from '../core/errors.js';
import { colourHistogramExtractor } from './colour-histogram.js';
import type { Extractor } from './extractor.js';
import { fastExtractor } from './fast.js';
import { hogExtractor } from './hog.js';
import { lbpExtractor } from './lbp-extractor.js';
import { lbpMultiscaleExtractor } from './lbp-multiscale.js';
import { rootsiftExtractor } from './rootsift.js';
import { siftExtractor } from './sift.js';

export * from './colour-histogram.js';
export * from './dense.js';
export * from './describe-keypoints.js';
export * from './extractor.js';
export * from './fast.js';
export * from './histogram-norm.js';
export * from './hog.js';
export * from './lbp.js';
export * from './lbp-extractor.js';
export * from './lbp-histogram.js';
export * from './lbp-multiscale.js';
export * from './match.js';
export * from './profiles.js';
export * from './rootsift.js';
export * from './sift.js';

/** Every feature there is, in the order of `--help`. One more is one more line here. */
export const extractors: readonly Extractor[] = [
  colourHistogramExtractor,
  hogExtractor,
  lbpExtractor,
  lbpMultiscaleExtractor,
  fastExtractor,
  siftExtractor,
  rootsiftExtractor,
];

/** The feature of a name or alias. @throws NOT_FOUND, listing the names. */
export function findExtractor(name: string): Extractor {
  const found = extractors.find((extractor) => extractor.name === name || extractor.aliases?.includes(name));
  if (found) return found;
  const names = extractors.map((extractor) => extractor.name).join(', ');
  throw new FoveaError('NOT_FOUND', `Expected a feature (${names}) but received '${name}'.`);
}
