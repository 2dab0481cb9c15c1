import { describe, expect, it } from 'vitest';

const load = (file: string) => import(new URL(`../../bench/harness/${file}`, import.meta.url).href);
const { identical, within, percent } = await load('agreement.mjs');
const { keypointRows, sameKeypoints } = await load('keypoint-agreement.mjs');
const { median } = await load('measure.mjs');

const numbers = (...data: number[]) => ({ data, shape: [data.length] });

describe('how the bench compares results', () => {
  it('calls only equal numbers identical', () => {
    expect(identical(numbers(1, 2, 3), numbers(1, 2, 3))).toEqual({ exact: 'identical', exactMet: true });
    expect(identical(numbers(1, 2, 3, 4), numbers(1, 2, 3, 6))).toEqual({
      exact: 'max difference 2, 75% identical',
      exactMet: false,
    });
  });

  it('keeps to the tolerance, and to no NaN', () => {
    expect(within(1e-6)(numbers(0.5), numbers(0.5000001))).toMatchObject({ exactMet: true });
    expect(within(1e-6)(numbers(0.5), numbers(0.50001))).toMatchObject({ exactMet: false });
    expect(within(1e-6)(numbers(0.5, Number.NaN, 0.5), numbers(0.5, 0.5, 0.5))).toMatchObject({
      exactMet: false,
    });
  });

  it('does not compare lists of different lengths', () => {
    expect(identical(numbers(1, 2), numbers(1, 2, 3))).toEqual({ exact: '2 rows for 3', exactMet: false });
  });

  it('says 100% only where nothing is missing', () => {
    expect(percent(1)).toBe('100%');
    expect(percent(1 - 1e-9)).toBe('99.999%');
    expect(percent(0.5)).toBe('50%');
  });

  it('takes the middle of the samples', () => {
    expect(median([9, 1, 2])).toBe(2);
    expect(median([9, 1, 2, 4])).toBe(3);
  });
});

describe('how the bench compares described keypoints', () => {
  const keypoint = (x: number, angle = 0) => ({ x, y: 5, size: 2, angle });
  const described = (...found: [{ x: number }, number][]) => ({
    keypoints: found.map(([point]) => point),
    descriptors: { data: Float32Array.from(found.map(([, value]) => value)), shape: [found.length, 1] },
  });
  const one = keypointRows([described([keypoint(1.499), 7], [keypoint(8, 359.99), 9])]);

  it('finds a keypoint again on the other side of a half pixel, and of north', () => {
    const other = keypointRows([described([keypoint(8, 0.01), 9], [keypoint(1.501), 8])]);
    expect(sameKeypoints(0.999)(one, other)).toEqual({
      exact: '100% of 2 keypoints, 50% of their descriptors',
      exactMet: true,
    });
  });

  it('misses keypoints that moved, turned, or belong to another image', () => {
    const moved = keypointRows([described([keypoint(1.6), 7], [keypoint(8, 358), 9])]);
    expect(sameKeypoints(0.999)(one, moved).exact).toBe('0% of 2 keypoints, 0% of their descriptors');
    const elsewhere = keypointRows([described(), described([keypoint(1.499), 7], [keypoint(8, 359.99), 9])]);
    expect(sameKeypoints(0.999)(one, elsewhere)).toMatchObject({
      exact: expect.stringMatching(/^0% of 2/),
      exactMet: false,
    });
  });

  it('counts what only we have found against us', () => {
    const fewer = keypointRows([described([keypoint(8, 359.99), 9])]);
    expect(sameKeypoints(0.999)(one, fewer).exact).toBe('50% of 1 keypoints, 100% of their descriptors');
  });
});
