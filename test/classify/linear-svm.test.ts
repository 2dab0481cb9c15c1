import { describe, expect, it } from 'vitest';
import { trainMachines } from '../../src/classify/linear-machines.js';
import { linearSvmClassifier, trainLinearSvm } from '../../src/classify/linear-svm.js';
import { rowSource } from '../../src/classify/row-source.js';
import { ndarray, stack, takeRows } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { Random } from '../../src/core/random.js';
import { farthest, goldenSet, machines } from './golden.js';

const optionsOf = (given: Readonly<Record<string, unknown>>) =>
  resolveOptions('linear-svm', linearSvmClassifier.options, given) as Parameters<typeof trainLinearSvm>[1];

describe('linear-svm beside scikit-learn', () => {
  it.each(machines.linearSvm)('finds the weights of LinearSVC on $set, $options', (expected) => {
    const set = goldenSet(expected.set);
    const rows = rowSource(takeRows(set.x, expected.rows));
    const y = Int32Array.from(expected.rows, (i) => set.y[i]!);
    const options = optionsOf({ ...expected.options, tolerance: 1e-6, maxIterations: 100_000 });
    const model = trainLinearSvm({ rows, y, classes: set.classes }, options);
    expect(model.diagnostics.converged).toBe(true);
    expect(model.weights).toHaveLength(expected.weights.length);
    expect(farthest(model.weights, expected.weights)).toBeLessThan(1e-4);
    expect(farthest(model.intercepts, expected.intercepts)).toBeLessThan(1e-4);
  });
});

/** Two clouds that overlap, of which the second has `rare` samples. */
function overlapping(rare: number) {
  const random = new Random(7);
  const y = Int32Array.from({ length: 60 + rare }, (_, i) => (i < 60 ? 0 : 1));
  return { x: stack(Array.from(y, (label) => [random.normal(label), random.normal(label)])), y };
}

