import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itWithOracle } from '../helpers/oracle.js';

const program = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url));
const bench = (...args: string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });

describe('the bench', () => {
  itWithOracle(
    'prints one JSON array of rows, with ratio, target and agreement, and nothing else on standard output',
    'skimage',
    () => {
      const { status, stdout } = bench('--only', 'hog-32x32', '--rounds', '1', '--json');
      expect(status).toBe(0);
      const rows = JSON.parse(stdout);
      expect(rows).toHaveLength(1);
      const [row] = rows;
      expect(row).toMatchObject({
        id: 'hog-32x32',
        peer: 'scikit-image',
        target: 100,
        rounds: 1,
        exactMet: true,
      });
      expect(row.exact).toMatch(/^(identical|max difference \d\S*e-\d+)$/);
      expect(row.ratio / (row.peerMilliseconds / row.oursMilliseconds)).toBeCloseTo(1, 1);
      expect(row.met).toBe(row.ratio >= 100);
    },
  );

  it('refuses a row that does not exist and names those that do', () => {
    const { status, stdout, stderr } = bench('--only', 'fast,nothing', '--json');
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain("received 'nothing'");
    expect(stderr).toContain('pipeline-sift-rootsift');
  });
});
