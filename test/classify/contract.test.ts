import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { additiveSvmClassifiers } from '../../src/classify/additive-svm.js';
import type { Classifier, Samples } from '../../src/classify/classifier.js';
import { classifiers, findClassifier } from '../../src/classify/index.js';
import { ndarray, stack, takeRows } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import type { State } from '../../src/core/state.js';

interface Labelled {
  readonly x: Samples;
  readonly y: Int32Array;
}

/** Clouds of deviation 1 in the plane and a constant third column, one cloud a class, ten apart, nothing negative. */
function clouds(counts: readonly number[], seed = 1): Labelled {
  const random = new Random(seed);
  const y = counts.flatMap((count, label) => new Array<number>(count).fill(label));
  const x = y.map((label) => [random.normal(5 + 10 * label), random.normal(label % 2 ? 15 : 5), 7]);
  return { x: stack(x), y: Int32Array.from(y) };
}

const test = clouds([9, 9, 9], 2);

async function fitted(create: () => Classifier, { x, y }: Labelled): Promise<Classifier> {
  const classifier = create();
  await classifier.fit(x, y);
  return classifier;
}

/** A state as a file brings it back: settings through JSON, numbers as they are. */
const throughFile = ({ config, tensors }: State): State => ({
  config: JSON.parse(JSON.stringify(config)),
  tensors,
});

function agreement(predicted: Int32Array, expected: Int32Array): number {
  return predicted.reduce((sum, label, i) => sum + (label === expected[i] ? 1 : 0), 0) / expected.length;
}

