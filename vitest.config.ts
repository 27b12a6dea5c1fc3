import { configDefaults, defineConfig } from 'vitest/config';

/** What `npm test` leaves out: see scripts/test.js. */
const slow = process.env.USER_SYNC_TESTS === 'everyday' ? ['test/e2e/**', '**/*.slow.test.ts'] : [];

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...slow],
    globalSetup: ['test/harness/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
