import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    globalSetup: ['tests/own-home.ts'],
    setupFiles: ['tests/setup.ts'],
  },
});
