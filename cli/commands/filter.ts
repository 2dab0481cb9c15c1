import { FoveaError } from '../../src/core/errors.js';
import { correlate } from '../../src/image/correlate.js';
import { loadImage } from '../../src/image/load.js';
import { toGrey } from '../../src/image/luma.js';
import { findKernel, namedKernel, namedKernels } from '../../src/image/named-kernels.js';
import type { Padding } from '../../src/image/padding.js';
import { saveImage } from '../../src/image/save.js';
import { slidingWindowOptions } from '../../src/image/sliding-window.js';
import { type DisplayMode, toDisplay } from '../../src/image/to-display.js';
import type { Command } from '../command.js';
import { loadFlags, loadOptionsOf } from '../load-flags.js';
import { flagsOf, givenOf, peek } from '../option-flags.js';
import { print, say } from '../output.js';

/** `fovea filter`: one kernel over one image. */
export const command: Command = {
  usage: '<image>',
  positionals: { image: { describe: 'an image file' } },
  options: (argv) => ({
    kernel: {
      type: 'string',
      demandOption: true,
      describe: `${namedKernels.map(({ name }) => name).join(', ')}, or rows of weights: "0 -1 0; -1 5 -1; 0 -1 0"`,
    },
    out: { type: 'string', demandOption: true, describe: 'picture to write: .png, .jpg, .webp, …' },
    ...kernelFlags(argv),
    ...flagsOf(slidingWindowOptions, 'filter'),
    padding: {
      type: 'string',
      default: 'same',
      describe: 'same, valid, or a margin in pixels on every side',
    },
    grey: { type: 'boolean', default: false, describe: 'filter the grey image (bt601), not each channel' },
    display: {
      type: 'string',
      choices: ['clamp', 'absolute', 'normalise'],
      describe: 'how values outside 0–255 are shown [default: what suits the kernel]',
    },
    ...loadFlags,
  }),
  examples: [
    ['fovea filter photo.jpg --kernel sharpen --out sharp.png', ''],
    ['fovea filter photo.jpg --kernel gaussian --sigma 3 --out blurred.png', ''],
    ['fovea filter photo.jpg --kernel "1 0 -1; 2 0 -2; 1 0 -1" --grey --out edges.png', 'your own kernel'],
  ],
  async run(args, { quiet, json }) {
    const loaded = await loadImage(args.image as string, loadOptionsOf(args));
    const { weights, display } = kernelOf(args);
    const values = correlate(args.grey ? toGrey(loaded) : loaded, weights, {
      ...givenOf(slidingWindowOptions, args),
      padding: paddingOf(String(args.padding)),
    });
    const out = args.out as string;
    await saveImage(out, toDisplay(values, { mode: (args.display as DisplayMode | undefined) ?? display }));
    if (json) print(JSON.stringify({ out, kernel: args.kernel, width: values.width, height: values.height }));
    say(`${args.kernel} of ${args.image}, ${values.width}×${values.height} → ${out}`, {
      quiet: quiet || json,
    });
  },
};

const isNamed = (kernel: string): boolean => /^[a-z]/i.test(kernel);

function kernelFlags(argv: readonly string[]) {
  const name = peek(argv, 'kernel');
  return name !== undefined && isNamed(name) ? flagsOf(findKernel(name).options, name) : {};
}

function kernelOf(args: Readonly<Record<string, unknown>>) {
  const text = args.kernel as string;
  if (!isNamed(text)) return { weights: parseWeights(text), display: 'clamp' as const };
  const { options, display } = findKernel(text);
  return { weights: namedKernel(text, givenOf(options, args)), display };
}

function parseWeights(text: string): number[][] {
  const rows = text.split(';').map((row) =>
    row
      .trim()
      .split(/[\s,]+/)
      .map(Number),
  );
  if (rows.flat().some(Number.isNaN))
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a kernel's name or rows of numbers, such as "0 -1 0; -1 5 -1; 0 -1 0", but received '${text}'.`,
    );
  return rows;
}

function paddingOf(text: string): Padding {
  if (text === 'same' || text === 'valid') return text;
  const margin = Number(text);
  if (!Number.isInteger(margin) || margin < 0)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected same, valid or a number of pixels for --padding but received '${text}'.`,
    );
  return { top: margin, right: margin, bottom: margin, left: margin };
}
