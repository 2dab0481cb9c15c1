import { FoveaError } from '../core/errors.js';
import type { Dataset } from '../data/dataset.js';
import type { LeakPair, LeakReport } from './comparison.js';
import type { NearDuplicate } from './leaks/index.js';
import type { Trial } from './protocol.js';

/** What the guard does about near-duplicates: see `LeakReport`. */
export type LeakMode = LeakReport['mode'];

/** Near-duplicates as indices into a data set. */
export interface Suspects {
  readonly mode: LeakMode;
  readonly duplicates: readonly NearDuplicate[];
}

/**
 * Finds which near-duplicates lie on two sides of a round, before anything is trained, and in the mode `drop` leaves
 * those on the training side out: test sides stay as they are, so that figures remain comparable with others' on the
 * same split.
 * @throws BAD_DATA in the mode `refuse` where there are such pairs, naming the nearest.
 */
export function guardTrials(
  trials: readonly Trial[],
  { mode, duplicates, dataset }: Suspects & { readonly dataset: Dataset },
): { trials: readonly Trial[]; leaks: LeakReport } {
  const rounds = duplicates.map(() => 0);
  let dropped = 0;
  const guarded = trials.map((trial): Trial => {
    const [train, test] = [new Set(trial.train), new Set(trial.test)];
    const leaking = new Set<number>();
    duplicates.forEach(({ images: [a, b] }, pair) => {
      for (const [one, other] of [
        [a, b],
        [b, a],
      ] as const) {
        if (!train.has(one) || !test.has(other)) continue;
        rounds[pair]!++;
        leaking.add(one);
      }
    });
    if (mode !== 'drop') return trial;
    dropped += leaking.size;
    return { ...trial, train: trial.train.filter((index) => !leaking.has(index)) };
  });
  const pairs = duplicates
    .map((duplicate, i) => leakPair(duplicate, { dataset, rounds: rounds[i]! }))
    .filter((pair) => pair.rounds > 0)
    .sort((a, b) => a.distance - b.distance || a.images[0] - b.images[0] || a.images[1] - b.images[1]);
  if (mode === 'refuse' && pairs.length > 0) throw refusal(pairs);
  return { trials: guarded, leaks: { mode, pairs, dropped } };
}

function leakPair(
  { images: [a, b], kind, distance }: NearDuplicate,
  { dataset, rounds }: { dataset: Dataset; rounds: number },
): LeakPair {
  const classOf = (index: number) => dataset.classNames[dataset.labels[index]!]!;
  return {
    paths: [dataset.pathOf(a), dataset.pathOf(b)],
    images: [a, b],
    classes: [classOf(a), classOf(b)],
    kind,
    distance,
    rounds,
  };
}

function refusal(pairs: readonly LeakPair[]): FoveaError {
  const [a, b] = pairs[0]!.paths;
  return new FoveaError(
    'BAD_DATA',
    `Expected no test image that is nearly the same as a training image but found ${pairs.length} such ${pairs.length === 1 ? 'pair' : 'pairs'}, the nearest ${a} and ${b}. Remove one of each, or drop or allow them (leaks: drop, warn).`,
    { file: a },
  );
}
