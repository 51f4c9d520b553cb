import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the sources, to change them. */
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'patchbay-compile-'));
  for (const name of ['electron', 'shared', 'presets', 'package.json', 'tsconfig.json'])
    cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const patchbay = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(copy, 'electron/cli/patchbay.mjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', PATCHBAY_HOME: path.join(copy, 'home') },
  });
  return { status, output: stdout + stderr };
};

const builds = () => readdirSync(path.join(copy, 'dist/node'));

describe('the programs for Node', () => {
  it('are compiled once, and again after a source changed', () => {
    expect(patchbay('show', 'nothing').output).toContain('nothing is not the folder of a run');
    const first = builds();
    expect(first).toHaveLength(1);
    // Other users may read it, if they may read the folder it is in.
    const [dist, build] = ['dist', `dist/node/${first[0]}`].map((name) => statSync(path.join(copy, name)).mode);
    expect(build).toBe(dist);
    expect(patchbay('show', 'nothing').output).toContain('nothing is not the folder of a run');
    expect(builds()).toEqual(first);

    const messages = path.join(copy, 'electron/run-folder/messages.ts');
    const before = readFileSync(messages, 'utf8');
    writeFileSync(messages, before.replace('is not the folder of a run', 'is something else'));
    expect(patchbay('show', 'nothing').output).toContain('nothing is something else');
    expect(builds()).toHaveLength(2);
    expect(builds()).toEqual(expect.arrayContaining(first));
  });

  it('find their own files, and start the engine', () => {
    const preset = path.join(copy, 'presets/fc-autoencoder.patchbay.json');
    const run = path.join(copy, 'run');
    const few = ['--engine', 'wasm', '--data', 'synthetic', '--train', '100', '--val', '50', '--epochs', '1', '--offline'];
    expect(patchbay('train', preset, ...few, '--out', run)).toMatchObject({ status: 0 });
    expect(readdirSync(path.join(run, 'checkpoints'))).toContain('last.safetensors');
  });

  it('are loaded from their sources where no build can be written', () => {
    rmSync(path.join(copy, 'dist'), { recursive: true });
    writeFileSync(path.join(copy, 'dist'), 'a file in place of the folder');
    expect(patchbay('show', 'nothing').output).toContain('nothing is something else');
  });
});
