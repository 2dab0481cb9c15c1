import type { Dataset, Split } from '../data/dataset.js';
import { stratifiedSplit } from '../data/split.js';

/** How a data set is parted into training and test images. */
export interface SplitRule {
  /** Of each class, the share that is trained on; the rest is for testing. */
  readonly trainFraction?: number | undefined;
  /** Images of each class to train on. */
  readonly trainPerClass?: number | undefined;
  /** Images of each class to test on. Default: all that are left. */
  readonly testPerClass?: number | undefined;
}

const defaultTrainFraction = 0.7;

/**
 * The split that a comparison uses, and its rule in words: by the rule where one is given, else the data set's own
 * where it has one, else 70% of each class for training. The same seed gives the same split.
 * @throws BAD_OPTION, BAD_DATA where a class has too few images.
 */
export function splitDataset(
  dataset: Dataset,
  { rule, seed }: { rule: SplitRule; seed: number },
): Split & { readonly rule: string } {
  const given = Object.entries(rule).filter(([, value]) => value !== undefined);
  if (given.length === 0 && dataset.split) return { ...dataset.split, rule: "the data set's own" };
  const used =
    given.length === 0 ? { trainFraction: defaultTrainFraction } : (Object.fromEntries(given) as SplitRule);
  return { ...stratifiedSplit(dataset.labels, { ...used, seed }), rule: describeRule(used) };
}

function describeRule({ trainFraction, trainPerClass, testPerClass }: SplitRule): string {
  const rules = [
    trainFraction !== undefined && `${Number((trainFraction * 100).toFixed(2))}% of each class to train on`,
    trainPerClass !== undefined && `${trainPerClass} of each class to train on`,
    testPerClass !== undefined && `${testPerClass} of each class to test on`,
  ];
  return rules.filter((text) => text !== false).join(', ');
}
