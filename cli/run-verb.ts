import yargs, { type Argv, type Options } from 'yargs';
import { FoveaError } from '../src/core/errors.js';
import { type Arguments, type Command, type Verb, verbs } from './command.js';
import { configured } from './configured.js';

const everywhere = {
  json: { type: 'boolean', default: false, describe: 'results as JSON on stdout' },
  quiet: { type: 'boolean', default: false, describe: 'no progress, no prose' },
} as const satisfies Record<string, Options>;

/** Parses the arguments of one verb and runs it. @throws BAD_OPTION for wrong usage. */
export async function runVerb(verb: Verb, argv: readonly string[], signal: AbortSignal): Promise<void> {
  const { command } = await verbs[verb].load();
  const options = { ...command.options(argv), ...everywhere };
  let called = false;
  await parser(verb, command, options)
    .config(configured(verb, options))
    .command(
      `$0 ${command.usage}`.trim(),
      verbs[verb].describe,
      (builder) => declare(builder, command, options),
      async (args) => {
        called = true;
        requireOnce(args as Arguments, options);
        const { json, quiet } = args as unknown as { json: boolean; quiet: boolean };
        await command.run(args as Arguments, { signal, json, quiet });
      },
    )
    .parseAsync([...argv]);
  if (!called && !argv.some((word) => word === '--help' || word === '-h'))
    throw new FoveaError('BAD_OPTION', `Expected arguments as in: fovea ${verb} --help`);
}

/** `--seed 1 --seed 2` would reach the command as a list. @throws BAD_OPTION */
function requireOnce(args: Arguments, options: Record<string, Options>): void {
  const twice = Object.keys(options).find((name) => !options[name]!.array && Array.isArray(args[name]));
  if (twice !== undefined)
    throw new FoveaError('BAD_OPTION', `Expected --${twice} once but received it several times.`);
}

function parser(verb: Verb, command: Command, options: Record<string, Options>): Argv {
  const base = yargs()
    .scriptName(`fovea ${verb}`)
    .locale('en')
    .parserConfiguration({ 'dot-notation': false })
    .strict()
    .version(false)
    .alias('help', 'h')
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new FoveaError('BAD_OPTION', `${message}. See fovea ${verb} --help.`);
    });
  base.group(Object.keys(options), 'Options:');
  return base.epilogue(`Examples:\n${command.examples.map(exampleText).join('\n')}`);
}

/** yargs' own examples break commands into narrow columns that cannot be copied. */
const exampleText = ([call, meaning]: Command['examples'][number]): string =>
  `  ${call}${meaning && `\n      ${meaning}`}`;

function declare(builder: Argv, command: Command, options: Record<string, Options>): Argv {
  for (const [name, { describe, choices }] of Object.entries(command.positionals))
    builder.positional(name, { describe, type: 'string', ...(choices && { choices }) });
  for (const [name, option] of Object.entries(options)) builder.option(name, option);
  return builder;
}
