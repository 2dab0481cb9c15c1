import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const python = ['/usr/bin/python3', 'python3'].find(
  (name) => spawnSync(name, ['-c', 'import numpy']).status === 0,
);

/** Whether there is a Python with NumPy on this machine, or has to be (FOVEA_EXPECT_ORACLES=1). */
export const hasNumpy = python !== undefined || process.env.FOVEA_EXPECT_ORACLES === '1';

/** A new folder, and a function that runs Python in it and gives what it printed. */
export function numpyFolder(): { folder: string; run: (script: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-numpy-'));
  const run = (script: string) =>
    execFileSync(python ?? 'python3', ['-c', `import numpy as np\n${script}`], {
      cwd: folder,
      encoding: 'utf8',
    }).trim();
  return { folder, run };
}
