import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';

const root = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** A path in the real test data beside the checkout (`../shared/data`). */
export const sharedData = (path: string): string => `${root}${path}`;

/**
 * A suite over real data. Where the data is absent it is skipped and its title says so; with
 * FOVEA_EXPECT_DATA=1 (continuous integration) it runs, and fails, instead.
 */
export function describeWithData(title: string, path: string, suite: (folder: string) => void): void {
  const folder = sharedData(path);
  const present = existsSync(folder) || process.env.FOVEA_EXPECT_DATA === '1';
  if (present) describe(title, () => suite(folder));
  else describe.skip(`${title} (skipped: ../shared/data/${path} is absent)`, () => suite(folder));
}
