import { describe, expect, it } from 'vitest';
import { binarySvm } from '../../src/classify/binary-svm.js';
import { svmClassifier, trainSvm } from '../../src/classify/svm.js';
import { ndarray, stack } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { farthest, golden, goldenSet } from './golden.js';

const optionsOf = (given: Readonly<Record<string, unknown>>) =>
  resolveOptions('svm', svmClassifier.options, given) as Parameters<typeof trainSvm>[1];

describe('svm beside scikit-learn', () => {
  it.each(golden.svm)('decides as the dual of squared hinge loss on $set, $options', (expected) => {
    const set = goldenSet(expected.set);
    const model = trainSvm(set, optionsOf({ ...expected.options, tolerance: 1e-5 }));
    const decisions = model.decisions(set.testX);
    expect(decisions).toHaveLength(expected.decisions.length);
    expect(farthest(decisions, expected.decisions)).toBeLessThan(0.002);
    expect(model.diagnostics.converged).toBe(true);
  });

  it.each(golden.svm)('decides so by own code too, on $set, $options', (expected) => {
    const set = goldenSet(expected.set);
    const model = trainSvm(set, optionsOf({ ...expected.options, solver: 'smo', tolerance: 1e-5 }));
    expect(farthest(model.decisions(set.testX), expected.decisions)).toBeLessThan(0.001);
    expect(model.diagnostics.converged).toBe(true);
  });

  it('predicts what the plain hinge loss predicts for nine samples of ten', () => {
    let same = 0;
    let total = 0;
    for (const { set: name, options, hingePredictions } of golden.svm) {
      if (options.C < 1) continue;
      const set = goldenSet(name);
      trainSvm(set, optionsOf(options))
        .predict(set.testX)
        .forEach((label, i) => {
          total++;
          if (label === hingePredictions[i]) same++;
        });
    }
    expect(total).toBe(270);
    expect(same / total).toBeGreaterThan(0.9);
  });
});

describe('svm', () => {
  it('puts the boundary in the middle of two points, with margin 1 for a large C', () => {
    const x = stack([[0], [2]]);
    const model = trainSvm(
      { x, y: Int32Array.of(0, 1), classes: 2 },
      optionsOf({ kernel: 'linear', C: 1e6 }),
    );
    const [zeroAt1, oneAt1, zeroAt2, oneAt2] = model.decisions(stack([[1], [2]]));
    expect(zeroAt1).toBeCloseTo(0, 3);
    expect(oneAt1).toBeCloseTo(0, 3);
    expect(zeroAt2).toBeCloseTo(-1, 3);
    expect(oneAt2).toBeCloseTo(1, 3);
  });

  it('tells inside from outside with rbf, which no line can', async () => {
    const angles = Array.from({ length: 24 }, (_, i) => (i * Math.PI) / 12);
    const rows = angles.flatMap((angle) => [1, 3].map((r) => [r * Math.cos(angle), r * Math.sin(angle)]));
    const y = Int32Array.from(rows, (_, i) => i % 2);
    const rbf = svmClassifier.create();
    await rbf.fit(stack(rows), y);
    expect(await rbf.predict(stack(rows))).toEqual(y);
    expect([
      ...(await rbf.predict(
        stack([
          [0, 0],
          [0, -3.2],
        ]),
      )),
    ]).toEqual([0, 1]);
    const line = svmClassifier.create({ kernel: 'linear' });
    await line.fit(stack(rows), y);
    expect(await line.predict(stack(rows))).not.toEqual(y);
  });

  it('learns from equal samples with different labels', async () => {
    const x = stack([[1], [1], [1], [5], [5], [5]]);
    const classifier = svmClassifier.create();
    await classifier.fit(x, Int32Array.of(0, 0, 1, 1, 1, 0));
    expect([...(await classifier.predict(x))]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('learns from thousands of unscaled features, whose multipliers are tiny', async () => {
    const rows = Array.from({ length: 12 }, (_, i) =>
      Array.from(
        { length: 4000 },
        (_, j) => 50 + ((i * 7919 + j * 104729) % 97) / 97 + (i % 2 && j < 1000 ? 3 : 0),
      ),
    );
    const y = Int32Array.from(rows, (_, i) => i % 2);
    const classifier = svmClassifier.create({ kernel: 'linear', scaling: 'none' });
    await classifier.fit(stack(rows), y);
    expect(await classifier.predict(stack(rows))).toEqual(y);
  });

  it('keeps what it reached when iterations run out, and says so', async () => {
    const { x, y, testX } = goldenSet('three');
    const hurried = svmClassifier.create({ maxIterations: 6 });
    await hurried.fit(x, y);
    expect(hurried.diagnostics!()).toMatchObject({ converged: false, iterations: [6, 6, 6] });
    const patient = svmClassifier.create();
    await patient.fit(x, y);
    expect(patient.diagnostics!().converged).toBe(true);
    const [some, all] = [await hurried.predict(testX), await patient.predict(testX)];
    expect(some.filter((label, i) => label === all[i]).length).toBeGreaterThan(20);
  });

  it('does not depend on the seed beyond the tolerance', () => {
    const set = goldenSet('three');
    const [first, second] = [1, 2].map((seed) => trainSvm(set, optionsOf({ seed })).decisions(set.testX));
    expect(first).not.toEqual(second);
    expect(farthest(first!, second!)).toBeLessThan(0.02);
  });

  it('refuses more samples than it can keep a kernel of, and names the way out', async () => {
    const x = ndarray(new Float32Array(5001), [5001, 1]);
    const y = Int32Array.from({ length: 5001 }, (_, i) => i % 2);
    await expect(svmClassifier.create().fit(x, y)).rejects.toMatchObject({
      code: 'LIMIT',
      message: expect.stringContaining("'logistic'"),
    });
  });

  it('refuses a kernel that overflows', async () => {
    const x = stack([[1e30], [2e30]]);
    const classifier = svmClassifier.create({ kernel: 'poly', gamma: 1, degree: 10, scaling: 'none' });
    await expect(classifier.fit(x, Int32Array.of(0, 1))).rejects.toMatchObject({ code: 'BAD_DATA' });
  });
});

describe('binarySvm', () => {
  it('keeps the multipliers of both sides in balance', () => {
    const n = 40;
    const place = (i: number) => (i * 7) % n;
    const kernel = Float64Array.from({ length: n * n }, (_, at) =>
      Math.exp(-((place(at % n) - place(Math.floor(at / n))) ** 2) / 30),
    );
    const signs = Int8Array.from({ length: n }, (_, i) => (i % 3 ? 1 : -1));
    const { coefficients } = binarySvm(
      { kernel, signs },
      { C: 1, tolerance: 1e-3, maxIterations: 10_000, seed: 3 },
    );
    expect(coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
    coefficients.forEach((value, i) => {
      expect(value * signs[i]!).toBeGreaterThanOrEqual(0);
    });
  });
});
