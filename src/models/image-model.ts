import type { Classifier, Diagnostics, Samples } from '../classify/classifier.js';
import { FoveaError } from '../core/errors.js';
import { type NdArray, ndarray, stack } from '../core/ndarray.js';
import { type Json, nestStates, partOf, type State } from '../core/state.js';
import type { Image } from '../image/image.js';
import { joinBlocks } from './join-blocks.js';
import { findClassifierIn, findRepresentation, type ModelRegistry, modelRegistry } from './model-registry.js';
import type { Representation } from './representation.js';

/** A part of a model: its registry name and every option it has, resolved. */
export type PartConfig = {
  readonly name: string;
  readonly options: Readonly<Record<string, number | string | boolean>>;
};

/** Everything that makes a model what it is before it has learnt anything. */
export type ModelConfig = {
  readonly features: readonly PartConfig[];
  readonly classifier: PartConfig;
  readonly size: { readonly width: number; readonly height: number };
  readonly seed: number;
};

/** What one image gave: the extract of each representation, in the order of the model's name. */
export type ModelExtract = readonly unknown[];

/** What a model learns from. */
export interface LabelledClasses {
  /** One label an image: an index into `classNames`. */
  readonly labels: Int32Array;
  readonly classNames: readonly string[];
}

/**
 * From pixels to a verdict: one or more representations, and a classifier over their joined vectors.
 * Extraction, the fitting of representations, encoding and classification are steps of their own, so that a
 * comparison can time them and share what models have in common; `fit` and `predict` do them in one go.
 */
export class ImageModel {
  /** As it was parsed, in canonical names: `hog+svm`. */
  readonly name: string;
  readonly config: ModelConfig;
  readonly representations: readonly Representation[];
  #classifier: Classifier;
  #classNames: readonly string[] = [];
  readonly #takesShape: boolean;

  /** Most callers want `parseModel`. */
  constructor(config: ModelConfig, registry: ModelRegistry = modelRegistry) {
    this.config = config;
    this.name = nameOf(config, registry);
    this.representations = config.features.map((part) =>
      findRepresentation(part.name, registry).create(part.options, config.size),
    );
    const definition = findClassifierIn(config.classifier.name, registry);
    this.#classifier = definition.create(config.classifier.options);
    this.#takesShape = definition.takesShape ?? false;
  }

  /** In label order; empty before `fit`. */
  get classNames(): readonly string[] {
    return this.#classNames;
  }

  /** Stateless: the same before and after `fit`. */
  extract(image: Image): ModelExtract {
    return this.representations.map((representation) => representation.extract(image));
  }

  /** Learns everything from the extracts of the training images and their labels. Replaces what was learnt. */
  async fit(extracts: readonly ModelExtract[], classes: LabelledClasses): Promise<void> {
    for (const [i, representation] of this.representations.entries())
      await representation.fit(extracts.map((extract) => extract[i]));
    await this.fitClassifier(this.encode(extracts), classes);
  }

  /** The last step of `fit`, on samples that `encode` or `join` made. */
  async fitClassifier(samples: Samples, { labels, classNames }: LabelledClasses): Promise<void> {
    await this.#classifier.fit(samples, labels);
    this.#classNames = classNames;
  }

  /** One row an image. @throws NOT_FITTED where a representation has not learnt yet. */
  encode(extracts: readonly ModelExtract[]): Samples {
    return this.join(
      extracts.map((extract) =>
        this.representations.map((representation, i) => representation.encode(extract[i])),
      ),
    );
  }

  /** The last step of `encode`: for each image the vectors of its representations, as the classifier takes them. */
  join(blocks: readonly (readonly Float32Array[])[]): Samples {
    const samples = stack(blocks.map(joinBlocks));
    const [only, ...others] = this.representations;
    const shape = others.length === 0 ? only?.sampleShape : undefined;
    return this.#takesShape && shape ? ndarray(samples.data, [blocks.length, ...shape]) : samples;
  }

  /** The most likely label of each image. @throws NOT_FITTED */
  predict(extracts: readonly ModelExtract[]): Promise<Int32Array> {
    return this.#classifier.predict(this.encode(extracts));
  }

  /** `[images, classes]`, rows sum to 1. @throws NOT_FITTED */
  predictProba(extracts: readonly ModelExtract[]): Promise<NdArray<Float32Array>> {
    return this.#classifier.predictProba(this.encode(extracts));
  }

  /** As `predict`, on samples that `join` made. @throws NOT_FITTED */
  classify(samples: Samples): Promise<Int32Array> {
    return this.#classifier.predict(samples);
  }

  /** As `predictProba`, on samples that `join` made. @throws NOT_FITTED */
  classifyProba(samples: Samples): Promise<NdArray<Float32Array>> {
    return this.#classifier.predictProba(samples);
  }

  /**
   * A model that has learnt the same and adds up so many answers for each image, with fresh draws.
   * @throws BAD_OPTION for a classifier whose answers are not drawn; NOT_FITTED.
   */
  repeating(tests: number): ImageModel {
    const classifier = this.#classifier.repeating?.(tests);
    if (!classifier)
      throw new FoveaError(
        'BAD_OPTION',
        `Expected a network that draws while it answers, such as fmp, to repeat tests but ${this.name} answers always the same.`,
      );
    const model = ImageModel.restore(this.state());
    model.#classifier = classifier;
    return model;
  }

  /** How the classifier's fitting went, where it tells. @throws NOT_FITTED */
  diagnostics(): Diagnostics | undefined {
    return this.#classifier.diagnostics?.();
  }

  /** @throws NOT_FITTED */
  state(): State {
    const parts = nestStates({
      representations: nestStates(
        Object.fromEntries(this.representations.map((part, i) => [String(i), part.state()])),
      ),
      classifier: this.#classifier.state(),
    });
    const model: Json = { ...this.config, classNames: this.#classNames };
    return { config: { ...parts.config, model }, tensors: parts.tensors };
  }

  /** A fitted model from its `state`; its predictions are equal bit for bit. @throws BAD_FILE, NOT_FOUND. */
  static restore(state: State, registry: ModelRegistry = modelRegistry): ImageModel {
    const { classNames, ...config } = savedModel(state);
    const model = new ImageModel(config, registry);
    const representations = partOf(state, 'representations');
    model.representations.forEach((part, i) => {
      part.restore(partOf(representations, String(i)));
    });
    const definition = findClassifierIn(config.classifier.name, registry);
    model.#classifier = definition.restore(partOf(state, 'classifier'));
    model.#classNames = classNames;
    return model;
  }
}

/** A network that sees nothing but pixels goes by its own name. */
function nameOf({ features, classifier }: ModelConfig, registry: ModelRegistry): string {
  const names = features.map(({ name }) => name);
  const isAlone = names.join() === 'pixels' && findClassifierIn(classifier.name, registry).takesShape;
  return [...(isAlone ? [] : names), classifier.name].join('+');
}

function savedModel(state: State): ModelConfig & { classNames: readonly string[] } {
  const saved = partOf(state, 'model').config as unknown as Partial<ReturnType<typeof savedModel>>;
  if (Array.isArray(saved.features) && saved.classifier && saved.size && Array.isArray(saved.classNames))
    return saved as ReturnType<typeof savedModel>;
  throw new FoveaError('BAD_FILE', 'Expected a saved image model but received the state of something else.');
}
