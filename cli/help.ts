import { VERSION } from '../src/core/version.js';
import { verbs } from './command.js';

/**
 * `fovea --help`. Written from the table of verbs without yargs, whose import alone takes longer than all
 * else; `fovea <verb> --help` is yargs' own.
 */
export function helpText(): string {
  const rows = Object.entries(verbs).map(([verb, { describe }]) => `  fovea ${verb.padEnd(9)} ${describe}`);
  return `Fovea ${VERSION} — classical computer vision for Node.js

Usage: fovea <command> [options]

Commands:
${rows.join('\n')}

Everywhere:
  --json      results as JSON on stdout (progress and prose go to stderr)
  --quiet     no progress, no prose
  --help      the options of one command, with examples: fovea extract --help
  --version   the version

Start here:
  fovea data sample pictures --seed 1
  fovea compare pictures --models colour+svm,lbp+svm,hog+svm --report report.html

Options may also be set in fovea.config.json ({ "compare": { "seed": 1 } }) or the
environment (FOVEA_SEED=1). Flags win over the environment, that over the file.
Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;
}
