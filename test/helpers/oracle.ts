import { execFileSync } from 'node:child_process';
import { it } from 'vitest';

/** Debian's interpreter, which has the distribution's cv2 and skimage; a version manager's may shadow it. */
const PYTHON = '/usr/bin/python3';

/** Runs a Python program with arguments and returns what it printed. */
export const python = (program: string, args: readonly string[] = []): string =>
  execFileSync(PYTHON, ['-c', program, ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });

const present = new Map<string, boolean>();

function has(module: string): boolean {
  if (!present.has(module)) {
    try {
      python(`import ${module}`);
      present.set(module, true);
    } catch {
      present.set(module, false);
    }
  }
  return present.get(module)!;
}

/**
 * A test against a live oracle. Where its Python module is absent it is skipped and its title says so; with
 * FOVEA_EXPECT_ORACLES=1 (continuous integration) it runs, and fails, instead.
 */
export function itWithOracle(title: string, module: string, body: () => void | Promise<void>): void {
  if (has(module) || process.env.FOVEA_EXPECT_ORACLES === '1') it(title, body);
  else it.skip(`${title} (skipped: ${PYTHON} has no ${module})`, body);
}
