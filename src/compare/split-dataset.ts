import type { Dataset, Split } from '../data/dataset.js';
import { defaultTrainFraction, stratifiedSplit } from '../data/split.js';

/** How a data set is parted into training and test images. */
export interface SplitRule {
  /** Of each class, the share that is trained on; the rest is for testing. */
  readonly trainFraction?: number | undefined;
  /** Images of each class to train on. */
  readonly trainPerClass?: number | undefined;
  /** Images of each class to test on. Default: all that are left. */
  readonly testPerClass?: number | undefined;
}

/**
 * The split that a comparison uses, and its rule in words: by the rule where one is given, else the data set's own
 * where it has one, else 70% of each class for training. The same seed gives the same split.
 * @throws BAD_OPTION, BAD_DATA where a class has too few images.
 */
export function splitDataset(
  dataset: Dataset,
  { rule, seed }: { rule: SplitRule; seed: number },
): Split & { readonly rule: string } {
  const isGiven = Object.values(rule).some((value) => value !== undefined);
  if (!isGiven && dataset.split) return { ...dataset.split, rule: "the data set's own" };
  const used: SplitRule =
    rule.trainPerClass === undefined
      ? { ...rule, trainFraction: rule.trainFraction ?? defaultTrainFraction }
      : rule;
  const { classNames, labels } = dataset;
  return { ...stratifiedSplit(labels, { ...used, classNames, seed }), rule: describeRule(used) };
}

function describeRule({ trainFraction, trainPerClass, testPerClass }: SplitRule): string {
  const rules = [
    trainFraction !== undefined && `${Number((trainFraction * 100).toFixed(2))}% of each class to train on`,
    trainPerClass !== undefined && `${trainPerClass} of each class to train on`,
    testPerClass !== undefined && `${testPerClass} of each class to test on`,
  ];
  return rules.filter((text) => text !== false).join(', ');
}
