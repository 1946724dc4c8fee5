import { defineConfig } from 'vitest/config';

/** Benchmarks: ratios taken in one run, on the built program; `npm run bench`. */
export default defineConfig({
  test: { include: ['tests/bench/**/*.bench.ts'], testTimeout: 600_000, fileParallelism: false },
});
