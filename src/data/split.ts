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
