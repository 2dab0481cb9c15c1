import { readFileSync } from 'node:fs';
import type { Options } from 'yargs';
import { FoveaError } from '../src/core/errors.js';
import type { Verb } from './command.js';

const FILE = 'fovea.config.json';

/**
 * Values from `fovea.config.json` in the working folder, overridden by `FOVEA_*` environment variables.
 * The file holds one object a verb: `{ "compare": { "seed": 1, "models": "hog+svm" } }`.
 * @throws BAD_FILE when the file is not JSON; BAD_OPTION for a name that the verb does not have.
 */
export function configured(verb: Verb, options: Readonly<Record<string, Options>>): Record<string, unknown> {
  const fromFile = section(verb);
  for (const name of Object.keys(fromFile)) {
    if (!Object.hasOwn(options, name))
      throw new FoveaError(
        'BAD_OPTION',
        `Expected an option of fovea ${verb} in ${FILE} (${Object.keys(options).join(', ')}) but received '${name}'.`,
        { file: FILE },
      );
  }
  const fromEnvironment: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const value = process.env[`FOVEA_${name.replaceAll('-', '_').toUpperCase()}`];
    if (value !== undefined) fromEnvironment[name] = parsed(value, option);
  }
  return { ...fromFile, ...fromEnvironment };
}

function section(verb: Verb): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(FILE, 'utf8');
  } catch {
    return {};
  }
  try {
    const all: unknown = JSON.parse(text);
    const part = (all as Record<string, unknown> | null)?.[verb] ?? {};
    if (typeof part === 'object' && !Array.isArray(part)) return part as Record<string, unknown>;
  } catch (cause) {
    throw new FoveaError('BAD_FILE', `Expected JSON in ${FILE} but it cannot be read: ${String(cause)}`, {
      file: FILE,
      cause,
    });
  }
  throw new FoveaError('BAD_FILE', `Expected an object under '${verb}' in ${FILE}.`, { file: FILE });
}

function parsed(text: string, option: Options): unknown {
  if (option.type === 'boolean') return !['', '0', 'false', 'no'].includes(text.toLowerCase());
  return option.type === 'number' ? Number(text) : text;
}
