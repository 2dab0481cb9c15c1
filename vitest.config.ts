import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** FOVEA_KERNELS=plain tests the build of the kernels for machines without fused multiply-add. */
const kernels =
  process.env.FOVEA_KERNELS === 'plain'
    ? [
        {
          find: /^.*\/generated\/fused\.js$/,
          replacement: fileURLToPath(new URL('./test/helpers/no-fused-kernels.ts', import.meta.url)),
        },
      ]
    : [];

export default defineConfig({
  resolve: { alias: kernels },
  test: {
    include: ['test/**/*.test.ts'],
    // Machines are noisy: a limit is there to end what hangs, not to measure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores: more forks only take turns, and sharp's own threads want some of them.
    maxWorkers: 2,
  },
});
