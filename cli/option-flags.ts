import type { Options } from 'yargs';
import type { OptionSpec } from '../src/core/options.js';
import type { Arguments } from './command.js';

/** `pixelsPerCell` → `pixels-per-cell`; `C` stays `C`. */
export const kebab = (name: string): string =>
  name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * An option spec as flags of the command, without defaults: what the user does not give is not passed on, so
 * that each part applies its own default (shown in the description).
 */
export function flagsOf(spec: OptionSpec, owner: string): Record<string, Options> {
  return Object.fromEntries(
    Object.entries(spec).map(([name, option]) => [
      kebab(name),
      {
        type: option.type === 'choice' ? 'string' : option.type,
        describe: `${owner}: ${option.describe} [default: ${option.default}]`,
        ...(option.type === 'choice' && { choices: option.choices }),
      } satisfies Options,
    ]),
  );
}

/** The values of a spec's options that the user gave, by camelCase name. */
export function givenOf(spec: OptionSpec, args: Arguments): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(spec)
      .filter((name) => args[name] !== undefined)
      .map((name) => [name, args[name]]),
  );
}

/** The value of `--name value` or `--name=value` in raw arguments: known before the other flags are declared. */
export function peek(argv: readonly string[], name: string): string | undefined {
  const i = argv.findIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  if (i < 0) return undefined;
  const word = argv[i]!;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : argv[i + 1];
}
