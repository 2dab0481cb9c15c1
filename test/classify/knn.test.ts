import { describe, expect, it } from 'vitest';
import { distancesFrom } from '../../src/classify/distances.js';
import { knnClassifier } from '../../src/classify/knn.js';
import { stack } from '../../src/core/ndarray.js';
import { farthest, golden, goldenSet } from './golden.js';

describe('knn beside scikit-learn', () => {
  it.each(golden.knn)('gives the same shares of the votes on $set, $options', async (expected) => {
    const { x, y, testX } = goldenSet(expected.set);
    const classifier = knnClassifier.create({ ...expected.options, scaling: 'none' });
    await classifier.fit(x, y);
    expect(farthest((await classifier.predictProba(testX)).data, expected.probabilities)).toBeLessThan(1e-5);
  });
});

describe('knn', () => {
  const line = stack([[0], [1], [4], [6], [7]]);

  async function answers(y: readonly number[], options: Readonly<Record<string, unknown>>, at: number[]) {
    const classifier = knnClassifier.create({ distance: 'euclidean', scaling: 'none', ...options });
    await classifier.fit(line, Int32Array.from(y));
    return [...(await classifier.predict(stack(at.map((value) => [value]))))];
  }

  it('asks the nearest k', async () => {
    expect(await answers([0, 0, 1, 1, 0], { k: 1 }, [0.4, 3, 6.6])).toEqual([0, 1, 0]);
    expect(await answers([0, 0, 1, 1, 0], { k: 3 }, [0.4, 6])).toEqual([0, 1]);
  });

  it('breaks a tie of votes by the nearer voter, then by the lower label', async () => {
    // At 3 the two nearest are 4 (distance 1) and 1 (distance 2); at 2.5 both are at 1.5.
    expect(await answers([0, 0, 1, 1, 1], { k: 2 }, [3, 2.5])).toEqual([1, 0]);
    expect(await answers([1, 1, 0, 0, 0], { k: 2 }, [3, 2.5])).toEqual([0, 0]);
  });

  it('takes the earlier sample of two at the same distance', async () => {
    expect(await answers([1, 1, 0, 0, 0], { k: 1 }, [2.5])).toEqual([1]);
  });

  it('lets only samples at distance 0 vote by distance, when there are some', async () => {
    expect(await answers([1, 0, 0, 0, 0], { k: 5, weights: 'distance' }, [0, 0.1])).toEqual([1, 1]);
    expect(await answers([1, 0, 0, 0, 0], { k: 5 }, [0])).toEqual([0]);
  });

  it('asks all when k is more than there are', async () => {
    expect(await answers([0, 0, 1, 1, 1], { k: 99 }, [0])).toEqual([1]);
  });

  it('refuses chi2 of negative numbers and of scaled columns', async () => {
    const y = Int32Array.of(0, 1);
    const chi2 = knnClassifier.create({ distance: 'chi2', scaling: 'none' });
    await expect(chi2.fit(stack([[1], [-1]]), y)).rejects.toMatchObject({ code: 'BAD_DATA' });
    await chi2.fit(stack([[1], [2]]), y);
    await expect(chi2.predict(stack([[-1]]))).rejects.toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('row 0, column 0'),
    });
    expect(() => knnClassifier.create({ distance: 'chi2' })).toThrow(
      expect.objectContaining({ code: 'BAD_OPTION', message: expect.stringContaining("scaling 'none'") }),
    );
  });

  it('weighs columns alike when they are scaled', async () => {
    // The second column alone tells the classes apart, but the first has the larger numbers.
    const x = stack([
      [1000, 0],
      [2000, 0.1],
      [1500, 1],
      [2500, 1.1],
    ]);
    const ask = stack([[1510, 0.05]]);
    const found: number[] = [];
    for (const scaling of ['none', 'standard']) {
      const classifier = knnClassifier.create({ k: 1, distance: 'euclidean', scaling });
      await classifier.fit(x, Int32Array.of(0, 0, 1, 1));
      found.push(...(await classifier.predict(ask)));
    }
    expect(found).toEqual([1, 0]);
  });
});

describe('distancesFrom', () => {
  it('measures as its documentation says', () => {
    const x = Float32Array.of(1, 0, 3);
    const rows = Float32Array.of(1, 4, 0, 2, 0, 6, 0, 0, 0);
    const measured = (name: keyof typeof distancesFrom) => {
      const out = new Float64Array(3);
      distancesFrom[name](x, rows, out);
      return [...out].map((value) => Number(value.toFixed(6)));
    };
    expect(measured('euclidean')).toEqual([5, 3.162278, 3.162278]);
    expect(measured('manhattan')).toEqual([7, 4, 4]);
    expect(measured('cosine')).toEqual([0.923304, 0, 1]);
    expect(measured('chi2')).toEqual([3.5, 0.666667, 2]);
  });
});
