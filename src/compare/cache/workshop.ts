import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FoveaError } from '../../core/errors.js';
import type { Bench } from '../bench.js';
import { type Labour, labourHere } from '../labour.js';
import type { Store } from '../store.js';
import { codeFingerprint } from './code-fingerprint.js';
import { DiskStore } from './disk-store.js';
import { CACHE_BYTES, evict } from './evict.js';
import { labourInWorkers } from './labour-in-workers.js';

/** A store in a folder, and whoever works with it. */
export interface Workshop {
  readonly store: Store;
  readonly labour: Labour;
  close(): Promise<void>;
}

/** What a workshop is set up for. */
export interface WorkshopOptions extends Pick<Bench, 'dataset' | 'registry' | 'clock'> {
  /** Where the cache lies; made if need be. Absent: in a folder that is deleted in the end. */
  readonly cache?: string | undefined;
  /** Threads; 0: this one. */
  readonly workers: number;
  readonly signal?: AbortSignal | undefined;
}

/** Opens the cache, makes room in it, and hires the threads. */
export async function openWorkshop({ cache, workers, signal, ...bench }: WorkshopOptions): Promise<Workshop> {
  const folder = cache ?? (await mkdtemp(join(tmpdir(), 'fovea-')));
  await makeFolder(folder);
  if (cache !== undefined) await evict(folder, { mostBytes: CACHE_BYTES });
  const { source } = bench.dataset;
  const timed = bench.clock !== undefined;
  // What nobody timed does not serve a comparison that shows times.
  const code = `${await codeFingerprint()}${timed ? '' : ' untimed'}`;
  const store = new DiskStore(folder, { code });
  const crew =
    workers > 0 && source !== undefined
      ? labourInWorkers({ workers, signal, source, folder, code, timed })
      : undefined;
  return {
    store,
    labour: crew ?? labourHere({ ...bench, store }, { signal }),
    async close() {
      await crew?.close();
      store.close();
      if (cache === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new FoveaError(
      'BAD_OPTION',
      `Expected a folder for the cache at ${folder} but it cannot be made: ${(cause as Error).message}. Name another one, or do without (--no-cache).`,
      { file: folder, cause },
    );
  }
}
