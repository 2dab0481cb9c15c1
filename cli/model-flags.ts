import type { Options } from 'yargs';
import type { OptionSpec } from '../src/core/options.js';
import { modelOptions, modelRegistry, representationDefinitions } from '../src/models/index.js';
import type { Arguments } from './command.js';
import { sizeOption } from './load-flags.js';
import { flagsOf, givenOf } from './option-flags.js';

/** What `--model` and `--models` may be made of, for `--help`. */
export function modelHelp(): string {
  const features = representationDefinitions(modelRegistry).map(({ name }) => name);
  const { classifiers } = modelRegistry;
  const named = (wanted: boolean) =>
    classifiers
      .filter(({ takesShape = false }) => takesShape === wanted)
      .map(({ name, aliases = [] }) => name + aliases.map((alias) => ` or ${alias}`).join(''))
      .join(', ');
  return `feature[+feature…]+classifier, or a network alone; features: ${features.join(', ')}; classifiers: ${named(false)}; networks: ${named(true)}`;
}

/** `'hog+svm, lbp+knn'` → `['hog+svm', 'lbp+knn']`. */
export const modelNames = (list: string | undefined): string[] =>
  (list ?? '').split(',').flatMap((name) => name.trim() || []);

/** The options of all parts of the named models: they show in `--help` once models are named. */
export function modelFlags(names: readonly string[]): Record<string, Options> {
  return flagsOf(specOf(names), 'model');
}

/** Those of `modelFlags` that the user gave. */
export const modelOptionsOf = (names: readonly string[], args: Arguments): Record<string, unknown> =>
  givenOf(specOf(names), args);

/** The seed is a flag of its own: it is also the split's. */
function specOf(names: readonly string[]): OptionSpec {
  const { seed: _, ...spec } = Object.assign({}, ...names.map((name) => modelOptions(name)));
  return spec;
}

/** How a data set is parted and its images brought to size: what `train` and `compare` share. */
export const datasetFlags = {
  seed: { type: 'number', default: 0, describe: 'of the split and of all that is random in the models' },
  'train-per-class': { type: 'number', describe: 'images of each class to train on' },
  'test-per-class': { type: 'number', describe: 'images of each class to test on [default: the rest]' },
  'train-fraction': {
    type: 'number',
    describe: "part of each class to train on [default: the data set's own split, else 0.7]",
  },
  size: {
    type: 'string',
    describe:
      "WIDTHxHEIGHT that images become for features that need one size [default: the data set's, else a network's own or 128x128]",
  },
} as const satisfies Record<string, Options>;

/** The values of `datasetFlags`, as `compareModels` takes them. */
export function datasetOptionsOf(args: Arguments) {
  const { width, height } = sizeOption('size', args.size);
  return {
    seed: args.seed as number,
    split: {
      trainPerClass: args.trainPerClass as number | undefined,
      testPerClass: args.testPerClass as number | undefined,
      trainFraction: args.trainFraction as number | undefined,
    },
    size: width && height ? { width, height } : undefined,
  };
}
