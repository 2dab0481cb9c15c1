import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The built `fovea/extract`, for tests of its worker threads: a thread cannot load the TypeScript of src. `npm test`
 * builds first.
 */
export async function builtExtract(): Promise<typeof import('../../src/extract/index.js')> {
  const module = new URL('../../dist/src/extract/index.js', import.meta.url);
  if (!existsSync(fileURLToPath(module)))
    throw new Error('Fovea is not built: run npm run build first (npm test does).');
  return import(module.href);
}

/** The built registry of features: an extractor of src is a stranger to the built `fovea/extract`. */
export async function builtFeatures(): Promise<typeof import('../../src/features/index.js')> {
  return import(new URL('../../dist/src/features/index.js', import.meta.url).href);
}