describe.each(classifiers)('$name keeps the contract', (definition) => {
  const create = () => definition.create();

  it('tells clouds apart that do not touch', async () => {
    const classifier = await fitted(create, clouds([12, 12, 12]));
    expect(classifier.name).toBe(definition.name);
    expect(await classifier.predict(test.x)).toEqual(test.y);
  });

  it('gives probabilities that sum to 1 and are largest for the predicted label', async () => {
    const classifier = await fitted(create, clouds([10, 10, 10]));
    const labels = await classifier.predict(test.x);
    const { data, shape } = await classifier.predictProba(test.x);
    expect(shape).toEqual([27, 3]);
    labels.forEach((label, i) => {
      const probabilities = data.subarray(i * 3, i * 3 + 3);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
      expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
      expect(probabilities[label]).toBe(Math.max(...probabilities));
    });
  });

  it('has a grid of values that its options take', () => {
    for (const [name, values] of Object.entries(definition.grid ?? {}))
      for (const value of values) expect(() => definition.create({ [name]: value })).not.toThrow();
  });

  it('comes back from its state with the same answers to the last bit', async () => {
    const before = await fitted(create, clouds([8, 8, 8], 5));
    const after = definition.restore(throughFile(before.state()));
    expect(await after.predictProba(test.x)).toEqual(await before.predictProba(test.x));
    expect(await after.predict(test.x)).toEqual(await before.predict(test.x));
    expect(after.state()).toEqual(before.state());
    expect(after.diagnostics!()).toEqual(before.diagnostics!());
  });

  it('learns the same bytes from the same samples', async () => {
    const first = await fitted(create, clouds([6, 9, 7]));
    const second = await fitted(create, clouds([6, 9, 7]));
    expect(second.state()).toEqual(first.state());
  });

  it('forgets what it learnt before when it is fitted again', async () => {
    const again = await fitted(create, clouds([5, 5]));
    await again.fit(...(Object.values(clouds([6, 6, 6])) as [Samples, Int32Array]));
    expect(again.state()).toEqual((await fitted(create, clouds([6, 6, 6]))).state());
  });

  it('does not see changes of the samples after the fit', async () => {
    const set = clouds([8, 8]);
    const classifier = await fitted(create, set);
    const before = await classifier.predictProba(test.x);
    set.x.data.fill(0);
    expect(await classifier.predictProba(test.x)).toEqual(before);
  });

  it('follows a permutation of the labels', async () => {
    const set = clouds([12, 12, 12]);
    const turned = { x: set.x, y: set.y.map((label) => (label + 1) % 3) };
    const plain = await (await fitted(create, set)).predict(test.x);
    const permuted = await (await fitted(create, turned)).predict(test.x);
    expect(permuted).toEqual(plain.map((label) => (label + 1) % 3));
  });

  it('learns from two classes, and from a class of one sample', async () => {
    const two = clouds([9, 9, 0]);
    const classifier = await fitted(create, clouds([12, 12]));
    expect(agreement(await classifier.predict(two.x), two.y)).toBe(1);
    const single = await fitted(
      () => definition.create(definition.name === 'knn' ? { k: 1 } : {}),
      clouds([12, 1]),
    );
    expect([
      ...(await single.predict(
        stack([
          [5, 5, 7],
          [15, 15, 7],
        ]),
      )),
    ]).toEqual([0, 1]);
  });

  it('gives classes without training samples probability 0', async () => {
    const { x, y } = clouds([0, 12, 0, 12]);
    const classifier = await fitted(create, { x, y });
    expect(await classifier.predict(x)).toEqual(y);
    const { data, shape } = await classifier.predictProba(x);
    expect(shape).toEqual([24, 4]);
    for (let i = 0; i < 24; i++) expect([data[i * 4], data[i * 4 + 2]]).toEqual([0, 0]);
  });

  it('takes columns that never change, and samples that are all alike', async () => {
    const alike = { x: ndarray(new Float32Array(24), [6, 4]), y: Int32Array.of(0, 1, 0, 1, 0, 1) };
    const classifier = await fitted(create, alike);
    for (const p of (await classifier.predictProba(alike.x)).data) expect(p).toBeGreaterThan(0.3);
    const wide = { x: ndarray(new Float32Array(24).fill(0.1), [2, 12]), y: Int32Array.of(0, 1) };
    for (const p of (await (await fitted(create, wide)).predictProba(wide.x)).data)
      expect(p).toBeCloseTo(0.5, 5);
  });

  it('gives nothing for no samples', async () => {
    const classifier = await fitted(create, clouds([5, 5]));
    const none = ndarray(new Float32Array(0), [0, 3]);
    expect(await classifier.predict(none)).toHaveLength(0);
    expect((await classifier.predictProba(none)).shape).toEqual([0, 2]);
  });

  it('predicts each sample by itself, whatever comes with it', async () => {
    const classifier = await fitted(create, clouds([8, 8, 8]));
    const all = await classifier.predictProba(test.x);
    for (const i of [0, 13, 26]) {
      const alone = await classifier.predictProba(takeRows(test.x, [i]));
      expect(alone.data).toEqual(all.data.slice(i * 3, i * 3 + 3));
    }
  });

  it('refuses to be used before it is fitted', async () => {
    await expect(create().predict(test.x)).rejects.toMatchObject({ code: 'NOT_FITTED' });
    await expect(create().predictProba(test.x)).rejects.toMatchObject({ code: 'NOT_FITTED' });
    expect(() => create().state()).toThrow(expect.objectContaining({ code: 'NOT_FITTED' }));
  });

  it('refuses NaN and infinity, naming row and column, before and after the fit', async () => {
    const { x, y } = clouds([5, 5]);
    for (const value of [Number.NaN, Infinity]) {
      const bad = ndarray(x.data.slice(), x.shape);
      bad.data[4 * 3 + 1] = value;
      const refusal = { code: 'BAD_DATA', message: expect.stringContaining('row 4, column 1') };
      await expect(create().fit(bad, y)).rejects.toMatchObject(refusal);
      await expect((await fitted(create, { x, y })).predict(bad)).rejects.toMatchObject(refusal);
    }
  });

  it('refuses shapes that do not fit', async () => {
    const { x, y } = clouds([5, 5]);
    const refusal = { code: 'BAD_SHAPE' };
    await expect(create().fit(x, y.subarray(1))).rejects.toMatchObject(refusal);
    await expect(create().fit(ndarray(x.data, [5, 2, 3]), y)).rejects.toMatchObject(refusal);
    await expect(create().fit(ndarray(new Float32Array(0), [10, 0]), y)).rejects.toMatchObject(refusal);
    await expect((await fitted(create, { x, y })).predict(stack([[1, 2]]))).rejects.toMatchObject(refusal);
  });

  it('refuses fewer than two classes, negative labels and no samples', async () => {
    const { x } = clouds([5, 5]);
    const refusal = { code: 'BAD_DATA' };
    await expect(create().fit(x, new Int32Array(10).fill(3))).rejects.toMatchObject(refusal);
    await expect(
      create().fit(
        x,
        Int32Array.from({ length: 10 }, (_, i) => i - 1),
      ),
    ).rejects.toMatchObject(refusal);
    await expect(create().fit(ndarray(new Float32Array(0), [0, 3]), new Int32Array(0))).rejects.toMatchObject(
      refusal,
    );
  });

  it('keeps working when a refused fit comes after a good one', async () => {
    const classifier = await fitted(create, clouds([6, 6, 6]));
    const before = await classifier.predictProba(test.x);
    await expect(classifier.fit(test.x, new Int32Array(27))).rejects.toMatchObject({ code: 'BAD_DATA' });
    expect(await classifier.predictProba(test.x)).toEqual(before);
  });

  it('refuses options that it does not know, and states of others', async () => {
    expect(() => definition.create({ trees: 7 })).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }));
    for (const other of classifiers) {
      if (other === definition) continue;
      const { x, y } = clouds([5, 5]);
      const state = (await fitted(() => other.create(), { x, y })).state();
      expect(() => definition.restore(state)).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
    }
    const state = (await fitted(create, clouds([5, 5]))).state();
    expect(() => definition.restore({ ...state, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
    expect(() => definition.restore({ config: {}, tensors: {} })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });

  it('separates clouds wherever they lie and however large their numbers are', async () => {
    const least = additiveSvmClassifiers.includes(definition) ? 0 : -1000;
    const shifts = fc.record({
      shift: fc.integer({ min: least, max: 1000 }),
      power: fc.integer({ min: -6, max: 4 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(shifts, async ({ shift, power, seed }) => {
        const { x, y } = clouds([8, 8, 8], seed);
        const moved = {
          x: ndarray(
            x.data.map((value) => (value + shift) * 10 ** power),
            x.shape,
          ),
          y,
        };
        const predicted = await (await fitted(create, moved)).predict(moved.x);
        expect(agreement(predicted, y)).toBe(1);
      }),
      { numRuns: 15 },
    );
  });
});

describe('findClassifier', () => {
  it('finds by name, and lists the names when there is none', () => {
    expect(findClassifier('svm').name).toBe('svm');
    expect(() => findClassifier('forest')).toThrow(
      expect.objectContaining({
        code: 'NOT_FOUND',
        message: expect.stringContaining('svm, linear-svm, chi2-svm'),
      }),
    );
  });
});
