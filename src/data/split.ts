import { FoveaError } from '../core/errors.js';
import { Random } from '../core/random.js';
import type { Split } from './dataset.js';

/** The part of each class that trains where nothing else is said. */
export const defaultTrainFraction = 0.7;

/** How much of each class goes where. */
export interface SplitOptions {
  /** The same seed, the same split. */
  readonly seed: number;
  /** Part of each class that trains, above 0 and below 1. @default 0.7 */
  readonly trainFraction?: number | undefined;
  /** Images of each class that train, instead of a fraction. */
  readonly trainPerClass?: number | undefined;
  /** Images of each class that test. @default all that do not train */
  readonly testPerClass?: number | undefined;
  /** For messages, and so that a class without images is noticed. @default the numbers up to the highest label */
  readonly classNames?: readonly string[] | undefined;
}

/**
 * Parts images at random so that every class is divided alike.
 *
 * 1. The images of each class are shuffled by a random stream of the class's own.
 * 2. The first `trainPerClass`, or `trainFraction` of them rounded (at least one, and never all), train.
 * 3. The next `testPerClass`, or all the rest, test.
 *
 * Indices come in ascending order. With one seed, a split of fewer training images a class is part of a split of
 * more, and removing one class leaves the others' division as it was.
 *
 * @throws BAD_OPTION for counts that are not positive integers, a fraction outside (0, 1), or a count and a fraction
 * at once; BAD_DATA for a class with too few images, naming it.
 */
export function stratifiedSplit(labels: Int32Array, options: SplitOptions): Split {
  checkOptions(options);
  const random = new Random(options.seed);
  const parts = membersByClass(labels, options.classNames).map(({ name, members }, label) => {
    const counts = countsOf(members.length, { ...options, name });
    random.fork(label).shuffle(members);
    return {
      train: members.slice(0, counts.train),
      test: members.slice(counts.train, counts.train + counts.test),
    };
  });
  return {
    train: Int32Array.from(parts.flatMap(({ train }) => train)).sort(),
    test: Int32Array.from(parts.flatMap(({ test }) => test)).sort(),
  };
}

function checkOptions({ trainFraction, trainPerClass, testPerClass }: SplitOptions): void {
  const refuse = (expected: string, received: unknown) => {
    throw new FoveaError('BAD_OPTION', `Expected ${expected} but received ${received}.`);
  };
  if (trainFraction !== undefined && trainPerClass !== undefined)
    refuse('either trainFraction or trainPerClass', 'both');
  if (trainFraction !== undefined && !(trainFraction > 0 && trainFraction < 1))
    refuse('trainFraction above 0 and below 1', trainFraction);
  for (const [name, count] of Object.entries({ trainPerClass, testPerClass }))
    if (count !== undefined) requireCount(name, count);
}

function requireCount(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new FoveaError('BAD_OPTION', `Expected a positive integer for ${name} but received ${count}.`);
}

function membersByClass(
  labels: Int32Array,
  classNames: readonly string[] | undefined,
): { name: string; members: number[] }[] {
  const highest = labels.reduce((most, label) => Math.max(most, label), -1);
  const names = classNames ?? Array.from({ length: highest + 1 }, (_, i) => String(i));
  const classes = names.map((name) => ({ name, members: [] as number[] }));
  labels.forEach((label, i) => {
    if (!classes[label])
      throw new FoveaError(
        'BAD_DATA',
        `Expected labels from 0 to ${names.length - 1} but image ${i} has ${label}.`,
      );
    classes[label].members.push(i);
  });
  return classes;
}

function countsOf(
  total: number,
  {
    name,
    trainFraction = defaultTrainFraction,
    trainPerClass,
    testPerClass,
  }: Omit<SplitOptions, 'seed'> & { readonly name: string },
): { train: number; test: number } {
  const needed = (trainPerClass ?? 1) + (testPerClass ?? 1);
  if (total < needed)
    throw new FoveaError(
      'BAD_DATA',
      `Expected at least ${needed} images of class '${name}' (${trainPerClass ?? 1} to train, ${testPerClass ?? 1} to test) but it has ${total}. Add images, leave the class out, or ask for fewer.`,
    );
  const train =
    trainPerClass ?? Math.min(Math.max(1, Math.round(total * trainFraction)), total - (testPerClass ?? 1));
  return { train, test: testPerClass ?? total - train };
}

