import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FoveaError } from '../src/core/errors.js';
import type { Goldens } from '../src/verify/goldens.js';
import { openGoldens } from './open-goldens.js';

const run = promisify(execFile);

const oracles = fileURLToPath(new URL('../src/verify/oracles.py', import.meta.url));

/** Tried in this order: a version manager's python3 may shadow the system's, which has the packages. */
const interpreters = ['/usr/bin/python3', 'python3'];

/**
 * Reference values that the OpenCV, scikit-image and SciPy of this machine compute, now, on one image.
 * @param python an interpreter that has them; by default the first that is found to.
 * @throws NOT_FOUND when there is none; BAD_IMAGE when it cannot read the image.
 */
export async function liveGoldens(
  image: string,
  { python, signal }: { python: string | undefined; signal: AbortSignal },
): Promise<Goldens> {
  const interpreter = await usable(python === undefined ? interpreters : [python]);
  const folder = await mkdtemp(join(tmpdir(), 'fovea-verify-'));
  try {
    await run(interpreter, ['-W', 'ignore', oracles, folder, resolve(image)], { signal });
    return await openGoldens(folder);
  } catch (cause) {
    if (cause instanceof FoveaError || signal.aborted) throw cause;
    throw new FoveaError(
      'BAD_IMAGE',
      `Expected an image that ${interpreter} can compute features of but ${image} failed: ${lastLine(cause)}`,
      { file: image, cause },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function usable(candidates: readonly string[]): Promise<string> {
  for (const candidate of candidates) {
    const works = await run(candidate, ['-c', 'import cv2, skimage, scipy']).then(
      () => true,
      () => false,
    );
    if (works) return candidate;
  }
  throw new FoveaError(
    'NOT_FOUND',
    `Expected a Python with cv2, skimage and scipy for --live but ${candidates.join(' and ')} cannot import them. Name one with --python, or leave --live out.`,
  );
}

const lastLine = (error: unknown): string =>
  String((error as { stderr?: string }).stderr ?? error)
    .trim()
    .split('\n')
    .at(-1)!;
