import type { ClassifierDefinition } from '../classify/classifier.js';
import { FoveaError } from '../core/errors.js';
import type { OptionSpec } from '../core/options.js';
import {
  answersTo,
  findClassifierIn,
  findRepresentation,
  type ModelRegistry,
  modelRegistry,
} from './model-registry.js';
import type { RepresentationDefinition } from './representation.js';

/** What a model's name stands for. */
export interface ModelParts {
  readonly features: readonly RepresentationDefinition[];
  readonly classifier: ClassifierDefinition;
}

/**
 * Takes a model's name apart: `feature[+feature…]+classifier`, as in `hog+svm` or `colour+hog+bovw+svm`. A network
 * alone, as in `lenet`, sees the pixels: `pixels+lenet`. A name alone is looked up among networks only, a name behind a
 * plus among all classifiers, their names before their aliases: `logistic` is the network, `pixels+logistic` is not.
 * @throws BAD_OPTION for a name without both; NOT_FOUND for an unknown part, listing what there is.
 */
export function modelParts(name: string, registry: ModelRegistry = modelRegistry): ModelParts {
  const network = networkOf(name, registry);
  const names = network ? ['pixels', network.name] : name.split('+').map((part) => part.trim());
  if (names.length < 2 || names.includes(''))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a model 'feature+classifier', such as hog+svm or colour+hog+knn, or a network alone (${networksIn(registry).join(', ')}), but received '${name}'.`,
    );
  const features = names.slice(0, -1).map((part) => findRepresentation(part, registry));
  features.forEach((feature, i) => {
    if (features.findIndex((other) => other.name === feature.name) < i)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected each feature once in a model but received '${feature.name}' twice in '${name}'.`,
      );
  });
  return { features, classifier: network ?? findClassifierIn(names.at(-1)!, registry) };
}

/** Whether a name is that of a network, which needs no feature before it. */
export const isNetwork = (name: string, registry: ModelRegistry = modelRegistry): boolean =>
  networkOf(name, registry) !== undefined;

const networksIn = ({ classifiers }: ModelRegistry): string[] =>
  classifiers.flatMap(({ name, takesShape }) => (takesShape ? name : []));

const networkOf = (name: string, { classifiers }: ModelRegistry): ClassifierDefinition | undefined =>
  classifiers.find((each) => each.takesShape && answersTo(each, name));

/** Every option that some part of a model knows, by name; where two parts share a name, the first one's. */
export function modelOptions(name: string, registry: ModelRegistry = modelRegistry): OptionSpec {
  const { features, classifier } = modelParts(name, registry);
  return Object.assign({}, ...[classifier, ...features.toReversed()].map(({ options }) => options));
}
