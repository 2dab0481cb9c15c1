import type { Comparison, ModelPair, ModelResult } from '../../../src/compare/comparison.js';
import { confusionMatrix } from '../../../src/compare/confusion-matrix.js';
import { accuracy, classScores, correctOf, macroF1 } from '../../../src/compare/metrics.js';
import { wilsonInterval } from '../../../src/compare/wilson-interval.js';
import { Random } from '../../../src/core/random.js';

/** The result of an imaginary model that gets a share of `skill` right, with consistent figures. */
export function exampleResult(
  model: string,
  { skill, seconds, classNames }: { skill: number; seconds: number; classNames: readonly string[] },
): ModelResult {
  const random = new Random(model.length).fork(model);
  const classes = classNames.length;
  const truth = Array.from({ length: classes * 30 }, (_, i) => i % classes);
  const predicted = truth.map((label) => {
    const right = random.uniform() < skill;
    return right ? label : (label + 1 + Math.floor(random.uniform() ** 2 * (classes - 1))) % classes;
  });
  const confusion = confusionMatrix(truth, predicted, classes);
  const errors = truth
    .map((label, index) => ({
      index,
      path: `${classNames[label]}/image-${index}.jpg`,
      truth: classNames[label]!,
      predicted: classNames[predicted[index]!]!,
      probability: random.uniform(0.3, 1),
    }))
    .filter((image) => image.truth !== image.predicted)
    .sort((a, b) => b.probability - a.probability);
  return {
    model,
    accuracy: accuracy(confusion),
    accuracyInterval: wilsonInterval(correctOf(confusion), truth.length),
    macroF1: macroF1(confusion),
    confusion: classNames.map((_, c) => [...confusion.data.subarray(c * classes, (c + 1) * classes)]),
    perClass: classScores(confusion).map((score, c) => ({ className: classNames[c]!, ...score })),
    seconds: { extract: seconds, train: seconds / 5, predict: seconds / 40, perImage: seconds / 100 },
    rounds: [{ accuracy: accuracy(confusion), macroF1: macroF1(confusion), predicted }],
    modelBytes: Math.round(1000 * seconds * classes),
    vectorLength: 64,
    bytesPerImage: 256,
    errors,
    mistakes: errors.length,
    parts: [
      { name: model.split('+')[0]!, options: { luma: 'bt601', bins: 8 } },
      { name: 'svm', options: { kernel: 'linear', C: 1 } },
    ],
  };
}

/** A comparison of five imaginary models. */
export function exampleComparison(classNames: readonly string[]): Comparison {
  const results = Object.entries({
    'pixels+knn': [0.42, 0.3],
    'colour+svm': [0.7, 1.1],
    'hog+svm': [0.78, 2.4],
    'bovw+svm': [0.84, 38],
    'colour+hog+bovw+svm': [0.91, 41],
  }).map(([model, [skill, seconds]]) =>
    exampleResult(model, { skill: skill!, seconds: seconds!, classNames }),
  );
  const truth = Array.from({ length: classNames.length * 30 }, (_, i) => i % classNames.length);
  return {
    fovea: '0.1.0',
    dataset: {
      name: 'corel1k',
      images: classNames.length * 90,
      classNames,
      fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    protocol: {
      kind: 'hold-out',
      rule: '60 of each class to train on',
      rounds: [
        {
          seed: 1,
          train: classNames.length * 60,
          test: truth.length,
          testImages: [...truth.keys()],
          truth,
        },
      ],
    },
    split: {
      rule: '60 of each class to train on',
      train: classNames.length * 60,
      test: classNames.length * 30,
    },
    leaks: {
      mode: 'warn',
      pairs: [
        {
          paths: ['dogs/12.jpg', 'dogs/340.jpg'],
          images: [12, 340],
          classes: [classNames[0]!, classNames[1]!],
          kind: 'near',
          distance: 0.01,
          rounds: 1,
        },
      ],
      dropped: 0,
    },
    seed: 1,
    size: { width: 128, height: 128 },
    options: { orientations: 9 },
    results,
    pairs: examplePairs(results),
    failed: [],
    skipped: [
      {
        index: 7,
        path: 'dogs/broken.jpg',
        code: 'BAD_IMAGE',
        message: 'Expected an image but received <junk>.',
      },
    ],
    seconds: { load: 5.2 },
  };
}

/** Neighbours on the leaderboard are hard to tell apart, all others are not. */
function examplePairs(results: readonly ModelResult[]): ModelPair[] {
  const sorted = results.toSorted((a, b) => b.accuracy - a.accuracy);
  return sorted.flatMap((better, i) =>
    sorted.slice(i + 1).map((worse, distance): ModelPair => {
      const pValue = distance === 0 ? 0.09 : 0.001;
      return {
        models: [better.model, worse.model],
        difference: better.accuracy - worse.accuracy,
        onlyRight: [worse.mistakes, better.mistakes],
        test: 'mcnemar',
        pValue,
        adjustedPValue: pValue * 4,
      };
    }),
  );
}
