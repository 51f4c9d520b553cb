import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { THOROUGH } from './.ci/tallies';

// Waiting ends as soon as the awaited comes; these limits are for a busy machine.
const shared = { testTimeout: 120_000, expect: { poll: { timeout: 10_000 } } };

/** Specs about the desktop app alone, and about a browser alone. */
const DESKTOP = ['e2e/{desktop,hardening,packaged}.test.ts'];
const BROWSER = ['e2e/{chromium,closing,language}.test.ts'];

export default defineConfig({
  test: {
    reporters: ['default', './.ci/tally.ts'],
    // One file a processor: a test often waits for the processes that it starts. Vitest's own choice leaves one processor idle.
    maxWorkers: availableParallelism(),
    // Runs once, for all projects.
    globalSetup: 'e2e/support/machine.ts',
    tags: [{ name: THOROUGH, description: 'Takes long: `npm test` leaves it out, `npm run test:all` runs it.' }],
    projects: [
      {
        test: {
          ...shared,
          name: 'code',
          include: ['{shared,electron,presets,renderer,.ci}/**/*.test.ts'],
        },
      },
      {
        // Processes are killed and disks filled once the processors are free.
        test: {
          ...shared,
          name: 'faults',
          include: ['e2e/faults/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
      // The same specs, in three ways: served to a browser, on the stand-in for Electron's runtime, and on Electron itself.
      ...Object.entries({ e2e: DESKTOP, 'e2e-standin': BROWSER, 'e2e-electron': BROWSER }).map(([name, others], index) => ({
        // One browser at a time, once the processors are free.
        test: {
          ...shared,
          name,
          include: ['e2e/*.test.ts'],
          exclude: [...others],
          globalSetup: 'e2e/support/browser.ts',
          fileParallelism: false,
          sequence: { groupOrder: 2 + index },
        },
      })),
    ],
  },
});
