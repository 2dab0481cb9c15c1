import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fovea } from '../helpers/fovea.js';
import { itWithOracle } from '../helpers/oracle.js';

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

describe('fovea verify --live', () => {
  const image = fileURLToPath(new URL('../goldens/images/odd.png', import.meta.url));

  itWithOracle("asks this machine's OpenCV and scikit-image about an image", 'cv2, skimage, scipy', () => {
    const { stdout, stderr, status } = fovea(['verify', '--live', image, '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const { holds, checks } = JSON.parse(stdout);
    expect(holds).toBe(true);
    // The image is 67 × 53.
    const grey = checks.find(({ feature }: { feature: string }) => feature === 'grey, bt709');
    expect(grey.compared).toBe(67 * 53);
  });

  it.each([
    [['--live'], 2, 'Expected an image with --live, and only with it, but received none'],
    [[image], 2, 'but received'],
    [['--live', 'nowhere.png'], 1, 'nowhere.png'],
    [['--live', image, '--python', 'no-such-python'], 2, 'no-such-python cannot import them'],
  ])('%j ends with %d and says what is wrong', (args, code, message) => {
    const { stderr, status } = fovea(['verify', ...args]);
    expect(stderr).toContain(message);
    expect(status).toBe(code);
  });
});
