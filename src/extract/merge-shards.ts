import { extname } from 'node:path';
import { FoveaError } from '../core/errors.js';
import { nothingUsable } from './extract-batch.js';
import { type FeatureCard, readCard, writeCard } from './feature-card.js';
import { joinNpy } from './join-npy.js';
import { joinNpz } from './join-npz.js';
import { joinCsv, joinJsonl } from './join-text.js';
import { checkFor } from './sinks.js';

/** How files of one extension are laid end to end. */
const joins: Readonly<
  Record<string, (files: readonly string[], out: string, paths: readonly string[]) => Promise<void>>
> = { '.npy': joinNpy, '.npz': joinNpz, '.csv': joinCsv, '.jsonl': joinJsonl };

/**
 * Joins the files that `extractToFile` wrote for every shard of one job, given in any order, into the file and the
 * card that one run over all images would have written, byte for byte. Memory: the list of paths.
 * @throws MISMATCH for a shard that is missing, there twice, of another job, or of another format than `out`, by name;
 * NOT_FOUND for a file without its card; BAD_DATA when not one image of all shards could be used.
 */
export async function mergeShards(files: readonly string[], out: string): Promise<FeatureCard> {
  checkFor(out);
  const shards = inOrder(
    await Promise.all(
      files.map(async (file) => {
        requireFormat(file, out);
        return requireShard(file, await readCard(file));
      }),
    ),
  );
  const paths = shards.flatMap(({ card }) => card.paths);
  const skipped = shards.flatMap(({ card }) => card.skipped);
  if (paths.length === 0) throw nothingUsable(skipped);
  const filled = shards.filter(({ card }) => card.images > 0).map(({ file }) => file);
  await joins[extname(out).toLowerCase()]!(filled, out, paths);
  const { shard: _, ...call } = shards[0]!.card;
  const card: FeatureCard = { ...call, images: paths.length, paths, skipped };
  await writeCard(out, card);
  return card;
}

interface ShardFile {
  readonly file: string;
  readonly card: FeatureCard & Required<Pick<FeatureCard, 'shard'>>;
}

function requireFormat(file: string, out: string): void {
  if (extname(file).toLowerCase() !== extname(out).toLowerCase())
    throw mismatch(file, `Expected shards of the format of ${out} but received ${file}`);
}

function requireShard(file: string, card: FeatureCard): ShardFile {
  const { shard } = card;
  if (!shard)
    throw mismatch(file, `Expected a shard (fovea extract --shard i/n) but ${file} is a whole by itself`);
  return { file, card: { ...card, shard } };
}

/** @throws MISMATCH unless they are all shards of one job. */
function inOrder(shards: readonly ShardFile[]): ShardFile[] {
  const [first] = shards;
  if (!first) throw new FoveaError('BAD_DATA', 'Expected the files of all shards but received none.');
  const { count } = first.card.shard;
  const byIndex = new Map<number, ShardFile>();
  for (const shard of shards) {
    requireSameJob(first, shard);
    const { index } = shard.card.shard;
    const other = byIndex.get(index);
    if (other)
      throw mismatch(
        shard.file,
        `Expected each shard once but ${other.file} and ${shard.file} are both ${index}/${count}`,
      );
    byIndex.set(index, shard);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0)
    throw mismatch(
      first.file,
      `Expected all ${count} shards of the job of ${first.file}; missing: ${missing.map((index) => `${index}/${count}`).join(', ')}`,
    );
  return [...byIndex.values()].sort((a, b) => a.card.shard.index - b.card.shard.index);
}

function requireSameJob(first: ShardFile, { file, card }: ShardFile): void {
  const [here, there] = [jobOf(first), jobOf({ file, card })];
  const differing = Object.keys(here).filter(
    (name) => JSON.stringify(here[name]) !== JSON.stringify(there[name]),
  );
  if (differing.length > 0)
    throw mismatch(
      file,
      `Expected shards of one job but ${file} and ${first.file} differ in ${differing.join(', ')}`,
    );
}

const jobOf = ({ card }: ShardFile): Record<string, unknown> => ({
  fovea: card.fovea,
  feature: card.feature,
  options: card.options,
  load: card.load,
  'number of shards': card.shard.count,
  'list of images': card.shard.paths,
});

const mismatch = (file: string, what: string): FoveaError => new FoveaError('MISMATCH', `${what}.`, { file });
