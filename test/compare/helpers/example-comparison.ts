import type { Comparison, ModelResult } from '../../../src/compare/comparison.js';
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
    seconds: { extract: seconds, train: seconds / 5, predict: seconds / 40 },
    modelBytes: Math.round(1000 * seconds * classes),
    vectorLength: 64,
    errors,
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
  return {
    fovea: '0.1.0',
    dataset: {
      name: 'corel1k',
      images: classNames.length * 90,
      classNames,
      fingerprint: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
    split: {
      rule: '60 of each class to train on',
      train: classNames.length * 60,
      test: classNames.length * 30,
    },
    seed: 1,
    size: { width: 128, height: 128 },
    options: { orientations: 9 },
    results,
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
