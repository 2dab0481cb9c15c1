import type { Dataset, Split } from '../data/dataset.js';
import { defaultTrainFraction, stratifiedSample, stratifiedSplit } from '../data/split.js';

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
 * The split that a comparison uses, and its rule in words. The same seed gives the same split.
 *
 * | the data set's own split | nothing given | numbers of images a class | a fraction |
 * |---|---|---|---|
 * | has one | that | so many from each of its sides | drawn anew over all images |
 * | has none | 70% of each class train | drawn | drawn |
 *
 * @throws BAD_OPTION, BAD_DATA where a class has too few images.
 */
export function splitDataset(
  dataset: Dataset,
  { rule, seed }: { rule: SplitRule; seed: number },
): Split & { readonly rule: string } {
  const { labels, classNames, split } = dataset;
  const { trainFraction, trainPerClass, testPerClass } = rule;
  if (split && trainFraction === undefined) {
    const side = (indices: Int32Array, perClass: number | undefined) =>
      perClass === undefined ? indices : stratifiedSample(labels, indices, { perClass, seed, classNames });
    return {
      train: side(split.train, trainPerClass),
      test: side(split.test, testPerClass),
      rule: ["the data set's own", describeRule(rule)].filter(Boolean).join(', '),
    };
  }
  const given = Object.values(rule).some((value) => value !== undefined);
  const used = given ? rule : { trainFraction: defaultTrainFraction };
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
