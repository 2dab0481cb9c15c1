import { fingerprint } from '../core/fingerprint.js';
import { VERSION } from '../core/version.js';
import type { Dataset } from '../data/dataset.js';
import type { OptionValues } from '../features/extractor.js';
import type { PartConfig } from '../models/image-model.js';
import { findRepresentation, type ModelRegistry } from '../models/model-registry.js';
import type { ImageSize } from '../models/representation.js';
import type { Comparison, FailedModel, LeakReport, ModelResult, Protocol } from './comparison.js';
import type { Contestant } from './contestants.js';
import type { Verdict } from './judge-model.js';
import { modelPairs } from './model-pairs.js';
import { modelResult } from './model-result.js';
import type { Rounds, Trial } from './protocol.js';
import type { Clock } from './stopwatch.js';
import type { Images } from './survey-images.js';

/** The trials of one point of all learning curves, one a round. */
export interface CurveTrials {
  readonly trainPerClass: number;
  readonly trials: readonly Trial[];
}

/** Everything that a comparison worked out. */
export interface Outcome {
  readonly options?: OptionValues;
  readonly size: ImageSize;
  readonly seed: number;
  readonly registry: ModelRegistry;
  readonly clock?: Clock;
  readonly rounds: Pick<Rounds, 'kind' | 'rule'>;
  readonly contestants: readonly Contestant[];
  readonly images: Images;
  readonly trials: readonly Trial[];
  readonly report: LeakReport;
  readonly curve: readonly CurveTrials[];
  /** `[contestant][trial]`: those of the rounds, then those of the curve's points. */
  readonly verdicts: readonly (readonly Verdict[])[];
  /** Of those that are not among the contestants any more. */
  readonly failed: readonly FailedModel[];
  /** The extractions that `images.seconds` are of. */
  readonly parts: readonly PartConfig[];
}

/** The figures of all models, and what they were measured on. */
export function comparisonOf(dataset: Dataset, outcome: Outcome): Comparison {
  const { images, trials, report, size, seed, clock, rounds } = outcome;
  const protocol: Protocol = {
    kind: rounds.kind,
    rule: rounds.rule,
    rounds: trials.map(({ seed, fold, train, test }) => ({
      seed,
      ...(fold !== undefined && { fold }),
      train: train.length,
      test: test.length,
      testImages: test,
      truth: test.map((index) => dataset.labels[index]!),
    })),
  };
  const results = resultsOf(dataset, outcome);
  const [first] = protocol.rounds;
  return {
    fovea: VERSION,
    dataset: {
      name: dataset.name,
      images: dataset.labels.length,
      classNames: dataset.classNames,
      fingerprint: fingerprint([...dataset.classNames, dataset.labels, ...images.contents]),
    },
    protocol,
    split: { rule: rounds.rule, train: first!.train, test: first!.test },
    leaks: report,
    seed,
    size: { width: size.width, height: size.height },
    options: outcome.options ?? {},
    results,
    pairs: modelPairs(results, protocol),
    skipped: images.skipped,
    failed: outcome.failed,
    ...(clock && { seconds: { load: images.loadSeconds } }),
  };
}

function resultsOf(dataset: Dataset, outcome: Outcome): ModelResult[] {
  const { contestants, trials, curve, verdicts, images, parts, clock, seed } = outcome;
  const secondsOf = new Map(
    parts.map((part, i) => [cacheKeyOf(part, outcome), images.seconds[i] ?? 0] as const),
  );
  const usable = images.contents.filter((content) => content !== '').length;
  return contestants.map(({ label, configs }, c) => {
    const seconds = configs[0]!.features
      .map((part) => secondsOf.get(cacheKeyOf(part, outcome))!)
      .reduce((sum, each) => sum + each, 0);
    return modelResult({
      ...{ label, trials, dataset, seed },
      verdicts: verdicts[c]!.slice(0, trials.length),
      curve: curve.map(({ trainPerClass }, p) => ({
        trainPerClass,
        verdicts: verdicts[c]!.slice((p + 1) * trials.length, (p + 2) * trials.length),
      })),
      ...(clock && { extraction: { seconds, images: usable } }),
    });
  });
}

/** Under which key the store holds what a part of a model extracts. */
export const cacheKeyOf = (
  { name, options }: PartConfig,
  { size, registry }: { size: ImageSize; registry: ModelRegistry },
): string => findRepresentation(name, registry).create(options, size).cacheKey;
