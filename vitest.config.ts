import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    // The default leaves one core idle, which of two is half of the time; many tests wait more than they work.
    maxWorkers: '100%',
    globalSetup: ['tests/own-home.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
