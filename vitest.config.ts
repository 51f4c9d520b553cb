import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,presets,renderer,e2e}/**/*.test.ts'],
    testTimeout: 120_000,
    reporters: ['default', './.ci/tally.ts'],
  },
});
