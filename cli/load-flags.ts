import type { Options } from 'yargs';
import { FoveaError } from '../src/core/errors.js';
import type { LoadOptions } from '../src/image/load.js';
import type { Arguments } from './command.js';

/** How images are brought to size when they are read. */
export const loadFlags = {
  resize: { type: 'string', describe: 'resize on reading, as WIDTHxHEIGHT: 128x128' },
  fit: {
    type: 'string',
    choices: ['fill', 'cover', 'inside'],
    default: 'fill',
    describe: 'how --resize fits: fill stretches, cover crops the centre, inside keeps the aspect ratio',
  },
  background: { type: 'string', default: '#ffffff', describe: 'colour that transparent pixels are laid on' },
} as const satisfies Record<string, Options>;

/** The values of `loadFlags`. @throws BAD_OPTION for a size that is not WIDTHxHEIGHT. */
export function loadOptionsOf(args: Arguments): LoadOptions {
  return {
    ...sizeOption('resize', args.resize),
    fit: args.fit as 'fill' | 'cover' | 'inside',
    background: args.background as string,
  };
}

/** `'128x96'` → `{ width: 128, height: 96 }`; nothing → `{}`. */
export function sizeOption(flag: string, value: unknown): { width?: number; height?: number } {
  if (value === undefined) return {};
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/i.exec(String(value));
  if (!match)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected WIDTHxHEIGHT for --${flag}, such as 128x128, but received '${value}'.`,
    );
  return { width: Number(match[1]), height: Number(match[2]) };
}
