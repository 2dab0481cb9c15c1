import { encodings } from '../bow/encodings.js';
import { type ClassifierDefinition, classifiers } from '../classify/index.js';
import { FoveaError } from '../core/errors.js';
import type { Extractor, LocalExtractor } from '../features/extractor.js';
import { extractors } from '../features/index.js';
import { networkClassifiers } from '../nn/index.js';
import { encodedRepresentation } from './encoded-representation.js';
import { globalRepresentation } from './global-representation.js';
import { pixelsRepresentation } from './pixels-representation.js';
import type { RepresentationDefinition } from './representation.js';

/** What the parts of a model's name may mean. Add your own features and classifiers to use them in models. */
export interface ModelRegistry {
  readonly extractors: readonly Extractor[];
  readonly classifiers: readonly ClassifierDefinition[];
}

/** Everything that comes with Fovea. */
export const modelRegistry: ModelRegistry = {
  extractors,
  classifiers: [...classifiers, ...networkClassifiers],
};

/** The local feature that an encoding alone stands for. */
const defaultLocal = 'rootsift';

/**
 * What may stand before the classifier in a model's name: every global feature, `pixels`, each encoding over RootSIFT
 * (`bovw`, `vlad`) and over each local feature with descriptors (`vlad-sift`).
 */
export function representationDefinitions({ extractors }: ModelRegistry): RepresentationDefinition[] {
  const described = extractors.filter(
    (extractor): extractor is LocalExtractor => extractor.kind === 'local' && extractor.descriptorLength > 0,
  );
  const standard = described.find(({ name }) => name === defaultLocal);
  return [
    ...extractors.filter((extractor) => extractor.kind === 'global').map(globalRepresentation),
    pixelsRepresentation,
    ...encodings.flatMap((encoding) =>
      standard ? [encodedRepresentation(encoding.name, { encoding, extractor: standard })] : [],
    ),
    ...encodings.flatMap((encoding) =>
      described.map((extractor) =>
        encodedRepresentation(`${encoding.name}-${extractor.name}`, { encoding, extractor }),
      ),
    ),
  ];
}

/**
 * The representation of a name or alias.
 * @throws NOT_FOUND, listing what there is; a local feature alone is told how to become one vector.
 */
export function findRepresentation(name: string, registry: ModelRegistry): RepresentationDefinition {
  const definitions = representationDefinitions(registry);
  const found = definitions.find((definition) => answersTo(definition, name));
  if (found) return found;
  const bag = definitions.find((definition) => answersTo(definition, `bovw-${name}`));
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a feature (${definitions.map((definition) => definition.name).join(', ')}) but received '${name}'.${
      bag ? ` It gives many descriptors an image; '${bag.name}' makes one vector of them.` : ''
    }`,
  );
}

/** The classifier of a name, else of an alias. @throws NOT_FOUND, listing what there is. */
export function findClassifierIn(name: string, { classifiers }: ModelRegistry): ClassifierDefinition {
  const found =
    classifiers.find((definition) => definition.name === name) ??
    classifiers.find((definition) => answersTo(definition, name));
  if (found) return found;
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a classifier (${classifiers.map((definition) => definition.name).join(', ')}) but received '${name}'.`,
  );
}

/** Whether a name is that of a part, or one of its aliases. */
export function answersTo(
  { name, aliases = [] }: { readonly name: string; readonly aliases?: readonly string[] },
  asked: string,
): boolean {
  return name === asked || aliases.includes(asked);
}
