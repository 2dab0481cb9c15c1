import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stratifiedFolds, stratifiedSample, stratifiedSplit } from '../../src/data/split.js';

const labelled = fc.array(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 6 }).chain((counts) => {
  const labels = counts.flatMap((count, label) => Array<number>(count).fill(label));
  return fc.record({
    counts: fc.constant(counts),
    labels: fc
      .shuffledSubarray(labels, { minLength: labels.length })
      .map((shuffled) => Int32Array.from(shuffled)),
    seed: fc.integer(),
  });
});
const countOf = (indices: Int32Array, labels: Int32Array, label: number) =>
  indices.filter((i) => labels[i] === label).length;

describe('stratifiedSplit', () => {
  it('gives each class its part: 7 of 10 and 4 of 5 train by default', () => {
    const labels = Int32Array.from({ length: 15 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const { train, test } = stratifiedSplit(labels, { seed: 1 });
    expect([countOf(train, labels, 0), countOf(train, labels, 1)]).toEqual([7, 4]);
    expect([countOf(test, labels, 0), countOf(test, labels, 1)]).toEqual([3, 1]);
  });

  it('puts every image on exactly one side, in ascending order', () => {
    fc.assert(
      fc.property(
        labelled,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ labels, seed }, trainFraction) => {
          const { train, test } = stratifiedSplit(labels, { seed, trainFraction });
          expect(train).toEqual(train.slice().sort());
          expect(test).toEqual(test.slice().sort());
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from(labels.keys()));
        },
      ),
    );
  });

  it('keeps the proportion of each class to within one image', () => {
    fc.assert(
      fc.property(
        labelled,
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        ({ labels, counts, seed }, trainFraction) => {
          const { train, test } = stratifiedSplit(labels, { seed, trainFraction });
          counts.forEach((count, label) => {
            expect(Math.abs(countOf(train, labels, label) - count * trainFraction)).toBeLessThanOrEqual(1);
            expect(countOf(train, labels, label)).toBeGreaterThan(0);
            expect(countOf(test, labels, label)).toBeGreaterThan(0);
          });
        },
      ),
    );
  });

  it('gives as many of each class as asked, and none twice', () => {
    const labels = Int32Array.from({ length: 60 }, (_, i) => i % 3);
    const { train, test } = stratifiedSplit(labels, { seed: 7, trainPerClass: 5, testPerClass: 4 });
    for (const label of [0, 1, 2]) {
      expect(countOf(train, labels, label)).toBe(5);
      expect(countOf(test, labels, label)).toBe(4);
    }
    expect(new Set([...train, ...test]).size).toBe(27);
    expect(stratifiedSplit(labels, { seed: 7, trainPerClass: 5 }).test.length).toBe(45);
    const half = stratifiedSplit(labels, { seed: 7, trainFraction: 0.9, testPerClass: 10 });
    expect([half.train.length, half.test.length]).toEqual([30, 30]);
  });

  it('is the same for the same seed and another for another', () => {
    const labels = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    const splits = [1, 2, 3, 4, 5].map((seed) =>
      stratifiedSplit(labels, { seed, trainFraction: 0.5 }).train.join(),
    );
    expect(new Set(splits).size).toBe(5);
    fc.assert(
      fc.property(labelled, ({ labels, seed }) => {
        expect(stratifiedSplit(labels, { seed })).toEqual(stratifiedSplit(labels, { seed }));
      }),
    );
  });

  it('only adds training images when asked for more', () => {
    const labels = Int32Array.from({ length: 90 }, (_, i) => i % 3);
    const few = stratifiedSplit(labels, { seed: 3, trainPerClass: 5 }).train;
    const more = new Set(stratifiedSplit(labels, { seed: 3, trainPerClass: 12 }).train);
    expect(few.every((i) => more.has(i))).toBe(true);
  });

  it('chooses every image about equally often', () => {
    const labels = new Int32Array(10);
    const chosen = new Int32Array(10);
    for (let seed = 0; seed < 2000; seed++)
      for (const i of stratifiedSplit(labels, { seed, trainPerClass: 5 }).train) chosen[i]!++;
    // 1000 expected, standard deviation 22.
    for (const count of chosen) expect(Math.abs(count - 1000)).toBeLessThan(110);
  });

  it('names the class that has too few images', () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1, 2);
    const classNames = ['cat', 'dog', 'cow'];
    const refused = (options: object, message: RegExp, code = 'BAD_DATA') =>
      expect(() => stratifiedSplit(labels, { seed: 1, classNames, ...options })).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      );
    refused({}, /at least 2 images of class 'cow'.*it has 1/);
    refused({ trainPerClass: 2 }, /at least 3 images of class 'dog' \(2 to train, 1 to test\) but it has 2/);
    refused({ trainPerClass: 1, testPerClass: 3 }, /at least 4 images of class 'cat'/);
    refused({ classNames: [...classNames, 'none'], trainPerClass: 1 }, /'cow'/);
    refused({ classNames: ['cat'] }, /labels from 0 to 0 but image 3 has 1/);
    refused({ trainPerClass: 0 }, /positive integer for trainPerClass/, 'BAD_OPTION');
    refused({ testPerClass: 1.5 }, /positive integer for testPerClass/, 'BAD_OPTION');
    refused({ trainFraction: 1 }, /above 0 and below 1/, 'BAD_OPTION');
    refused({ trainFraction: Number.NaN }, /above 0 and below 1/, 'BAD_OPTION');
    refused({ trainFraction: 0.5, trainPerClass: 2 }, /both/, 'BAD_OPTION');
  });
});

