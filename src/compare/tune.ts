import type { ParameterGrid } from '../classify/classifier.js';
import { stratifiedFolds } from '../data/split.js';
import { ImageModel, type ModelConfig } from '../models/image-model.js';
import type { Representation } from '../models/representation.js';
import type { Bench, Sides } from './bench.js';
import { type CandidateModel, candidatesOf } from './candidates.js';
import type { Tuning } from './comparison.js';
import { learnVectors, type Vectors, vectorsOf } from './vectors.js';

/** What options are searched for, and on what. */
export interface TuneOptions {
  readonly grid: ParameterGrid;
  readonly folds: number;
  readonly seed: number;
  /** Of the round; only the training side is looked at. */
  readonly sides: Sides;
}

/**
 * Chooses options by trial, on the training images of a round alone:
 *
 * 1. They are parted into stratified folds.
 * 2. Every combination of the grid's values is trained on all folds but one and judged on that one, for each in turn.
 * 3. The best mean accuracy wins; of equals, the first in the order of the grid.
 *
 * A representation whose options the grid varies learns anew in every fold, from that fold's training images. One
 * that it does not vary is the round's own, fitted once on all training images, without labels: the inner scores may
 * be a little too good by it, alike for all candidates, but the choice is no less honest, since test images are never
 * seen. The vectors of one fold are in memory at once, one set for each representation that the grid makes.
 * @throws BAD_DATA for a class with a single training image, naming it.
 */
export async function tune(
  config: ModelConfig,
  { grid, folds, seed, sides }: TuneOptions,
  bench: Bench,
): Promise<{ config: ModelConfig; tuning: Tuning }> {
  const { dataset, registry } = bench;
  const candidates = candidatesOf(config, grid, registry);
  const sums = new Float64Array(candidates.length);
  const own = await sharedVectors(candidates, sides, bench);
  const inner = stratifiedFolds(dataset.labels, {
    indices: Int32Array.from(sides.train),
    classNames: namesIn(sides.train, bench),
    folds,
    seed,
  });
  for (const split of inner) {
    const fold = new InnerFold({ train: [...split.train], test: [...split.test] }, { own, sides, bench });
    for (const [i, candidate] of candidates.entries()) sums[i]! += await fold.accuracyOf(candidate);
  }
  const best = sums.reduce((leader, sum, i) => (sum > sums[leader]! ? i : leader), 0);
  return {
    config: candidates[best]!.config,
    tuning: {
      chosen: candidates[best]!.options,
      folds,
      candidates: candidates.map(({ options }, i) => ({ options, accuracy: sums[i]! / folds })),
    },
  };
}

/** Class names up to the highest label there is, so that messages name classes. */
function namesIn(indices: readonly number[], { dataset: { labels, classNames } }: Bench): readonly string[] {
  return classNames.slice(
    0,
    indices.reduce((most, index) => Math.max(most, labels[index]! + 1), 0),
  );
}

type ByFitKey = ReadonlyMap<string, readonly Float32Array[]>;

/**
 * The round's own training vectors of the representations that all candidates share. A candidate that happens to be as
 * the round would have it anyway learns anew as the others do, or it would have an advantage.
 */
async function sharedVectors(
  candidates: readonly CandidateModel[],
  sides: Sides,
  bench: Bench,
): Promise<ByFitKey> {
  const models = candidates.map(({ config }) => new ImageModel(config, bench.registry).representations);
  const byFitKey = new Map<string, readonly Float32Array[]>();
  for (const [i, representation] of models[0]!.entries())
    if (models.every((each) => each[i]!.fitKey === representation.fitKey))
      byFitKey.set(representation.fitKey, (await vectorsOf(representation, sides, bench)).train);
  return byFitKey;
}

class InnerFold {
  readonly #fold: Sides;
  readonly #places: { readonly train: Int32Array; readonly test: Int32Array };
  readonly #own: ByFitKey;
  readonly #bench: Bench;
  readonly #learnt = new Map<string, Promise<Vectors>>();

  constructor(fold: Sides, { own, sides, bench }: { own: ByFitKey; sides: Sides; bench: Bench }) {
    const place = new Map(sides.train.map((index, i) => [index, i]));
    const placesOf = (indices: readonly number[]) => Int32Array.from(indices, (index) => place.get(index)!);
    this.#fold = fold;
    this.#places = { train: placesOf(fold.train), test: placesOf(fold.test) };
    this.#own = own;
    this.#bench = bench;
  }

  async accuracyOf({ config }: CandidateModel): Promise<number> {
    const { dataset, registry } = this.#bench;
    const model = new ImageModel(config, registry);
    const parts = await Promise.all(model.representations.map((each) => this.#vectorsOf(each)));
    const samplesOf = (side: 'train' | 'test') =>
      model.join(this.#fold[side].map((_, i) => parts.map((part) => part[side][i]!)));
    const labelsOf = (side: 'train' | 'test') =>
      Int32Array.from(this.#fold[side], (index) => dataset.labels[index]!);
    await model.fitClassifier(samplesOf('train'), {
      labels: labelsOf('train'),
      classNames: dataset.classNames,
    });
    const predicted = await model.classify(samplesOf('test'));
    const truth = labelsOf('test');
    return truth.filter((label, i) => label === predicted[i]).length / truth.length;
  }

  async #vectorsOf(representation: Representation): Promise<Pick<Vectors, 'train' | 'test'>> {
    const own = this.#own.get(representation.fitKey);
    if (own) {
      const { train, test } = this.#places;
      return { train: Array.from(train, (i) => own[i]!), test: Array.from(test, (i) => own[i]!) };
    }
    const learnt =
      this.#learnt.get(representation.fitKey) ?? learnVectors(representation, this.#fold, this.#bench);
    this.#learnt.set(representation.fitKey, learnt);
    return learnt;
  }
}
