import { FoveaError } from '../core/errors.js';
import { resolveOptions } from '../core/options.js';
import type { Json } from '../core/state.js';
import type { LocalExtractor, LocalFeatures, OptionValues } from '../features/extractor.js';
import { findExtractor } from '../features/index.js';
import type { Image } from '../image/image.js';
import type { LoadOptions } from '../image/load-options.js';

/** How the images of an index were read and described. Kept in its file, so that queries are treated alike. */
export interface IndexSettings {
  /** Name of a local feature with descriptors: `rootsift`. */
  readonly feature: string;
  /** Every option of the feature, defaults written out, so that a later change of a default changes no index. */
  readonly options: Readonly<Record<string, Json>>;
  /** How images were brought to size on reading; for `loadImage`. */
  readonly load: LoadOptions;
}

/**
 * Settings with names checked and defaults written out.
 * @throws NOT_FOUND for an unknown feature; BAD_OPTION for its options, and for a feature without descriptors.
 */
export function indexSettings(given: {
  readonly feature: string;
  readonly options?: OptionValues | undefined;
  readonly load?: LoadOptions | undefined;
}): IndexSettings {
  const extractor = describingExtractor(given.feature);
  const options = resolveOptions(extractor.name, extractor.options, given.options);
  return { feature: extractor.name, options, load: given.load ?? {} };
}

/** The keypoints and descriptors of an image, as the index has them of its own. Errors are the feature's. */
export function describeImage(image: Image, { feature, options }: IndexSettings): LocalFeatures {
  return describingExtractor(feature).extract(image, options);
}

function describingExtractor(name: string): LocalExtractor {
  const extractor = findExtractor(name);
  if (extractor.kind === 'local' && extractor.descriptorLength > 0) return extractor;
  throw new FoveaError(
    'BAD_OPTION',
    `Expected a local feature with descriptors for an index, such as rootsift, but received '${name}', which has none.`,
  );
}
