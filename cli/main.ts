#!/usr/bin/env node
import { FoveaError } from '../src/core/errors.js';
import { VERSION } from '../src/core/version.js';
import { type Verb, verbs } from './command.js';
import { helpText } from './help.js';
import { closeQuietlyOnBrokenPipe, fail, print } from './output.js';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;
const INTERRUPTED = 130;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  closeQuietlyOnBrokenPipe();
  const [verb, ...rest] = argv;
  if (verb === undefined) return fail(helpText(), WRONG_USAGE);
  if (['--help', '-h', 'help'].includes(verb)) return print(helpText(), DONE);
  if (['--version', '-v', 'version'].includes(verb)) return print(VERSION, DONE);
  if (!Object.hasOwn(verbs, verb))
    return fail(
      `Expected a command (${Object.keys(verbs).join(', ')}) but received '${verb}'. See fovea --help.`,
      WRONG_USAGE,
    );
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    interrupt.abort();
    // A second Ctrl-C does not wait for the current image.
    process.once('SIGINT', () => process.exit(INTERRUPTED));
  });
  try {
    const { runVerb } = await import('./run-verb.js');
    await runVerb(verb as Verb, rest, interrupt.signal);
    return DONE;
  } catch (error) {
    if (interrupt.signal.aborted) return fail('Interrupted; no file was left half written.', INTERRUPTED);
    if (!(error instanceof FoveaError)) throw error;
    return fail(error.message, isWrongUsage(error) ? WRONG_USAGE : FAILED);
  }
}

/** A name that Fovea does not know is the caller's mistake; a file that is not there may be anyone's. */
function isWrongUsage({ code, file }: FoveaError): boolean {
  return code === 'BAD_OPTION' || (code === 'NOT_FOUND' && file === undefined);
}
