import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { ParameterGrid } from '../src/classify/index.js';
import type { Entry, LeakMode, TuneRule } from '../src/compare/index.js';
import { describeValue, FoveaError } from '../src/core/errors.js';
import { modelRegistry, representationDefinitions } from '../src/models/index.js';
import type { Arguments } from './command.js';

/** What a configuration file of `fovea compare` says: flags by camelCase name, and models with all they may have. */
export interface CompareConfig {
  /** Of flags that have one value. */
  readonly flags: Arguments;
  /** A folder; the kind where `flags.data` names the folder. */
  readonly dataset?: string;
  readonly models?: readonly Entry[];
  /** Options shared by all models. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly tune?: TuneRule;
  readonly learningCurve?: readonly number[];
}

/** Whether the first argument of `fovea compare` is a configuration instead of a data set. */
export const isConfig = (argument: string): boolean => argument.endsWith('.json');

/** What `--leaks` may be. */
export const leakModes = ['warn', 'drop', 'refuse', 'ignore'] as const satisfies readonly LeakMode[];

type Check = readonly [expected: string, holds: (value: unknown) => boolean];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = ['a string', (value) => typeof value === 'string' && value !== ''];
const whole: Check = ['a whole number', (value) => Number.isInteger(value)];
const truth: Check = ['true or false', (value) => typeof value === 'boolean'];
const object: Check = ['an object', isObject];

/** Of the protocol: at the top of the file, or under `protocol`. */
const protocolKeys: Readonly<Record<string, Check>> = {
  folds: whole,
  repeats: whole,
  trainPerClass: whole,
  testPerClass: whole,
  trainFraction: ['a number', (value) => typeof value === 'number'],
};

const flagKeys: Readonly<Record<string, Check>> = {
  ...protocolKeys,
  seed: whole,
  size: text,
  profile: text,
  leaks: [`one of ${leakModes.join(', ')}`, (value) => (leakModes as readonly unknown[]).includes(value)],
  report: text,
  workers: whole,
  cache: ['a folder or false', (value) => value === false || text[1](value)],
  timings: truth,
};

const otherKeys: Readonly<Record<string, Check>> = {
  dataset: text,
  data: text,
  models: [
    'a list of models, or their names in one string',
    (value) => text[1](value) || (Array.isArray(value) && value.length > 0),
  ],
  protocol: object,
  options: object,
  tune: ['true, false or an object', (value) => truth[1](value) || isObject(value)],
  grid: object,
  learningCurve: [
    'a list of whole numbers',
    (value) => Array.isArray(value) && value.every((each) => Number.isInteger(each)),
  ],
};

const modelKeys: Readonly<Record<string, Check>> = {
  name: text,
  label: text,
  features: [
    'a list of names',
    (value) => Array.isArray(value) && value.length > 0 && value.every((each) => text[1](each)),
  ],
  encoding: text,
  classifier: text,
  options: object,
  grid: object,
};

const tuneKeys: Readonly<Record<string, Check>> = { grid: object, folds: whole };

/**
 * Reads the configuration of a comparison.
 * @throws NOT_FOUND, BAD_FILE when it cannot be read or is no JSON; BAD_OPTION for a key or a value that does not
 * belong there. Each names the file, and the key.
 */
export function readCompareConfig(file: string): CompareConfig {
  const { protocol = {}, ...top } = checked(parsed(file), { ...flagKeys, ...otherKeys }, { file, at: '' });
  const inner = checked(protocol, protocolKeys, { file, at: 'protocol.' });
  const { dataset, data, models, options, tune, grid, learningCurve, ...flags } = top;
  return {
    flags: {
      ...flags,
      ...inner,
      ...(data !== undefined && { data: besideOrHere(data as string, file) }),
    },
    ...(dataset !== undefined && {
      dataset: data === undefined ? besideOrHere(dataset as string, file) : (dataset as string),
    }),
    ...(models !== undefined && { models: entriesOf(models, file) }),
    ...(options !== undefined && { options: options as Record<string, unknown> }),
    ...(learningCurve !== undefined && { learningCurve: learningCurve as number[] }),
    ...tuneRule(tune, { grid, file }),
  };
}

function parsed(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new FoveaError(
      'NOT_FOUND',
      `Expected the configuration of a comparison in ${file} but it cannot be read: ${(cause as Error).message}`,
      { file, cause },
    );
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new FoveaError('BAD_FILE', `Expected JSON in ${file} but it cannot be read: ${String(cause)}`, {
      file,
      cause,
    });
  }
}

/** An object with known keys only, each of the right kind; `train-per-class` counts as `trainPerClass`. */
function checked(
  value: unknown,
  keys: Readonly<Record<string, Check>>,
  { file, at }: { file: string; at: string },
): Record<string, unknown> {
  if (!isObject(value)) throw refusal(`an object for ${at.slice(0, -1) || 'everything'}`, value, file);
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => {
      const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (!check)
        throw new FoveaError(
          'BAD_OPTION',
          `Expected one of ${Object.keys(keys).join(', ')}${at && ` under ${at.slice(0, -1)}`} in ${file} but received '${name}'.`,
          { file },
        );
      if (!check[1](each)) throw refusal(`${check[0]} for ${at}${name}`, each, file);
      return [key, each];
    }),
  );
}

const refusal = (expected: string, received: unknown, file: string): FoveaError =>
  new FoveaError('BAD_OPTION', `Expected ${expected} in ${file} but received ${describeValue(received)}.`, {
    file,
  });

/** A relative path is looked for beside the file, then in the working folder. */
function besideOrHere(path: string, file: string): string {
  const beside = join(dirname(file), path);
  return !isAbsolute(path) && existsSync(beside) ? beside : path;
}

function entriesOf(models: unknown, file: string): Entry[] {
  if (typeof models === 'string') return models.split(',').map((name): Entry => ({ model: name.trim() }));
  return (models as unknown[]).map((each, i) =>
    typeof each === 'string' ? { model: each } : entryOf(each, { file, at: `models[${i}].` }),
  );
}

function entryOf(value: unknown, place: { file: string; at: string }): Entry {
  const { name, features, encoding, classifier, label, options, grid } = checked(value, modelKeys, place);
  const isNamed = name !== undefined;
  if (isNamed === (features !== undefined && classifier !== undefined))
    throw refusal(
      `either a name or features and a classifier for ${place.at.slice(0, -1)}`,
      isNamed ? 'both' : 'neither',
      place.file,
    );
  return {
    model: isNamed
      ? (name as string)
      : [...encoded(features as string[], encoding as string | undefined), classifier].join('+'),
    ...(label !== undefined && { label: label as string }),
    ...(options !== undefined && { options: options as Record<string, unknown> }),
    ...(grid !== undefined && { grid: grid as ParameterGrid }),
  };
}

/** `rootsift` under the encoding `bovw` is `bovw-rootsift`; a feature that needs no encoding stays as it is. */
function encoded(features: readonly string[], encoding: string | undefined): string[] {
  const names = representationDefinitions(modelRegistry).map(({ name }) => name);
  return features.map((feature) => {
    const together = `${encoding}-${feature}`;
    return encoding !== undefined && (names.includes(together) || !names.includes(feature))
      ? together
      : feature;
  });
}

function tuneRule(
  tune: unknown,
  { grid, file }: { grid: unknown; file: string },
): { readonly tune?: TuneRule } {
  const rule = isObject(tune) ? checked(tune, tuneKeys, { file, at: 'tune.' }) : {};
  if (tune === false || (tune === undefined && grid === undefined)) return {};
  return { tune: { ...(grid !== undefined && { grid: grid as ParameterGrid }), ...rule } };
}
