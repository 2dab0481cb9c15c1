import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // Two cores: more forks only take turns, and sharp's own threads want some of them.
    maxWorkers: 2,
  },
});
