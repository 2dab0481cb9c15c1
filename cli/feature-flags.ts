import type { Options } from 'yargs';
import { type Extractor, extractors, findExtractor } from '../src/features/index.js';
import type { Arguments } from './command.js';
import { flagsOf, givenOf, peek } from './option-flags.js';

/**
 * `--feature`, and the options of the one that was asked for: `fovea extract --feature hog --help` lists HOG's.
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
    ...(extractor && flagsOf(extractor.options, extractor.name)),
  };
}

/** The extractor and the option values that the flags of `featureFlags` gave. */
export function chosenFeature(
  args: Arguments,
  fallback?: string,
): { extractor: Extractor; options: Record<string, unknown> } {
  const extractor = findExtractor((args.feature as string | undefined) ?? fallback!);
  return { extractor, options: givenOf(extractor.options, args) };
}

/** Whether a feature has descriptors: what vocabularies and indexes are built on. */
export const describes = (extractor: Extractor): boolean =>
  extractor.kind === 'local' && extractor.descriptorLength > 0;

/** The feature of vocabularies and indexes where none is named. */
export const DEFAULT_DESCRIBING = 'rootsift';
