import type { ClassifierDefinition } from '../classify/classifier.js';
import { FoveaError } from '../core/errors.js';
import { type OptionSpec, resolveOptions } from '../core/options.js';
import type { OptionValues } from '../features/extractor.js';
import { findProfile, requireProfiled } from '../features/profiles.js';
import { ImageModel, type PartConfig } from './image-model.js';
import { isNetwork, modelParts } from './model-parts.js';
import { type ModelRegistry, modelRegistry } from './model-registry.js';
import type { ImageSize } from './representation.js';

/** How a model is made from its name. */
export interface ParseModelOptions {
  /**
   * Options of all parts in one bag: each part takes those it knows, and a name that two parts share (`luma`)
   * goes to both. Where several features are joined, `scaling` of the classifier is `none` unless given.
   */
  readonly options?: OptionValues;
  /**
   * Whose program features agree with, by the name of a profile (see `profiles`): it gives defaults to the features
   * that it has, and `options` win over it. Default: none.
   */
  readonly profile?: string | undefined;
  /** What images become for features whose length depends on it (HOG). Default 128 × 128; for networks their own. */
  readonly size?: ImageSize | undefined;
  /** Channels of the images, for networks: 1 makes them grey. Default 3. */
  readonly channels?: 1 | 3 | undefined;
  /** Of everything in the model that draws random numbers. Default 0. */
  readonly seed?: number;
  /** Where names are looked up. Default: everything that comes with Fovea. */
  readonly registry?: ModelRegistry;
}

/** Where images must share a size and none is given. */
export const defaultImageSize: ImageSize = { width: 128, height: 128 };

/**
 * An unfitted model from its name, `feature[+feature…]+classifier`.
 * @throws NOT_FOUND for an unknown part or profile; BAD_OPTION for a malformed name, a value out of range, an option
 * that no part of the model knows, or a profile that has none of its features.
 */
export function parseModel(
  name: string,
  {
    options = {},
    profile,
    size: given,
    channels = 3,
    seed = 0,
    registry = modelRegistry,
  }: ParseModelOptions = {},
): ImageModel {
  const { features, classifier } = modelParts(name, registry);
  requireKnown(name, options, [...features, classifier]);
  if (profile !== undefined)
    requireProfiled(
      profile,
      features.flatMap(({ feature }) => feature ?? []),
    );
  const size = given ?? sideOf(classifier, options) ?? defaultImageSize;
  const pixels = isNetwork(name, registry) ? pixelsOf(size, channels) : {};
  // Joined blocks are scaled already: see joinBlocks.
  const scaling = features.length > 1 ? { scaling: 'none' } : {};
  const config = {
    size: { width: size.width, height: size.height },
    seed,
    features: features.map((part) =>
      resolvePart(part, { seed, ...pixels, ...profiled(profile, part.feature), ...options }),
    ),
    classifier: resolvePart(classifier, { seed, ...scaling, ...options }),
  };
  return new ImageModel(config, registry);
}

/** The size that a network would have images of, with the options that are given. */
function sideOf(classifier: ClassifierDefinition, given: OptionValues): ImageSize | undefined {
  if (classifier.side === undefined) return undefined;
  const side = classifier.side(resolvePart(classifier, given).options);
  return { width: side, height: side };
}

/** A network alone sees whole images: of the size that all have, in their own colours. */
const pixelsOf = ({ width, height }: ImageSize, channels: 1 | 3): OptionValues => ({
  pixelsWidth: width,
  pixelsHeight: height,
  pixelsColour: channels === 1 ? 'grey' : 'rgb',
});

/** What a profile says of a feature: nothing, of one that it does not have. */
function profiled(profile: string | undefined, feature: string | undefined): OptionValues {
  if (profile === undefined || feature === undefined) return {};
  return findProfile(profile).features[feature] ?? {};
}

function requireKnown(name: string, given: OptionValues, parts: readonly { options: OptionSpec }[]): void {
  const known = [...new Set(parts.flatMap(({ options }) => Object.keys(options)))];
  const unknown = Object.keys(given).find((option) => !known.includes(option));
  if (unknown !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an option of ${name} (${known.join(', ') || 'it has none'}) but received '${unknown}'.`,
    );
}

/** A part with those of the given options that it knows, and defaults for the rest. */
function resolvePart(part: { name: string; options: OptionSpec }, given: OptionValues): PartConfig {
  const own = Object.entries(given).filter(([option]) => Object.hasOwn(part.options, option));
  return { name: part.name, options: resolveOptions(part.name, part.options, Object.fromEntries(own)) };
}
