import type { ParameterGrid } from '../classify/classifier.js';
import { describeValue, FoveaError } from '../core/errors.js';
import type { OptionValues } from '../features/extractor.js';
import type { ModelConfig } from '../models/image-model.js';
import type { ModelRegistry } from '../models/model-registry.js';
import { withOptions } from '../models/with-options.js';

/** One point of a grid. */
export interface CandidateModel {
  /** The options that the grid varies. */
  readonly options: OptionValues;
  readonly config: ModelConfig;
}

/**
 * Every combination of a grid's values, the last option varying fastest, as models.
 * @throws BAD_OPTION for an option that no part of the model knows, a value out of range, or a list that is empty or
 * none.
 */
export function candidatesOf(
  config: ModelConfig,
  grid: ParameterGrid,
  registry?: ModelRegistry,
): CandidateModel[] {
  let combinations: OptionValues[] = [{}];
  for (const [option, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected a list of values for '${option}' in the grid, such as [0.1, 1, 10], but received ${Array.isArray(values) ? 'an empty one' : describeValue(values)}.`,
      );
    combinations = combinations.flatMap((known) => values.map((value) => ({ ...known, [option]: value })));
  }
  return combinations.map((options) => ({ options, config: withOptions(config, options, registry) }));
}
