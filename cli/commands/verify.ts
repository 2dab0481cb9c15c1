import { FoveaError } from '../../src/core/errors.js';
import { VERSION } from '../../src/core/version.js';
import { agreementTable, verify } from '../../src/verify/index.js';
import type { Command } from '../command.js';
import { openGoldens } from '../open-goldens.js';
import { count, print, say, wantsColour } from '../output.js';

/** `fovea verify`: proves on this machine that features are those of OpenCV, scikit-image and SciPy. */
export const command: Command = {
  usage: '',
  positionals: {},
  options: () => ({}),
  examples: [
    ['fovea verify', 'a table: what was compared, with whom, and how well they agree'],
    ['fovea verify --json', 'the same, for a program; the exit code is 0 when all holds'],
  ],
  async run(_args, { quiet, json }) {
    const goldens = await openGoldens();
    const agreements = verify(goldens);
    const failed = agreements.filter(({ holds }) => !holds);
    const machine = `${process.platform} ${process.arch}, Node ${process.versions.node}`;
    if (json)
      print(JSON.stringify({ fovea: VERSION, machine, holds: failed.length === 0, checks: agreements }));
    else print(agreementTable(agreements, { colour: wantsColour(process.stdout) }));
    const result = `${agreements.length - failed.length} of ${count(agreements.length, 'check')} hold on this machine (${machine})`;
    if (failed.length > 0)
      throw new FoveaError(
        'MISMATCH',
        `Expected every feature to be as promised, but ${result}. Not: ${failed.map(({ feature }) => feature).join(', ')}.`,
      );
    say(`\n${result}.`, { quiet: quiet || json });
  },
};