describe('stratifiedSample', () => {
  const labels = Int32Array.from({ length: 40 }, (_, i) => i % 4);
  const half = Int32Array.from({ length: 20 }, (_, i) => i + 10);

  it('draws the same number of each class, from the given images alone', () => {
    const drawn = stratifiedSample(labels, half, { perClass: 3, seed: 2 });
    expect(drawn.every((i) => half.includes(i))).toBe(true);
    expect([0, 1, 2, 3].map((label) => countOf(drawn, labels, label))).toEqual([3, 3, 3, 3]);
    expect([...drawn]).toEqual([...new Set(drawn)].sort((a, b) => a - b));
  });

  it('only adds images when asked for more', () => {
    const draw = (perClass: number) => stratifiedSample(labels, half, { perClass, seed: 2 });
    const more = new Set(draw(4));
    expect(draw(2).every((i) => more.has(i))).toBe(true);
  });

  it('names the class that has too few, and refuses counts that are none', () => {
    expect(() =>
      stratifiedSample(labels, half, { perClass: 6, seed: 1, classNames: ['cat', 'dog', 'cow', 'hen'] }),
    ).toThrow("Expected at least 6 images of class 'cat' but there are 5.");
    expect(() => stratifiedSample(labels, half, { perClass: 0, seed: 1 })).toThrow(
      'Expected a positive integer for images of each class but received 0.',
    );
  });
});

describe('stratifiedFolds', () => {
  it('tests every image exactly once and trains on all others', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 2, max: 6 }), ({ labels, seed }, folds) => {
        fc.pre(labels.length >= folds);
        const parts = stratifiedFolds(labels, { folds, seed });
        const tested = parts.flatMap(({ test }) => [...test]);
        expect(tested.sort((a, b) => a - b)).toEqual(Array.from(labels.keys()));
        for (const { train, test } of parts) {
          expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from(labels.keys()));
          expect(test).toEqual(test.slice().sort());
        }
      }),
    );
  });

  it('spreads each class, and all images, to within one image', () => {
    fc.assert(
      fc.property(labelled, fc.integer({ min: 2, max: 6 }), ({ labels, counts, seed }, folds) => {
        fc.pre(labels.length >= folds);
        const parts = stratifiedFolds(labels, { folds, seed });
        const spread = (sizes: readonly number[]) => Math.max(...sizes) - Math.min(...sizes);
        expect(spread(parts.map(({ test }) => test.length))).toBeLessThanOrEqual(1);
        counts.forEach((_, label) => {
          expect(spread(parts.map(({ test }) => countOf(test, labels, label)))).toBeLessThanOrEqual(1);
          for (const { train } of parts) expect(countOf(train, labels, label)).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('parts the given images alone, alike for one seed and otherwise for another', () => {
    const labels = Int32Array.from({ length: 40 }, (_, i) => i % 2);
    const indices = Int32Array.from({ length: 20 }, (_, i) => i * 2 + (i % 2));
    const deal = (seed: number) =>
      stratifiedFolds(labels, { folds: 4, seed, indices }).map(({ test }) => [...test]);
    expect(
      deal(1)
        .flat()
        .sort((a, b) => a - b),
    ).toEqual([...indices]);
    expect(deal(1)).toEqual(deal(1));
    expect(deal(2)).not.toEqual(deal(1));
  });

  it('names the class of a single image, and refuses folds that cannot be', () => {
    const labels = Int32Array.of(0, 0, 0, 1, 1, 2);
    const refused = (folds: number, message: RegExp, code: string) =>
      expect(() => stratifiedFolds(labels, { folds, seed: 1, classNames: ['cat', 'dog', 'cow'] })).toThrow(
        expect.objectContaining({ code, message: expect.stringMatching(message) }),
      );
    refused(2, /at least 2 images of class 'cow'.*there is 1/, 'BAD_DATA');
    refused(7, /at least 7 images for 7 folds but there are 6/, 'BAD_DATA');
    refused(1, /at least 2 for folds but received 1/, 'BAD_OPTION');
    refused(2.5, /at least 2 for folds but received 2.5/, 'BAD_OPTION');
  });
});
