import { defineConfig } from 'vitest/config';

// What is waited for comes in a moment, but on a machine that is busy.
const shared = { testTimeout: 120_000, expect: { poll: { timeout: 10_000 } } };

export default defineConfig({
  test: {
    reporters: ['default', './.ci/tally.ts'],
    projects: [
      { test: { ...shared, name: 'code', include: ['{shared,electron,presets,renderer}/**/*.test.ts'] } },
      // Processes are killed and disks filled once the processors are free.
      { test: { ...shared, name: 'faults', include: ['e2e/faults/*.test.ts'], sequence: { groupOrder: 1 } } },
      // The same specs, in three ways: served to a browser, on the stand-in for Electron's runtime, and on Electron itself.
      ...['e2e', 'e2e-standin', 'e2e-electron'].map((name, index) => ({
        // One browser at a time, once the processors are free.
        test: {
          ...shared,
          name,
          include: ['e2e/*.test.ts'],
          globalSetup: 'e2e/support/browser.ts',
          fileParallelism: false,
          sequence: { groupOrder: 2 + index },
        },
      })),
    ],
  },
});
