import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/**
 * The files that read the wall clock, each for a date or for the age of a file. A duration is measured with `performance.now`: the wall
 * clock may be set at any time, and once stopped checkpoints and locked the user out.
 */
const WALL_CLOCK = new Set([
  'electron/engine/backends/setup/native-setup.ts',
  'electron/engine/backends/setup/one-dnn.ts',
  'electron/engine/backends/setup/probe.ts',
  'electron/engine/data/fetch/apt/fetch-package.ts',
  'electron/lock/lock.ts',
  'electron/services/compile.mjs',
  'electron/services/host/recovery.ts',
  'electron/services/recent.ts',
  'electron/services/runs/import.ts',
  'electron/services/runs/trash.ts',
]);

test('only files that need a date read the wall clock', () => {
  const files = ['electron', 'shared'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.posix.join(folder, name.replaceAll('\\', '/'))),
  );
  const found = files
    .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(file, 'utf8').includes('Date.now'));
  expect(new Set(found)).toEqual(WALL_CLOCK);
});