/**
 * Some of the given images, drawn at random, the same number of each class. With one seed, a smaller draw is part of
 * a larger one.
 * @param indices into `labels`: the images to draw from.
 * @throws BAD_OPTION for a count that is not a positive integer; BAD_DATA for a class with too few images, naming it.
 */
export function stratifiedSample(
  labels: Int32Array,
  indices: Int32Array,
  { perClass, seed, classNames }: { perClass: number; seed: number; classNames?: readonly string[] },
): Int32Array {
  requireCount('images of each class', perClass);
  const random = new Random(seed);
  const own = Int32Array.from(indices, (index) => labels[index]!);
  const drawn = membersByClass(own, classNames).flatMap(({ name, members }, label) => {
    if (members.length < perClass)
      throw new FoveaError(
        'BAD_DATA',
        `Expected at least ${perClass} images of class '${name}' but there are ${members.length}. Ask for fewer.`,
      );
    return random
      .fork(label)
      .shuffle(members)
      .slice(0, perClass)
      .map((member) => indices[member]!);
  });
  return Int32Array.from(drawn).sort();
}

/**
 * Parts images into folds so that each class is spread alike, and every image is tested exactly once:
 *
 * 1. The images of each class are shuffled by a random stream of the class's own.
 * 2. They are dealt to the folds one by one; each class goes on where the one before it stopped, so that folds differ
 *    in size by one image at most, in each class and altogether.
 *
 * A class of fewer images than folds is missing from the test side of some folds, never from the training side.
 * Indices come in ascending order. The stratified k-fold of R. Kohavi, A study of cross-validation and bootstrap for
 * accuracy estimation and model selection, IJCAI 1995; scikit-learn's `StratifiedKFold(shuffle=True)` deals likewise
 * with another shuffle.
 * @param indices into `labels`: the images to part. Default all.
 * @throws BAD_OPTION unless `folds` is an integer of at least 2; BAD_DATA for a class of a single image, naming it, or
 * fewer images than folds.
 */
export function stratifiedFolds(
  labels: Int32Array,
  {
    folds,
    seed,
    classNames,
    indices = Int32Array.from(labels.keys()),
  }: {
    folds: number;
    seed: number;
    classNames?: readonly string[] | undefined;
    indices?: Int32Array;
  },
): Split[] {
  if (!Number.isSafeInteger(folds) || folds < 2)
    throw new FoveaError('BAD_OPTION', `Expected an integer of at least 2 for folds but received ${folds}.`);
  if (indices.length < folds)
    throw new FoveaError(
      'BAD_DATA',
      `Expected at least ${folds} images for ${folds} folds but there are ${indices.length}. Ask for fewer folds.`,
    );
  const foldOf = dealt(labels, { folds, seed, classNames, indices });
  return Array.from({ length: folds }, (_, fold) => ({
    train: indices.filter((_index, i) => foldOf[i] !== fold).sort(),
    test: indices.filter((_index, i) => foldOf[i] === fold).sort(),
  }));
}

/** The fold of each of `indices`. */
function dealt(
  labels: Int32Array,
  {
    folds,
    seed,
    classNames,
    indices,
  }: {
    folds: number;
    seed: number;
    classNames: readonly string[] | undefined;
    indices: Int32Array;
  },
): Int32Array {
  const random = new Random(seed);
  const own = Int32Array.from(indices, (index) => labels[index]!);
  const foldOf = new Int32Array(indices.length);
  let next = 0;
  membersByClass(own, classNames).forEach(({ name, members }, label) => {
    if (members.length === 1)
      throw new FoveaError(
        'BAD_DATA',
        `Expected at least 2 images of class '${name}', one to train and one to test, but there is 1. Add images or leave the class out.`,
      );
    for (const member of random.fork(label).shuffle(members)) foldOf[member] = next++ % folds;
  });
  return foldOf;
}
