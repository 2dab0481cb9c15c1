import { FoveaError } from '../core/errors.js';
import { type OptionSpec, resolveOptions } from '../core/options.js';
import type { OptionValues } from '../features/extractor.js';
import type { ModelConfig, PartConfig } from './image-model.js';
import { findClassifierIn, findRepresentation, type ModelRegistry, modelRegistry } from './model-registry.js';

/**
 * A model's configuration with some options of its parts changed: each part takes those that it knows.
 * @throws BAD_OPTION for an option that no part knows, or a value out of range.
 */
export function withOptions(
  config: ModelConfig,
  changed: OptionValues,
  registry: ModelRegistry = modelRegistry,
): ModelConfig {
  const specs = {
    features: config.features.map(({ name }) => findRepresentation(name, registry).options),
    classifier: findClassifierIn(config.classifier.name, registry).options,
  };
  const unknown = Object.keys(changed).find(
    (option) => ![...specs.features, specs.classifier].some((spec) => Object.hasOwn(spec, option)),
  );
  if (unknown !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an option of ${[...config.features, config.classifier].map(({ name }) => name).join('+')} but received '${unknown}'.`,
    );
  return {
    ...config,
    features: config.features.map((part, i) => changedPart(part, specs.features[i]!, changed)),
    classifier: changedPart(config.classifier, specs.classifier, changed),
  };
}

function changedPart(part: PartConfig, spec: OptionSpec, changed: OptionValues): PartConfig {
  const own = Object.fromEntries(Object.entries(changed).filter(([option]) => Object.hasOwn(spec, option)));
  return { name: part.name, options: resolveOptions(part.name, spec, { ...part.options, ...own }) };
}
