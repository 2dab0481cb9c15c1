import { FoveaError } from '../core/errors.js';
import { fingerprint } from '../core/fingerprint.js';
import { resolveOptions } from '../core/options.js';
import type { Json } from '../core/state.js';
import { VERSION } from '../core/version.js';
import { writeAtomic } from '../files/atomic.js';
import { readBytes } from '../files/read-file.js';
import type { BatchOptions, Skipped } from './extract-batch.js';
import type { Shard } from './share.js';

/** How features are made: what must be the same for two files to be parts of one. */
export interface FeatureCall {
  readonly fovea: string;
  readonly feature: string;
  /** The profile that some of the options came from. */
  readonly profile?: string;
  readonly options: { readonly [name: string]: Json };
  readonly load: { readonly [name: string]: Json };
}

/** What lies beside a feature file, as `<file>.card.json`: how it was made, and from which images. */
export interface FeatureCard extends FeatureCall {
  readonly images: number;
  /** The images in the file, in its order. */
  readonly paths: readonly string[];
  /** The images left out, and why. */
  readonly skipped: readonly Skipped[];
  /** Of one of several shards: which, and the fingerprint of the whole job's list of images. */
  readonly shard?: Shard & { readonly paths: string };
}

/** @throws BAD_OPTION for options that the feature does not have. */
export function callOf({ extractor, options, load = {} }: BatchOptions): FeatureCall {
  return {
    fovea: VERSION,
    feature: extractor.name,
    options: resolveOptions(extractor.name, extractor.options, options),
    load: Object.fromEntries(Object.entries(load).filter(([, value]) => value !== undefined)),
  };
}

/** SHA-256 of a list of paths. */
export const listFingerprint = (paths: readonly string[]): string => fingerprint(paths);

/** Where the card of a feature file lies. */
export const cardOf = (file: string): string => `${file}.card.json`;

/** Writes a card beside its file. */
export async function writeCard(file: string, card: FeatureCard): Promise<void> {
  await writeAtomic(cardOf(file), `${JSON.stringify(card, null, 2)}\n`);
}

/** The card of a feature file. @throws NOT_FOUND; BAD_FILE for something else than a card. */
export async function readCard(file: string): Promise<FeatureCard> {
  const path = cardOf(file);
  const bytes = await readBytes(path, `the card that fovea extract writes beside ${file}`);
  try {
    const card = JSON.parse(new TextDecoder().decode(bytes)) as FeatureCard;
    if (typeof card.feature === 'string' && Array.isArray(card.paths) && Array.isArray(card.skipped))
      return card;
  } catch {
    // Not JSON: refused below.
  }
  throw new FoveaError('BAD_FILE', `Expected a card of fovea extract in ${path} but found something else.`, {
    file: path,
  });
}
