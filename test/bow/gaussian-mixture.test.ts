import { describe, expect, it } from 'vitest';
import { GaussianMixture, responsibilities, trainGaussianMixture } from '../../src/bow/index.js';
import { maximise } from '../../src/bow/train-gaussian-mixture.js';
import { stack } from '../../src/core/ndarray.js';
import { Random } from '../../src/core/random.js';
import { expectAllClose, golden, stack64 } from './helpers/encodings-golden.js';

const { sample, start, cases, image, ...expected } = golden.mixture;

const mixtureOf = ({ weights, means, variances }: typeof start) =>
  new GaussianMixture({
    weights: Float64Array.from(weights),
    means: stack64(means),
    variances: stack64(variances),
  });

/** Two groups far apart, of 300 and 100 points. */
function twoGroups() {
  const random = new Random(8);
  return stack(
    Array.from({ length: 400 }, (_, i) =>
      i % 4 === 0
        ? [random.normal(10, 0.5), random.normal(0, 2)]
        : [random.normal(0, 1), random.normal(5, 0.5)],
    ),
  );
}

describe('expectation-maximisation', () => {
  const floors = new Float64Array(5).fill(1e-9);

  it.each(cases)(
    "comes to scikit-learn's mixture after $iterations iterations",
    ({ iterations, ...parts }) => {
      // In single steps, so that it does not rest before scikit-learn, which was told not to.
      let mixture = mixtureOf(start);
      for (let i = 0; i < iterations; i++)
        mixture = maximise(mixture, stack(sample), { floors, iterations: 1 }).mixture;
      expectAllClose(mixture.weights, parts.weights, 1e-7);
      expectAllClose(mixture.means.data, parts.means.flat(), 1e-6);
      expectAllClose(mixture.variances.data, parts.variances.flat(), 1e-6);
    },
  );

  it('never lowers the likelihood', () => {
    let before = -Infinity;
    let mixture = mixtureOf(start);
    for (let i = 0; i < 30; i++) {
      const step = maximise(mixture, stack(sample), { floors, iterations: 1 });
      expect(step.logLikelihood).toBeGreaterThanOrEqual(before - 1e-9);
      before = step.logLikelihood;
      mixture = step.mixture;
    }
  });
});

describe('trainGaussianMixture', () => {
  it('finds two groups, their shares, means and variances', () => {
    const { mixture, converged } = trainGaussianMixture(twoGroups(), { gaussians: 2, seed: 1 });
    expect(converged).toBe(true);
    const far = mixture.means.data[0]! > 5 ? 0 : 1;
    expect(mixture.weights[far]).toBeCloseTo(0.25, 5);
    const rowOf = (data: Float64Array, k: number) => [...data.subarray(2 * k, 2 * k + 2)];
    expectAllClose(rowOf(mixture.means.data, far), [10, 0], 0.3);
    const [narrow, wide] = rowOf(mixture.variances.data, far);
    expect(narrow! / 0.25).toBeCloseTo(1, 0);
    expect(wide! / 4).toBeCloseTo(1, 0);
    expectAllClose(rowOf(mixture.means.data, 1 - far), [0, 5], 0.2);
  });

  it('gives the same bytes for the same seed', () => {
    const train = (seed: number) =>
      trainGaussianMixture(stack(sample), { gaussians: 6, seed }).mixture.fingerprint;
    expect(train(3)).toBe(train(3));
    expect(train(4)).not.toBe(train(3));
  });

  it('holds every variance up to the floor, also of a column that is constant', () => {
    const rows = stack([...[0, 0, 0, 0, 9, 9, 9, 9].map((x) => [x, 7]), [1, 7]]);
    const { mixture } = trainGaussianMixture(rows, { gaussians: 2, varianceFloor: 0.01 });
    const spread = mixture.variances.data.filter((_, at) => at % 2 === 0);
    const constant = mixture.variances.data.filter((_, at) => at % 2 === 1);
    // Population variance of the first column.
    const variance = 325 / 9 - (37 / 9) ** 2;
    expect(Math.min(...spread)).toBeCloseTo(0.01 * variance, 6);
    for (const value of constant) expect(value).toBeCloseTo((0.01 * variance) / 2, 6);
  });

  it("stays with k-means' groups when it may not iterate, and says so", () => {
    const found = trainGaussianMixture(twoGroups(), { gaussians: 2, mixtureIterations: 0, seed: 1 });
    expect(found).toMatchObject({ converged: false, iterations: 0 });
    expect([...found.mixture.weights].sort()).toEqual([0.25, 0.75]);
  });

  it('refuses fewer different descriptors than Gaussians, and NaN', () => {
    expect(() => trainGaussianMixture(stack([[1], [2]]), { gaussians: 3 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
    expect(() => trainGaussianMixture(stack([[1], [Number.NaN]]), { gaussians: 1 })).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});

describe('responsibilities', () => {
  const last = mixtureOf(cases.at(-1)!);

  it("are scikit-learn's predict_proba, and densities its score_samples", () => {
    const { shares, logDensities } = responsibilities(last, stack(image));
    expectAllClose(shares, expected.responsibilities.flat(), 1e-6);
    expectAllClose(logDensities, expected.logDensities, 1e-6);
  });

  it('sum to 1, however far from every Gaussian a descriptor lies', () => {
    const { shares } = responsibilities(last, stack([[1e4, -1e4, 0, 0, 0]]));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('lose nothing where means and descriptors lie far from 0', () => {
    const moved = new GaussianMixture({
      ...last,
      means: { data: last.means.data.map((value) => value + 4096), shape: last.means.shape },
    });
    const far = stack(image.map((row) => row.map((value) => Math.round(value * 1024) / 1024 + 4096)));
    const near = stack(image.map((row) => row.map((value) => Math.round(value * 1024) / 1024)));
    expectAllClose(responsibilities(moved, far).shares, responsibilities(last, near).shares, 1e-8);
  });

  it('refuse descriptors of another length, and NaN', () => {
    expect(() => responsibilities(last, stack([[1, 2]]))).toThrow(
      expect.objectContaining({ code: 'MISMATCH' }),
    );
    expect(() => responsibilities(last, stack([[1, 2, 3, 4, Number.NaN]]))).toThrow(
      expect.objectContaining({ code: 'BAD_DATA' }),
    );
  });
});

describe('a mixture of Gaussians', () => {
  it('comes back from its state, and not from that of something else', () => {
    const mixture = mixtureOf(start);
    expect(GaussianMixture.restore(mixture.state()).fingerprint).toBe(mixture.fingerprint);
    const { weights: _, ...tensors } = mixture.state().tensors;
    expect(() => GaussianMixture.restore({ config: {}, tensors })).toThrow(
      expect.objectContaining({ code: 'BAD_FILE' }),
    );
  });

  it('has no Gaussian of weight or variance 0', () => {
    expect(() => mixtureOf({ ...start, weights: [0, 0.2, 0.3, 0.5] })).toThrow(/every weight/);
    const variances = start.variances.map((row) => row.map(() => 0));
    expect(() => mixtureOf({ ...start, variances })).toThrow(/every variance/);
  });
});
