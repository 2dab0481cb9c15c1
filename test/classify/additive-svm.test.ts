import { describe, expect, it } from 'vitest';
import { additiveSvmClassifiers, trainAdditiveSvm } from '../../src/classify/additive-svm.js';
import { findClassifier } from '../../src/classify/index.js';
import { trainKernelMachine } from '../../src/classify/smo.js';
import { ndarray, stack } from '../../src/core/ndarray.js';
import { resolveOptions } from '../../src/core/options.js';
import { farthest, goldenSet, machines } from './golden.js';

const [{ options: spec }] = additiveSvmClassifiers as [(typeof additiveSvmClassifiers)[number]];
const optionsOf = (given: Readonly<Record<string, unknown>>) =>
  resolveOptions('additive svm', spec, given) as Omit<
    Parameters<typeof trainAdditiveSvm>[1],
    'kernel' | 'name'
  >;

describe('additive kernel machines beside scikit-learn', () => {
  it.each(machines.additiveSvm)('decide as SVC of the kernel $kernel on $set, $options', (expected) => {
    const set = goldenSet(expected.set);
    const { kernel } = expected;
    const options = { ...optionsOf({ ...expected.options, tolerance: 1e-6 }), kernel, name: `${kernel}-svm` };
    const model = trainAdditiveSvm(set, options);
    expect(model.diagnostics.converged).toBe(true);
    const decisions = model.decisions!(set.testX);
    const samples = set.testX.shape[0]!;
    // scikit-learn has one machine for two classes, that of the second.
    const machine = set.classes === 2 ? [1] : [0, 1, 2];
    const found = machine.flatMap((label) =>
      Array.from({ length: samples }, (_, i) => decisions[i * set.classes + label]!),
    );
    expect(found).toHaveLength(expected.decisions.length);
    expect(farthest(found, expected.decisions)).toBeLessThan(2e-3);
  });
});

describe('chi2-svm', () => {
  it('takes 1 / the mean distance of different training samples for gamma', async () => {
    const classifier = findClassifier('chi2-svm').create();
    // Distances: 2, 2 between the pure ones and the mixed one 2 · 0.5² / 1.5 + 0.5 = 2/3.
    await classifier.fit(
      stack([
        [1, 0],
        [0, 1],
        [0.5, 0.5],
      ]),
      Int32Array.of(0, 1, 0),
    );
    expect(classifier.diagnostics!().gamma).toBeCloseTo(3 / (2 + 2 / 3 + 2 / 3), 5);
  });

  it('refuses negative numbers, scaling that may give some, and more samples than it can keep a kernel of', async () => {
    const classifier = findClassifier('chi2-svm').create();
    await expect(classifier.fit(stack([[1], [-1]]), Int32Array.of(0, 1))).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('row 1, column 0'),
    });
    await classifier.fit(stack([[1], [2]]), Int32Array.of(0, 1));
    await expect(classifier.predict(stack([[-1]]))).rejects.toMatchObject({ code: 'BAD_DATA' });
    for (const scaling of ['standard', 'min-max'])
      expect(() => findClassifier('chi2-svm').create({ scaling })).toThrow(
        expect.objectContaining({ code: 'BAD_OPTION' }),
      );
    const many = ndarray(new Float32Array(10_001), [10_001, 1]);
    const y = Int32Array.from({ length: 10_001 }, (_, i) => i % 2);
    await expect(classifier.fit(many, y)).rejects.toMatchObject({
      code: 'LIMIT',
      message: expect.stringContaining("'linear-svm' with map 'chi2'"),
    });
  });

  it('refuses a kernel that overflows', async () => {
    const x = stack([
      [3e38, 3e38],
      [3e38, 1e38],
    ]);
    for (const { name } of additiveSvmClassifiers)
      await expect(findClassifier(name).create().fit(x, Int32Array.of(0, 1)), name).rejects.toMatchObject({
        code: 'BAD_DATA',
      });
  });

  it('keeps what it reached when iterations run out, and says so', async () => {
    const { x, y } = goldenSet('three');
    const classifier = findClassifier('chi2-svm').create({ maxIterations: 3 });
    await classifier.fit(x, y);
    expect(classifier.diagnostics!()).toMatchObject({ converged: false, iterations: [3, 3, 3] });
  });
});

describe('trainKernelMachine', () => {
  const n = 30;
  const place = (i: number) => (i * 7) % n;
  const kernel = Float64Array.from({ length: n * n }, (_, at) =>
    Math.exp(-((place(at % n) - place(Math.floor(at / n))) ** 2) / 3),
  );
  const signs = Int8Array.from({ length: n }, (_, i) => (i % 3 ? 1 : -1));

  it('keeps multipliers between 0 and C and both sides in balance', () => {
    const { coefficients, converged } = trainKernelMachine(
      { kernel, signs },
      { C: 2, tolerance: 1e-6, maxIterations: 100_000 },
    );
    expect(converged).toBe(true);
    expect(coefficients.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
    coefficients.forEach((value, i) => {
      expect(value * signs[i]!).toBeGreaterThanOrEqual(0);
      expect(value * signs[i]!).toBeLessThanOrEqual(2);
    });
  });

  it('leaves samples beyond the margin without a multiplier, and those within it at C', () => {
    const { coefficients, intercept } = trainKernelMachine(
      { kernel, signs },
      { C: 2, tolerance: 1e-6, maxIterations: 100_000 },
    );
    signs.forEach((sign, i) => {
      let decision = intercept;
      for (let j = 0; j < n; j++) decision += coefficients[j]! * kernel[i * n + j]!;
      if (sign * decision > 1 + 1e-5) expect(coefficients[i]).toBe(0);
      if (sign * decision < 1 - 1e-5) expect(coefficients[i]).toBe(2 * sign);
    });
  });
});
