import { FoveaError } from '../core/errors.js';
import type { OptionValues } from '../features/extractor.js';
import { findProfile, requireProfiled } from '../features/profiles.js';
import type { ImageModel } from './image-model.js';
import { modelOptions, modelParts } from './model-parts.js';
import { type ParseModelOptions, parseModel } from './parse-model.js';

/** A model by name, with options that are its alone. */
export interface NamedModel {
  /** `feature[+feature…]+classifier`. */
  readonly model: string;
  /** Win over those that all models share. */
  readonly options?: OptionValues;
}

/**
 * Several models that share one bag of options and one profile: each takes what it knows.
 * @throws BAD_OPTION for an option of all that none of them knows, an option of one that it does not know, or a
 * profile that has no feature of any; and what `parseModel` throws.
 */
export function parseModels(
  models: readonly (string | NamedModel)[],
  settings: ParseModelOptions = {},
): ImageModel[] {
  const { options = {}, profile, registry } = settings;
  const named = models.map((each) => (typeof each === 'string' ? { model: each } : each));
  const features = named.map(({ model }) =>
    modelParts(model, registry).features.flatMap(({ feature }) => feature ?? []),
  );
  if (profile !== undefined) requireProfiled(profile, features.flat());
  const isProfiled = (feature: string) =>
    profile !== undefined && Object.hasOwn(findProfile(profile).features, feature);
  const known = named.map(({ model }) => new Set(Object.keys(modelOptions(model, registry))));
  const unknown = Object.keys(options).find((option) => !known.some((each) => each.has(option)));
  if (unknown !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an option of ${named.map(({ model }) => model).join(' or ')} (${[...new Set(known.flatMap((each) => [...each]))].join(', ')}) but received '${unknown}'.`,
    );
  return named.map(({ model, options: own }: NamedModel, i) => {
    const shared = Object.entries(options).filter(([option]) => known[i]!.has(option));
    return parseModel(model, {
      ...settings,
      options: { ...Object.fromEntries(shared), ...own },
      profile: features[i]!.some(isProfiled) ? profile : undefined,
    });
  });
}
