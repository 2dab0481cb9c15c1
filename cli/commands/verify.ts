import { FoveaError } from '../../src/core/errors.js';
import { VERSION } from '../../src/core/version.js';
import { loadImage } from '../../src/image/load.js';
import { agreementTable, verify } from '../../src/verify/index.js';
import type { Arguments, Command } from '../command.js';
import { liveGoldens } from '../live-goldens.js';
import { openGoldens } from '../open-goldens.js';
import { count, print, say, wantsColour } from '../output.js';

/** `fovea verify`: proves on this machine that features are those of OpenCV, scikit-image and SciPy. */
export const command: Command = {
  usage: '[image]',
  positionals: { image: { describe: 'with --live: what to compute features of' } },
  options: () => ({
    live: {
      type: 'boolean',
      default: false,
      describe: "ask this machine's OpenCV, scikit-image and SciPy, not the values that come with Fovea",
    },
    python: { type: 'string', describe: '--live: a Python that has them [default: the first that does]' },
  }),
  examples: [
    ['fovea verify', 'a table: what was compared, with whom, and how well they agree'],
    ['fovea verify --json', 'the same for a program; the exit code is 0 when all of it holds'],
    ['fovea verify --live photo.jpg', 'on your own image, against your own OpenCV'],
  ],
  async run(args, { quiet, json, signal }) {
    const agreements = verify(await chosenGoldens(args, signal));
    const failed = agreements.filter(({ holds }) => !holds);
    const machine = `${process.platform} ${process.arch}, Node ${process.versions.node}`;
    if (json)
      print(JSON.stringify({ fovea: VERSION, machine, holds: failed.length === 0, checks: agreements }));
    else print(agreementTable(agreements, { colour: wantsColour(process.stdout) }));
    const result = `${agreements.length - failed.length} of ${count(agreements.length, 'check')} hold on this machine (${machine})`;
    if (failed.length > 0)
      throw new FoveaError(
        'MISMATCH',
        `Expected every feature to be as promised, but ${result}. Not: ${failed.map(({ feature }) => feature).join('; ')}.`,
      );
    say(`\n${result}.`, { quiet: quiet || json });
  },
};

async function chosenGoldens({ live, image, python }: Arguments, signal: AbortSignal) {
  if (Boolean(live) !== (image !== undefined))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an image with --live, and only with it, but received ${live ? 'none' : `'${image}'`}. See fovea verify --help.`,
    );
  if (!live) return openGoldens();
  // Says in Fovea's own words what is wrong with a file before Python is asked.
  await loadImage(image as string);
  return liveGoldens(image as string, { python: python as string | undefined, signal });
}
