import { describeValue, FoveaError } from './errors.js';

/** One option of a feature, a classifier or an encoding: enough to check it and to show it in `--help`. */
export type Option =
  | {
      readonly type: 'number';
      readonly default: number;
      readonly min?: number;
      readonly max?: number;
      readonly integer?: boolean;
      readonly describe: string;
    }
  | {
      readonly type: 'choice';
      readonly default: string;
      readonly choices: readonly string[];
      readonly describe: string;
    }
  | { readonly type: 'boolean'; readonly default: boolean; readonly describe: string };

/** The options of one thing, by camelCase name. The command shows them in kebab-case. */
export type OptionSpec = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { type: 'number' }
  ? number
  : O extends { type: 'boolean' }
    ? boolean
    : O extends { choices: readonly (infer Choice)[] }
      ? Choice
      : never;

/** The values that a spec describes, every option present. */
export type OptionsOf<S extends OptionSpec> = { [K in keyof S]: ValueOf<S[K]> };

type NumberRule = { readonly default: number; readonly min?: number; readonly max?: number };

/** A whole number. */
export const integer = (rule: NumberRule & { describe: string }) =>
  ({ type: 'number', integer: true, ...rule }) as const;

/** Any finite number. */
export const number = (rule: NumberRule & { describe: string }) => ({ type: 'number', ...rule }) as const;

/** Yes or no. */
export const flag = (rule: { default: boolean; describe: string }) => ({ type: 'boolean', ...rule }) as const;

/** One of a few words. */
export const choice = <const C extends readonly string[]>(rule: {
  choices: C;
  default: C[number];
  describe: string;
}) => ({ type: 'choice', ...rule }) as { type: 'choice'; choices: C; default: C[number]; describe: string };

/**
 * Fills in defaults and checks every value.
 * @param owner what the options are of, for messages: `'hog'`.
 * @throws BAD_OPTION for an unknown name, a wrong type, or a value out of range.
 */
export function resolveOptions<S extends OptionSpec>(
  owner: string,
  spec: S,
  given: Readonly<Record<string, unknown>> = {},
): OptionsOf<S> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(spec, name))
      throw new FoveaError(
        'BAD_OPTION',
        `Expected an option of ${owner} (${Object.keys(spec).join(', ') || 'it has none'}) but received '${name}'.`,
      );
  }
  const resolved: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(spec)) {
    const value = given[name] ?? option.default;
    if (!accepts(option, value))
      throw new FoveaError(
        'BAD_OPTION',
        `Expected ${requirement(option)} for ${owner}.${name} but received ${describeValue(value)}.`,
      );
    resolved[name] = value;
  }
  return resolved as OptionsOf<S>;
}

function accepts(option: Option, value: unknown): boolean {
  if (option.type === 'choice') return typeof value === 'string' && option.choices.includes(value);
  if (option.type === 'boolean') return typeof value === 'boolean';
  return (
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (!option.integer || Number.isInteger(value)) &&
    value >= (option.min ?? -Infinity) &&
    value <= (option.max ?? Infinity)
  );
}

function requirement(option: Option): string {
  if (option.type === 'choice') return `one of ${option.choices.join(', ')}`;
  if (option.type === 'boolean') return 'true or false';
  const kind = option.integer ? 'an integer' : 'a number';
  const { min, max } = option;
  if (min !== undefined && max !== undefined) return `${kind} from ${min} to ${max}`;
  if (min !== undefined) return `${kind} of at least ${min}`;
  if (max !== undefined) return `${kind} of at most ${max}`;
  return kind;
}
