import { FoveaError } from '../core/errors.js';
import type { Dataset } from '../data/dataset.js';
import { stratifiedFolds, stratifiedSample } from '../data/split.js';
import type { Sides } from './bench.js';
import type { Protocol } from './comparison.js';
import { type SplitRule, splitDataset } from './split-dataset.js';

/** How a data set is parted, and how often. */
export interface ProtocolRule extends SplitRule {
  /** Parts the images into so many folds, each of them tested once. Not together with a fraction or numbers a class. */
  readonly folds?: number | undefined;
  /** Seeds to try: `seed`, `seed + 1`, … Default 1. */
  readonly repeats?: number | undefined;
}

/** One training and testing of every model: a round, or a point of a learning curve in a round. */
export interface Trial extends Sides {
  /** The seed's place among those of the protocol. */
  readonly repeat: number;
  readonly seed: number;
  /** From 1. */
  readonly fold?: number;
}

/** The rounds that all models go through. */
export interface Rounds {
  readonly kind: Protocol['kind'];
  /** In words. */
  readonly rule: string;
  readonly seeds: readonly number[];
  readonly trials: readonly Trial[];
}

/**
 * Draws the rounds of a comparison; the same seed gives the same. With folds, repeat r deals anew with seed + r, and
 * tests fold after fold; without, it splits anew (see `splitDataset`).
 * @throws BAD_OPTION for numbers that are none, or folds together with another rule; BAD_DATA where a class has too
 * few images, naming it.
 */
export function drawRounds(
  dataset: Dataset,
  { rule: { folds, repeats = 1, ...rule }, seed }: { rule: ProtocolRule; seed: number },
): Rounds {
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected an integer of at least 1 for repeats but received ${repeats}.`,
    );
  const seeds = Array.from({ length: repeats }, (_, repeat) => seed + repeat);
  const often = repeats > 1 ? `, ${repeats} times` : '';
  if (folds === undefined) {
    const splits = seeds.map((own) => splitDataset(dataset, { rule, seed: own }));
    const { rule: words } = splits[0]!;
    return {
      kind: dataset.split && rule.trainFraction === undefined ? 'given split' : 'hold-out',
      rule: `${words}${often}`,
      seeds,
      trials: splits.map(({ train, test }, repeat) => ({
        repeat,
        seed: seeds[repeat]!,
        train: [...train],
        test: [...test],
      })),
    };
  }
  const other = Object.entries(rule).find(([, value]) => value !== undefined);
  if (other)
    throw new FoveaError(
      'BAD_OPTION',
      `Expected either folds or ${other[0]} but received both. Folds use all images.`,
    );
  return {
    kind: 'k-fold',
    rule: `${folds} folds, each tested once${often}`,
    seeds,
    trials: seeds.flatMap((own, repeat) =>
      stratifiedFolds(dataset.labels, { folds, seed: own, classNames: dataset.classNames }).map(
        ({ train, test }, fold): Trial => ({
          repeat,
          seed: own,
          fold: fold + 1,
          train: [...train],
          test: [...test],
        }),
      ),
    ),
  };
}

/**
 * The trials of a learning curve: those of a protocol with fewer training images, the same test images. With one seed
 * fewer are part of more.
 * @throws BAD_OPTION for a number that is none; BAD_DATA where a class has fewer training images, naming it.
 */
export function shortened(
  trial: Trial,
  { labels, classNames }: Pick<Dataset, 'labels' | 'classNames'>,
  trainPerClass: number,
): Trial {
  const { seed } = trial;
  const train = stratifiedSample(labels, Int32Array.from(trial.train), {
    perClass: trainPerClass,
    seed,
    classNames,
  });
  return { ...trial, train: [...train] };
}
