import type { ParameterGrid } from '../classify/classifier.js';
import { FoveaError } from '../core/errors.js';
import type { OptionValues } from '../features/extractor.js';
import type { ModelConfig } from '../models/image-model.js';
import { modelOptions, modelParts } from '../models/model-parts.js';
import type { ParseModelOptions } from '../models/parse-model.js';
import { type NamedModel, parseModels } from '../models/parse-models.js';
import { candidatesOf } from './candidates.js';

/** A model that takes part in a comparison, with options, a label or a grid of its own. */
export interface Entry extends NamedModel {
  /** What it is called in all results. Default: its name. */
  readonly label?: string;
  /** Values of options to choose from by trial on the training images alone, instead of those of `tune`. */
  readonly grid?: ParameterGrid;
}

/** Which options of models are chosen by trial. */
export interface TuneRule {
  /** Values of options for all models; each takes the options it knows. Default: each classifier's own `grid`. */
  readonly grid?: ParameterGrid | undefined;
  /** Folds that the training images are parted into. Default 3. */
  readonly folds?: number | undefined;
}

/** A model ready to be fitted, once a seed. */
export interface Contestant {
  readonly label: string;
  /** One for each of the seeds, in their order. */
  readonly configs: readonly ModelConfig[];
  /** Absent where no option is searched for. */
  readonly grid?: ParameterGrid;
}

/**
 * The models of a comparison with every option resolved and every value of every grid checked.
 * @throws BAD_OPTION, NOT_FOUND as `parseModels`; BAD_OPTION for two of one label, for an option of the grid that no
 * model knows, and for a list of values that is empty.
 */
export function contestantsOf(
  models: readonly (string | Entry)[],
  {
    seeds,
    tune,
    ...settings
  }: ParseModelOptions & { readonly seeds: readonly number[]; readonly tune?: TuneRule | undefined },
): Contestant[] {
  if (models.length === 0)
    throw new FoveaError(
      'BAD_OPTION',
      'Expected at least one model to compare, such as hog+svm, but received none.',
    );
  const entries = models.map((each): Entry => (typeof each === 'string' ? { model: each } : each));
  const rounds = seeds.map((seed) => parseModels(entries, { ...settings, seed }));
  requireKnown(entries, tune?.grid, settings);
  const contestants = entries.map((entry, i): Contestant => {
    const configs = rounds.map((parsed) => parsed[i]!.config);
    const grid = gridOf(entry, { tune, ...settings });
    for (const config of grid ? configs.slice(0, 1) : []) candidatesOf(config, grid!, settings.registry);
    return { label: entry.label ?? rounds[0]![i]!.name, configs, ...(grid && { grid }) };
  });
  requireDifferent(contestants.map(({ label }) => label));
  return contestants;
}

function gridOf(
  entry: Entry,
  { tune, registry, options = {} }: ParseModelOptions & { readonly tune?: TuneRule | undefined },
): ParameterGrid | undefined {
  const known = Object.keys(modelOptions(entry.model, registry));
  const grid =
    entry.grid ??
    (tune?.grid && only(tune.grid, known)) ??
    (tune &&
      without(modelParts(entry.model, registry).classifier.grid ?? {}, { ...options, ...entry.options }));
  return grid && Object.keys(grid).length > 0 ? grid : undefined;
}

const only = (grid: ParameterGrid, known: readonly string[]): ParameterGrid =>
  Object.fromEntries(Object.entries(grid).filter(([option]) => known.includes(option)));

/** What was given is not searched for. */
const without = (grid: ParameterGrid, given: OptionValues): ParameterGrid =>
  Object.fromEntries(Object.entries(grid).filter(([option]) => !Object.hasOwn(given, option)));

function requireKnown(
  entries: readonly Entry[],
  grid: ParameterGrid | undefined,
  { registry }: ParseModelOptions,
): void {
  const known = new Set(entries.flatMap(({ model }) => Object.keys(modelOptions(model, registry))));
  const unknown = Object.keys(grid ?? {}).find((option) => !known.has(option));
  if (unknown !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected options of ${entries.map(({ model }) => model).join(' or ')} in the grid (${[...known].join(', ')}) but received '${unknown}'.`,
    );
}

function requireDifferent(labels: readonly string[]): void {
  const twice = labels.find((label, i) => labels.indexOf(label) < i);
  if (twice !== undefined)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected models of different names but received '${twice}' twice. Give one of them a label of its own.`,
    );
}
