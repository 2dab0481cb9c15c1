import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openGoldens } from '../../cli/open-goldens.js';
import { holds } from '../../src/verify/check.js';
import { checks, type Goldens, verify } from '../../src/verify/index.js';

const folder = fileURLToPath(new URL('../../src/verify/goldens', import.meta.url));
const goldens = await openGoldens();
const areas = Object.keys(goldens.areas);

const checksOf = (area: string) => checks.filter((check) => check.area === area);

/** The goldens with the first number of an area, of SIFT the first of a descriptor, off by 100. */
function tampered(area: string): Goldens {
  const name = `${area}-0`;
  const { data, shape } = goldens.arrays[name]!;
  const changed = data.slice();
  changed[area === 'sift' ? 7 : data.length - 1]! += 100;
  return { ...goldens, arrays: { ...goldens.arrays, [name]: { data: changed, shape } } };
}

describe('verify', () => {
  it('finds every feature as promised, and names who was asked', () => {
    const agreements = verify(goldens);
    expect(agreements.filter((agreement) => !agreement.holds)).toEqual([]);
    expect(agreements).toHaveLength(checks.length);
    for (const { against } of agreements) expect(against.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each(areas)('sees one changed number among the reference values of %s', (area) => {
    const changed = tampered(area);
    const failed = checksOf(area).filter(({ measure, promise }) => !holds(measure(changed), promise));
    expect(failed.length).toBeGreaterThan(0);
  });

  it.each(areas)('says so where the reference values of %s are missing', (area) => {
    const { [`${area}-0`]: _, ...arrays } = goldens.arrays;
    for (const { measure } of checksOf(area))
      expect(() => measure({ ...goldens, arrays })).toThrow(expect.objectContaining({ code: 'BAD_FILE' }));
  });

  it('sees a colour that is converted otherwise', () => {
    const [grey] = checksOf('every colour');
    const found = grey!.measure({ ...goldens, digests: { ...goldens.digests, grey: '0'.repeat(64) } });
    expect(holds(found, grey!.promise)).toBe(false);
  });

  it('counts a keypoint that only one side has as one that is not agreed on', () => {
    const { data, shape } = goldens.arrays['sift-0']!;
    const fewer = { data: data.slice(10 * 135), shape: [shape[0]! - 10, 135] };
    const [keypoints] = checksOf('sift');
    const found = keypoints!.measure({ ...goldens, arrays: { ...goldens.arrays, 'sift-0': fewer } });
    expect(found.compared - found.agreeing).toBe(10);
    expect(holds(found, keypoints!.promise)).toBe(false);
  });

  it('ships its reference values in well under a megabyte', () => {
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThan(700_000);
  });
});

describe('a promise', () => {
  const measured = { images: 1, compared: 1000, agreeing: 990, worst: 1 };

  it('holds up to the difference and the share that it names', () => {
    expect(holds(measured, { worst: 1, agreeingShare: 0.99 })).toBe(true);
    expect(holds(measured, { worst: 1, agreeingShare: 0.991 })).toBe(false);
    expect(holds(measured, { worst: 0.9 })).toBe(false);
  });

  it('does not hold where nothing was compared, or one side is longer', () => {
    expect(holds({ images: 0, compared: 0, agreeing: 0, worst: 0 }, { worst: 1 })).toBe(false);
    expect(holds({ ...measured, worst: Infinity }, { worst: 1e9 })).toBe(false);
  });
});
