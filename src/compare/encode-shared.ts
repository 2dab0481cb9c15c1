import type { State } from '../core/state.js';
import type { Representation } from '../models/representation.js';
import type { SharedExtracts } from './extract-shared.js';
import { type Clock, Stopwatch } from './stopwatch.js';

/** The vectors of one fitted representation, and what they cost. */
export interface SharedVectors {
  readonly state: State;
  readonly train: readonly Float32Array[];
  readonly test: readonly Float32Array[];
  readonly seconds: { readonly train: number; readonly test: number };
}

/** Indices into a data set; lists, because bad images have been left out. */
export interface Fold {
  readonly train: readonly number[];
  readonly test: readonly number[];
}

/**
 * Fits each distinct representation on the training images and encodes all images with it, once for all models
 * that share it: a vocabulary is dear. The others take over what was learnt.
 */
export async function encodeShared(
  representations: readonly Representation[],
  extracts: ReadonlyMap<string, SharedExtracts>,
  { fold, clock, onProgress }: { fold: Fold; clock?: Clock | undefined; onProgress?: (name: string) => void },
): Promise<ReadonlyMap<string, SharedVectors>> {
  const byFitKey = new Map<string, SharedVectors>();
  for (const representation of representations) {
    const known = byFitKey.get(representation.fitKey);
    if (known) {
      representation.restore(known.state);
      continue;
    }
    onProgress?.(representation.name);
    const { byIndex } = extracts.get(representation.cacheKey)!;
    const [training, testing] = [new Stopwatch(clock), new Stopwatch(clock)];
    const trainExtracts = fold.train.map((index) => byIndex.get(index));
    await training.timeAsync(() => representation.fit(trainExtracts));
    byFitKey.set(representation.fitKey, {
      state: representation.state(),
      train: training.time(() => trainExtracts.map((extract) => representation.encode(extract))),
      test: testing.time(() => fold.test.map((index) => representation.encode(byIndex.get(index)))),
      seconds: { train: training.seconds, test: testing.seconds },
    });
  }
  return byFitKey;
}
