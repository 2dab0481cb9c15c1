import { describe, expect, it } from 'vitest';
import { fovea } from '../helpers/fovea.js';

describe('fovea verify', () => {
  it('prints a table of 80 columns in which every row holds, from the built package', () => {
    const { stdout, stderr, status } = fovea(['verify']);
    expect(status).toBe(0);
    const [, ...rows] = stdout.trimEnd().split('\n');
    for (const line of rows) expect(line).toMatch(/^✓ .{1,78}$/);
    expect(stderr).toContain(`${rows.length} of ${rows.length} checks hold on this machine`);
  });

  it('gives the same as JSON', () => {
    const { stdout, status } = fovea(['verify', '--json']);
    const { holds, checks } = JSON.parse(stdout);
    expect([status, holds]).toEqual([0, true]);
    const hog = checks.find(({ feature }: { feature: string }) => feature === 'HOG');
    expect(hog).toMatchObject({ against: { program: 'scikit-image' }, holds: true, images: 3 });
    expect(hog.worst).toBeLessThan(1e-6);
  });
});
