import type { Comparison, ModelResult } from '../../../src/compare/comparison.js';
import { Random } from '../../../src/core/random.js';
import { exampleComparison } from './example-comparison.js';

const rounds = 3;

const exampleBins = Array.from({ length: 10 }, (_, b) => ({
  images: b < 3 ? 0 : 10 * b,
  probability: b < 3 ? 0 : b / 10 + 0.05,
  right: b < 3 ? 0 : b * b,
}));

/** An imaginary comparison with all that there can be: rounds, curves, searches, leaks. */
export function richComparison(classNames: readonly string[]): Comparison {
  const plain = exampleComparison(classNames);
  const [round] = plain.protocol.rounds;
  return {
    ...plain,
    protocol: {
      kind: 'hold-out',
      rule: '60 of each class to train on, 3 times',
      rounds: Array.from({ length: rounds }, (_, i) => ({ ...round!, seed: i + 1 })),
    },
    results: plain.results.map(enriched),
    pairs: plain.pairs.map((pair) => ({ ...pair, test: 'corrected-resampled-t' })),
    leaks: {
      mode: 'warn',
      dropped: 0,
      pairs: [
        ...plain.leaks.pairs,
        {
          paths: ['cats/1.jpg', 'cats/copy of 1.jpg'],
          images: [1, 2],
          classes: [classNames[0]!, classNames[0]!],
          kind: 'same pixels',
          distance: 0,
          rounds: 2,
        },
      ],
    },
  };
}

function enriched(result: ModelResult): ModelResult {
  const random = new Random(7).fork(result.model);
  const accuracies = Array.from({ length: rounds }, () => result.accuracy + random.uniform(-0.02, 0.02));
  const mean = accuracies.reduce((sum, value) => sum + value, 0) / rounds;
  const perClass = result.perClass.map((score) => ({ ...score, ...steppedRoc(random) }));
  return {
    ...result,
    accuracy: mean,
    macroAuc: perClass.reduce((sum, { auc }) => sum + auc, 0) / perClass.length,
    perClass,
    calibration: { error: 0.0625, bins: exampleBins },
    repeats: { seeds: [1, 2, 3], accuracies, mean, deviation: 0.0123 },
    rounds: accuracies.map((accuracy, i) => ({
      ...result.rounds[0]!,
      accuracy,
      tuning: {
        chosen: { C: i === 0 ? 1 : 10 },
        folds: 3,
        candidates: [
          { options: { C: 1 }, accuracy: 0.7 },
          { options: { C: 10 }, accuracy: 0.75 },
          { options: { C: 100 }, accuracy: 0.6 },
        ],
      },
    })),
    learningCurve: [10, 20, 60].map((trainPerClass, i) => ({
      trainPerClass,
      accuracy: mean - 0.1 * (2 - i),
      deviation: 0.02,
      accuracies: accuracies.map((accuracy) => accuracy - 0.1 * (2 - i)),
    })),
  };
}

/** One step to the right at half height, another after `x`. */
function steppedRoc(random: Random) {
  const x = random.uniform(0.05, 0.4);
  return {
    roc: { falsePositiveRate: [0, 0, x, x, 1], truePositiveRate: [0, 0.5, 0.5, 1, 1] },
    auc: 1 - x / 2,
  };
}
