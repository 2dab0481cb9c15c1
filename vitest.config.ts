import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Machines are noisy: a limit is there to end what hangs, not to measure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Two cores: more forks only take turns, and sharp's own threads want some of them.
    maxWorkers: 2,
  },
});
