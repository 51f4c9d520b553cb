import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { BuildError, type Bundle, build, isStale } from './build';

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-build-'));
const at = (...names: readonly string[]) => path.join(root, ...names);
const bundle: Bundle = { output: at('dist', 'index.html'), sources: [at('source'), at('config.ts')], args: [] };

/** Writes a file with a modification time some minutes ago. */
function write(name: string, minutes: number): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), '');
  age(name, minutes);
}

function age(name: string, minutes: number): void {
  const then = new Date(Date.now() - minutes * 60_000);
  utimesSync(at(name), then, then);
}

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  for (const name of ['source/deep/a.ts', 'source/b.ts', 'config.ts']) write(name, 10);
  for (const name of ['source/deep', 'source']) age(name, 10);
  write('dist/index.html', 5);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a bundle is rebuilt', () => {
  test('not if it is up to date', async () => {
    expect(await isStale(bundle)).toBe(false);
  });

  test('if it is missing', async () => {
    rmSync(at('dist'), { recursive: true });
    expect(await isStale(bundle)).toBe(true);
  });

  test.each(['source/deep/a.ts', 'config.ts'])('if %s was changed', async (name) => {
    write(name, 1);
    expect(await isStale(bundle)).toBe(true);
  });

  test('if a source was removed', async () => {
    rmSync(at('source/deep/a.ts'));
    expect(await isStale(bundle)).toBe(true);
  });

  test('not for a changed test, nor without sources, as in a package', async () => {
    write('source/b.test.ts', 1);
    age('source', 10);
    expect(await isStale(bundle)).toBe(false);
    rmSync(at('source'), { recursive: true });
    rmSync(at('config.ts'));
    expect(await isStale(bundle)).toBe(false);
  });
});

test('building without Vite is an error', async () => {
  await expect(build(root, bundle)).rejects.toBeInstanceOf(BuildError);
});
