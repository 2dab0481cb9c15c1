import type { ModelPair, ModelResult, Protocol } from './comparison.js';
import { holmAdjust } from './holm.js';
import { mcnemarExact } from './mcnemar.js';
import { correctedResampledTTest } from './resampled-t-test.js';

/**
 * Every model against every other:
 *
 * 1. Of a single round, McNemar's exact test on the predictions; of several, the corrected resampled t-test on the
 *    differences in accuracy, round by round, with the mean sizes of the rounds' sides.
 * 2. All p-values together are adjusted after Holm.
 *
 * The smallest adjusted p-value comes first, of equals the larger difference, then the order of the results.
 */
export function modelPairs(results: readonly ModelResult[], { rounds }: Protocol): ModelPair[] {
  const pairs = results.flatMap((one, i) =>
    results.slice(i + 1).map((other) => {
      const [better, worse] = other.accuracy > one.accuracy ? [other, one] : [one, other];
      return pairOf(better, worse, rounds);
    }),
  );
  const adjusted = holmAdjust(pairs.map(({ pValue }) => pValue));
  return pairs
    .map((pair, i): ModelPair => ({ ...pair, adjustedPValue: adjusted[i]! }))
    .sort((a, b) => a.adjustedPValue - b.adjustedPValue || b.difference - a.difference);
}

function pairOf(
  better: ModelResult,
  worse: ModelResult,
  rounds: Protocol['rounds'],
): Omit<ModelPair, 'adjustedPValue'> {
  const onlyRight = disagreements(better, worse, rounds);
  const differences = rounds.map((_, r) => better.rounds[r]!.accuracy - worse.rounds[r]!.accuracy);
  const meanOf = (side: 'train' | 'test') =>
    rounds.reduce((sum, round) => sum + round[side], 0) / rounds.length;
  const single = rounds.length === 1;
  return {
    models: [better.model, worse.model],
    difference: better.accuracy - worse.accuracy,
    onlyRight,
    test: single ? 'mcnemar' : 'corrected-resampled-t',
    pValue: single
      ? mcnemarExact(...onlyRight)
      : correctedResampledTTest(differences, { train: meanOf('train'), test: meanOf('test') }).pValue,
  };
}

function disagreements(
  first: ModelResult,
  second: ModelResult,
  rounds: Protocol['rounds'],
): [onlyFirst: number, onlySecond: number] {
  let [onlyFirst, onlySecond] = [0, 0];
  rounds.forEach(({ truth }, r) => {
    truth.forEach((label, place) => {
      const isRight = ({ rounds: own }: ModelResult) => own[r]!.predicted[place] === label;
      if (isRight(first) && !isRight(second)) onlyFirst++;
      if (isRight(second) && !isRight(first)) onlySecond++;
    });
  });
  return [onlyFirst, onlySecond];
}
