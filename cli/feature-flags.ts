import type { Options } from 'yargs';
import {
  type Extractor,
  extractors,
  findExtractor,
  type OptionValues,
  profiles,
  withProfile,
} from '../src/features/index.js';
import type { Arguments } from './command.js';
import { flagsOf, givenOf, peek } from './option-flags.js';

/** Whose program features shall agree with. */
export const profileFlag = {
  profile: {
    type: 'string',
    choices: Object.keys(profiles),
    describe: `defaults of another program, where programs differ: ${Object.entries(profiles)
      .map(([name, { features }]) => `${name} (${Object.keys(features).join(', ')})`)
      .join('; ')}`,
  },
} as const satisfies Record<string, Options>;

/**
 * `--feature`, `--profile`, and the options of the one that was asked for: `fovea extract --feature hog --help` lists HOG's.
 * @param kept keeps only features that make sense for the command.
 */
export function featureFlags(
  argv: readonly string[],
  {
    fallback,
    optional = fallback !== undefined,
    kept = () => true,
  }: { fallback?: string; optional?: boolean; kept?: (extractor: Extractor) => boolean } = {},
): Record<string, Options> {
  const usable = extractors.filter(kept);
  const named = peek(argv, 'feature') ?? process.env.FOVEA_FEATURE ?? fallback;
  const extractor = named === undefined ? undefined : findExtractor(named);
  return {
    feature: {
      type: 'string',
      describe: `one of ${usable.map(({ name }) => name).join(', ')}; name one to see its own options here${
        fallback === undefined ? '' : ` [default: ${fallback}]`
      }`,
      demandOption: !optional,
    },
    ...profileFlag,
    ...(extractor && flagsOf(extractor.options, extractor.name)),
  };
}

/** The extractor and the option values that the flags of `featureFlags` gave. */
export function chosenFeature(
  args: Arguments,
  fallback?: string,
): { extractor: Extractor; options: OptionValues } {
  const extractor = findExtractor((args.feature as string | undefined) ?? fallback!);
  const given = givenOf(extractor.options, args);
  const { profile } = args;
  return {
    extractor,
    options: profile === undefined ? given : withProfile(profile as string, extractor.name, given),
  };
}

/** Whether a feature has descriptors: what vocabularies and indexes are built on. */
export const describes = (extractor: Extractor): boolean =>
  extractor.kind === 'local' && extractor.descriptorLength > 0;

/** The feature of vocabularies and indexes where none is named. */
export const DEFAULT_DESCRIBING = 'rootsift';
