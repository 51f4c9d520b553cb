import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { needs } from '../../e2e/support/needs';
import { emptyDocument } from '../../shared/graph/document';

/** Tests of the command line in a process that may open few files at a time. */

const home = mkdtempSync(path.join(tmpdir(), 'patchbay-few-files-'));
const RUNS = 300;

beforeAll(() => {
  const runs = path.join(home, 'runs');
  mkdirSync(path.join(runs, 'run-0'), { recursive: true });
  const run = {
    format: 'patchbay-run',
    version: 1,
    id: 'run-0',
    name: 'A run',
    created: '2026-01-02T03:04:05.000Z',
    state: 'running',
    document: emptyDocument('Test'),
    graph: 'model',
    data: { dataset: 'synthetic' },
  };
  writeFileSync(path.join(runs, 'run-0', 'run.json'), JSON.stringify(run));
  for (let number = 1; number < RUNS; number++)
    cpSync(path.join(runs, 'run-0'), path.join(runs, `run-${number}`), { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Runs a command with a limit of open files that it cannot raise. */
function patchbay(files: number, command: string) {
  const { stdout, stderr, status } = spawnSync(
    'sh',
    ['-c', `ulimit -n ${files} && exec node electron/cli/patchbay.mjs ${command}`],
    {
      env: { ...process.env, PATCHBAY_HOME: home, LANG: 'en_US.UTF-8' },
      encoding: 'utf8',
    },
  );
  return { stdout, stderr, status };
}

test('lists all runs with fewer file handles than runs', needs('unix'), () => {
  const { stdout, status } = patchbay(128, 'runs --json');
  expect([JSON.parse(stdout).length, status]).toEqual([RUNS, 0]);
});

test('says so if there are too few file handles to start', needs('unix'), () => {
  const { stderr, status } = patchbay(24, 'runs');
  expect(stderr).toMatch(/too few files may be open|Too many files are open/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(status).toBe(2);
});
