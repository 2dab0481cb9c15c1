import { type ClassifierDefinition, classifiers } from '../classify/index.js';
import { FoveaError } from '../core/errors.js';
import { type Extractor, extractors } from '../features/index.js';
import { bovwRepresentation } from './bovw-representation.js';
import { globalRepresentation } from './global-representation.js';
import { pixelsRepresentation } from './pixels-representation.js';
import type { RepresentationDefinition } from './representation.js';

/** What the parts of a model's name may mean. Add your own features and classifiers to use them in models. */
export interface ModelRegistry {
  readonly extractors: readonly Extractor[];
  readonly classifiers: readonly ClassifierDefinition[];
}

/** Everything that comes with Fovea. */
export const modelRegistry: ModelRegistry = { extractors, classifiers };

/** The local feature that `bovw` alone stands for. */
const defaultLocal = 'rootsift';

/**
 * What may stand before the classifier in a model's name: every global feature, `pixels`, `bovw` (a bag of
 * visual words over RootSIFT) and `bovw-<feature>` for each local feature with descriptors.
 */
export function representationNames({ extractors }: ModelRegistry): string[] {
  const global = extractors.filter(({ kind }) => kind === 'global').map(({ name }) => name);
  const local = extractors.filter(
    (extractor) => extractor.kind === 'local' && extractor.descriptorLength > 0,
  );
  return [...global, 'pixels', 'bovw', ...local.map(({ name }) => `bovw-${name}`)];
}

/**
 * The representation of a name or alias.
 * @throws NOT_FOUND, listing what there is; a local feature alone is told how to become a bag of words.
 */
export function findRepresentation(name: string, registry: ModelRegistry): RepresentationDefinition {
  if (name === 'pixels') return pixelsRepresentation;
  const isBag = name === 'bovw' || name.startsWith('bovw-');
  const featureName = isBag ? name.slice('bovw-'.length) || defaultLocal : name;
  const extractor = registry.extractors.find((each) => answersTo(each, featureName));
  if (extractor?.kind === 'global' && !isBag) return globalRepresentation(extractor);
  if (extractor?.kind === 'local' && isBag && extractor.descriptorLength > 0)
    return bovwRepresentation(name, extractor);
  const mend =
    extractor?.kind === 'local' && extractor.descriptorLength > 0
      ? ` It gives many descriptors an image; 'bovw-${extractor.name}' makes one vector of them.`
      : '';
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a feature (${representationNames(registry).join(', ')}) but received '${name}'.${mend}`,
  );
}

/** The classifier of a name or alias. @throws NOT_FOUND, listing what there is. */
export function findClassifierIn(name: string, { classifiers }: ModelRegistry): ClassifierDefinition {
  const found = classifiers.find((definition) => answersTo(definition, name));
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a classifier (${classifiers.map((definition) => definition.name).join(', ')}) but received '${name}'.`,
  );
}

function answersTo(
  { name, aliases = [] }: { readonly name: string; readonly aliases?: readonly string[] },
  asked: string,
): boolean {
  return name === asked || aliases.includes(asked);
}
