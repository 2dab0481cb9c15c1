import { FoveaError } from '../core/errors.js';
import type { Json } from '../core/state.js';
import { fileStateOf, isSameState } from '../files/file-state.js';
import { describeImages } from './describe-images.js';
import { type BatchOptions, type Extracted, nothingUsable, type Skipped } from './extract-batch.js';
import { callOf, type FeatureCard, listFingerprint, writeCard } from './feature-card.js';
import { Journal, journalOf } from './journal.js';
import type { JournalEntry } from './journal-record.js';
import { pack, unpack } from './packed-features.js';
import type { Check } from './same-width.js';
import { type Shard, shareOf } from './share.js';
import { checkFor, openSink } from './sinks.js';

/** How a feature file is made. */
export interface ExtractToFileOptions extends BatchOptions {
  /** Go on where an interrupted run of the same call stopped; begin where there is none. @default false */
  readonly resume?: boolean;
  /** The name of the profile that some of the options came from, for the card. */
  readonly profile?: string | undefined;
  /** Take only this share of the images; `mergeShards` joins the shards. */
  readonly shard?: Shard | undefined;
}

/**
 * Describes images into a feature file (`openSink` says in which formats), with its card beside it.
 *
 * 1. Every image's features, or why it was skipped, go into a journal (`<out>.partial`) as soon as they are there.
 * 2. When all are done, the file is written from the journal beside its place and renamed into it; then the card.
 * 3. The journal is deleted.
 *
 * A run that ends early, be it by `signal`, a full disk or a killed process, leaves the journal (none if not one
 * image was done) and no file; run again with `resume` it goes on and ends with the same bytes as an uninterrupted
 * one. Without `resume` a journal that lies there is replaced. A FoveaError, which would come again, leaves nothing.
 * An image whose file has changed since (its size, or the time it was written) is described again, and all that come
 * after it.
 * Memory: the images in flight (`BatchOptions.workers`) and the list of paths, however many images there are.
 *
 * @throws MISMATCH when `resume` finds the journal of another call; BUSY when another process of this machine is
 * writing the journal; BAD_SHAPE for vectors of different lengths where
 * the format holds rows; BAD_DATA when not one image could be used (a shard may be empty); BAD_OPTION.
 */
export async function extractToFile(
  paths: readonly string[],
  out: string,
  { resume = false, shard, profile, ...batch }: ExtractToFileOptions,
): Promise<FeatureCard> {
  const share = shard ? shareOf(paths, shard) : paths;
  const check = checkFor(out);
  const call = { ...callOf(batch), ...(profile !== undefined && { profile }) };
  const list = listFingerprint(paths);
  const open = resume ? Journal.resume : Journal.create;
  const journal = await open(journalOf(out), {
    ...(call as unknown as Record<string, Json>),
    images: paths.length,
    paths: list,
    ...(shard && { shard: `${shard.index}/${shard.count}` }),
  });
  const run = new Run(share, { journal, check, batch });
  try {
    await run.describe();
    if (!shard) run.requireSomething();
  } catch (error) {
    await (error instanceof FoveaError || run.done === 0 ? journal.discard() : journal.keep());
    throw error;
  }
  try {
    const kept = await run.write(out);
    const card = {
      ...call,
      images: kept.length,
      paths: kept,
      skipped: run.skipped,
      ...(shard && { shard: { ...shard, paths: list } }),
    };
    await writeCard(out, card);
    await journal.discard();
    return card;
  } catch (error) {
    await journal.keep();
    throw error;
  }
}

/** One run over the paths: what the journal already has, the rest, and the file. */
class Run {
  done = 0;
  readonly skipped: Skipped[] = [];
  readonly #paths: readonly string[];
  readonly #journal: Journal;
  readonly #check: Check;
  readonly #batch: BatchOptions;

  constructor(
    paths: readonly string[],
    { journal, check, batch }: { journal: Journal; check: Check; batch: BatchOptions },
  ) {
    this.#paths = paths;
    this.#journal = journal;
    this.#check = check;
    this.#batch = batch;
  }

  async describe(): Promise<void> {
    await this.#recall();
    for await (const { features, error, state } of describeImages(
      this.#paths.slice(this.done),
      this.#batch,
    )) {
      const skipped = error && { code: error.code, message: error.message };
      this.#count(features, skipped);
      const entry = features ? { features: pack(features) } : { skipped: skipped! };
      await this.#journal.append({ entry, state });
      this.#batch.onProgress?.(this.done, this.skipped.length);
    }
  }

  /** Takes over what the journal has, up to the first image whose file has changed since. */
  async #recall(): Promise<void> {
    for await (const { entry, state } of this.#journal.images()) {
      if (!isSameState(state, await fileStateOf(this.#paths[this.done]!))) break;
      this.#count(entry.features && unpack(entry.features), entry.skipped);
    }
    await this.#journal.dropRest();
  }

  #count(features: Extracted | undefined, skipped: JournalEntry['skipped']): void {
    const path = this.#paths[this.done]!;
    if (features) this.#check(path, features);
    else this.skipped.push({ path, ...skipped! });
    this.done++;
  }

  requireSomething(): void {
    if (this.skipped.length === this.#paths.length) throw nothingUsable(this.skipped);
  }

  /** Writes the file from the journal. @returns the paths of the images in it. */
  async write(out: string): Promise<string[]> {
    const sink = await openSink(out);
    const kept: string[] = [];
    let i = 0;
    try {
      for await (const {
        entry: { features },
      } of this.#journal.images()) {
        this.#batch.signal?.throwIfAborted();
        const path = this.#paths[i++]!;
        if (!features) continue;
        await sink.write(path, unpack(features));
        kept.push(path);
      }
      await sink.commit();
      return kept;
    } catch (error) {
      await sink.abort();
      throw error;
    }
  }
}
