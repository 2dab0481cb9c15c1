import { FoveaError } from '../core/errors.js';
import { findProfile, requireProfiled } from '../features/profiles.js';
import type { ImageModel } from './image-model.js';
import { modelOptions, modelParts } from './model-parts.js';
import { type ParseModelOptions, parseModel } from './parse-model.js';

/**
 * Several models that share one bag of options and one profile: each takes what it knows.
 * @throws BAD_OPTION for an option that none of them knows or a profile that has no feature of any, and
 * what `parseModel` throws.
 */
export function parseModels(names: readonly string[], settings: ParseModelOptions = {}): ImageModel[] {
  const { options = {}, profile, registry } = settings;
  const features = names.map((name) =>
    modelParts(name, registry).features.flatMap(({ feature }) => feature ?? []),
  );
  if (profile !== undefined) requireProfiled(profile, features.flat());
  const isProfiled = (feature: string) =>
    profile !== undefined && Object.hasOwn(findProfile(profile).features, feature);
  const known = names.map((name) => new Set(Object.keys(modelOptions(name, registry))));
  const unknown = Object.keys(options).find((option) => !known.some((each) => each.has(option)));
  if (unknown !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an option of ${names.join(' or ')} (${[...new Set(known.flatMap((each) => [...each]))].join(', ')}) but received '${unknown}'.`,
    );
  return names.map((name, i) => {
    const own = Object.entries(options).filter(([option]) => known[i]!.has(option));
    return parseModel(name, {
      ...settings,
      options: Object.fromEntries(own),
      profile: features[i]!.some(isProfiled) ? profile : undefined,
    });
  });
}
