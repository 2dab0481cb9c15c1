import { describe, expect, it } from 'vitest';
import { fisherVector, GaussianMixture } from '../../src/bow/index.js';
import { stack } from '../../src/core/ndarray.js';
import { expectAllClose, golden, stack64 } from './helpers/encodings-golden.js';

const { cases, image, fisher } = golden.mixture;
const { weights, means, variances } = cases.at(-1)!;
const mixture = new GaussianMixture({
  weights: Float64Array.from(weights),
  means: stack64(means),
  variances: stack64(variances),
});

describe('fisherVector', () => {
  it("has scikit-image's gradients by means and deviations", () => {
    expectAllClose(fisherVector(mixture, stack(image), { power: 1, encodingNorm: 'none' }), fisher.raw, 2e-6);
    expectAllClose(fisherVector(mixture, stack(image)), fisher.improved, 2e-6);
  });

  it('is spelt out for one Gaussian and one descriptor', () => {
    const one = new GaussianMixture({
      weights: Float64Array.of(1),
      means: stack64([[1, 2]]),
      variances: stack64([[4, 1]]),
    });
    // (5 − 1)/2 = 2 and (2 − 2)/1 = 0; (2² − 1)/√2 and (0 − 1)/√2.
    const raw = fisherVector(one, stack([[5, 2]]), { power: 1, encodingNorm: 'none' });
    expectAllClose(raw, [2, 0, 3 / Math.SQRT2, -1 / Math.SQRT2], 1e-6);
  });

  it('is next to 0 for the descriptors that the mixture was fitted to', () => {
    const own = fisherVector(mixture, stack(golden.mixture.sample), { power: 1, encodingNorm: 'none' });
    expect(Math.max(...own.map(Math.abs))).toBeLessThan(0.02);
    const other = fisherVector(mixture, stack(image), { power: 1, encodingNorm: 'none' });
    expect(Math.max(...other.map(Math.abs))).toBeGreaterThan(0.1);
  });

  it('does not change when every descriptor comes twice', () => {
    expectAllClose(
      fisherVector(mixture, stack([...image, ...image])),
      fisherVector(mixture, stack(image)),
      1e-6,
    );
  });
});