describe('linear-svm', () => {
  it('puts the boundary in the middle of two points, with margin 1 for a large C', async () => {
    const set = { rows: rowSource(stack([[1], [3]])), y: Int32Array.of(0, 1), classes: 2 };
    const model = trainLinearSvm(set, optionsOf({ C: 1e4, bias: 100, maxIterations: 100_000 }));
    expect(farthest(model.decisions!(stack([[2], [3]])), [0, 0, -1, 1])).toBeLessThan(0.01);
  });

  it('does without an intercept where there is no bias', () => {
    const set = { rows: rowSource(stack([[1], [3]])), y: Int32Array.of(0, 1), classes: 2 };
    expect([...trainLinearSvm(set, optionsOf({ bias: 0 })).intercepts]).toEqual([0]);
  });

  it('finds more of a rare class when classes are balanced', async () => {
    const { x, y } = overlapping(6);
    const found: number[] = [];
    for (const classWeight of ['none', 'balanced']) {
      const classifier = linearSvmClassifier.create({ classWeight });
      await classifier.fit(x, y);
      found.push((await classifier.predict(x)).reduce((sum, label, i) => sum + (label & y[i]!), 0));
    }
    expect(found[1]).toBeGreaterThan(found[0]!);
  });

  it('keeps what it reached when iterations run out, and says so', async () => {
    const { x, y } = overlapping(60);
    const classifier = linearSvmClassifier.create({ maxIterations: 2, C: 100 });
    await classifier.fit(x, y);
    expect(classifier.diagnostics!()).toMatchObject({ converged: false, iterations: [2] });
    expect((await classifier.predict(x)).some((label) => label === 1)).toBe(true);
  });

  it('draws from its seed alone, which hardly matters once it has converged', () => {
    const { x, y } = overlapping(60);
    const set = { rows: rowSource(x), y, classes: 2 };
    const weights = [1, 1, 2].map(
      (seed) => trainLinearSvm(set, optionsOf({ seed, tolerance: 1e-5 })).weights,
    );
    expect(weights[1]).toEqual(weights[0]);
    expect(weights[2]).not.toEqual(weights[0]);
    expect(farthest(weights[2]!, weights[0]!)).toBeLessThan(1e-3);
  });

  it('trains several machines together as it trains each alone', () => {
    const { x, y, classes } = goldenSet('wide');
    const options = {
      loss: 'squared-hinge',
      bias: 1,
      tolerance: 1e-7,
      maxIterations: 10_000,
      seed: 0,
    } as const;
    const cost = { own: 1, rest: 1 };
    const own = Array.from({ length: classes }, (_, label) => label);
    const together = trainMachines(
      { rows: rowSource(x), y, own },
      { ...options, costs: own.map(() => cost) },
    );
    const width = x.shape[1]!;
    for (const label of own) {
      const alone = trainMachines({ rows: rowSource(x), y, own: [label] }, { ...options, costs: [cost] });
      const found = together.weights.slice(label * width, (label + 1) * width);
      expect(farthest(found, alone.weights)).toBeLessThan(1e-5);
    }
  });

  it('refuses an additive map of scaled columns and of negative numbers', async () => {
    expect(() => linearSvmClassifier.create({ map: 'chi2' })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining("scaling 'none'") }),
    );
    const classifier = linearSvmClassifier.create({ map: 'chi2', scaling: 'none' });
    await expect(classifier.fit(stack([[1], [-1]]), Int32Array.of(0, 1))).rejects.toMatchObject({
      code: 'BAD_DATA',
    });
  });

  it.each(['hellinger', 'chi2', 'intersection', 'rbf'])(
    'comes back from its state with map %s',
    async (map) => {
      const { x, y, testX } = goldenSet('three');
      const options = { map, scaling: 'none', landmarks: 20 };
      const classifier = linearSvmClassifier.create(options);
      await classifier.fit(x, y);
      const again = linearSvmClassifier.restore(classifier.state());
      expect(await again.predictProba(testX)).toEqual(await classifier.predictProba(testX));
      const { config, tensors } = classifier.state();
      const withoutMap = Object.entries(tensors).filter(([name]) => name.startsWith('model/machines'));
      expect(() =>
        linearSvmClassifier.restore({
          config: { ...config, model: { machines: { diagnostics: {} } } },
          tensors: Object.fromEntries(withoutMap),
        }),
      ).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
    },
  );

  it('tells inside from outside with the map rbf, which no line can', async () => {
    const random = new Random(3);
    const x = stack(Array.from({ length: 200 }, () => [random.normal(), random.normal()]));
    const y = Int32Array.from({ length: 200 }, (_, i) =>
      Math.hypot(x.data[2 * i]!, x.data[2 * i + 1]!) < 1 ? 0 : 1,
    );
    const right: number[] = [];
    for (const map of ['none', 'rbf']) {
      const classifier = linearSvmClassifier.create({ map, landmarks: 50, C: 100 });
      await classifier.fit(x, y);
      right.push((await classifier.predict(x)).filter((label, i) => label === y[i]).length);
    }
    expect(right[0]).toBeLessThan(150);
    expect(right[1]).toBeGreaterThan(190);
  });

  it('refuses numbers whose products overflow, unless they are scaled', async () => {
    const [x, y] = [stack([[1e20], [3e20]]), Int32Array.of(0, 1)];
    for (const map of ['none', 'rbf'])
      await expect(linearSvmClassifier.create({ map, scaling: 'none' }).fit(x, y)).rejects.toMatchObject({
        code: 'BAD_DATA',
        message: expect.stringContaining("scaling 'standard'"),
      });
    const classifier = linearSvmClassifier.create();
    await classifier.fit(x, y);
    expect(await classifier.predict(x)).toEqual(y);
  });

  it('takes rows of zeros with hinge loss and no bias', async () => {
    const classifier = linearSvmClassifier.create({ loss: 'hinge', bias: 0, scaling: 'none' });
    await classifier.fit(ndarray(new Float32Array(8), [4, 2]), Int32Array.of(0, 1, 0, 1));
    expect(classifier.diagnostics!().converged).toBe(true);
  });
});
