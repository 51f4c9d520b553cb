import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../.ci/tallies';
import { needs } from '../../e2e/support/needs';
import { type Lock, takeLock } from '../lock/lock';
import { isRunning } from '../lock/process';
import { lockPath, runPath } from '../run-folder/folder';

/** Tests of `resume` on runs with a stale lock or another process's, with the real launcher, on WebAssembly and generated images. */

const PRESETS = { baseline: 'presets/table2-baseline.patchbay.json', classifier: 'presets/classifier-baseline.patchbay.json' };
const SMALL = ['--engine', 'wasm', '--data', 'synthetic', '--train', '300', '--val', '100', '--seed', '4', '--offline'];

let home = '';
let lock: Lock | undefined;
const children: ChildProcess[] = [];
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'patchbay-resume-'));
});
afterEach(async () => {
  await lock?.release();
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function start(...args: readonly string[]) {
  const env = { ...process.env, PATCHBAY_HOME: home, LC_ALL: 'C.UTF-8' };
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, output })),
  );
  return { child, ended, output: () => output };
}

const folderOf = (name: string) => path.join(home, name);
const train = (name: string, epochs: number) =>
  start('train', PRESETS.baseline, ...SMALL, '--epochs', String(epochs), '--out', folderOf(name));

/** Checksums of all files but run.json, which has the duration of each epoch. */
function bytesOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => path.join(parentPath, name)).sort();
  return new Map(
    paths
      .filter((file) => file !== runPath(folder))
      .map((file) => [path.relative(folder, file), readFileSync(file).toString('base64')]),
  );
}

/** The process that has the lock of a run. */
const engineOf = (folder: string): number => JSON.parse(readFileSync(lockPath(folder), 'utf8')).pid;
const until = (is: () => boolean) => expect.poll(is, { timeout: 60_000 }).toBe(true);

describe('a run that was killed', { ...needs('linux'), timeout: 240_000 }, () => {
  it('is resumed beside its zombie, or with a lock that names an unrelated process, and ends in the same bytes', async () => {
    expect((await train('whole', 6).ended).code).toBe(0);
    const wanted = bytesOf(folderOf('whole'));
    expect([...wanted.keys()]).toContain('checkpoints/last.safetensors');

    const folder = folderOf('killed');
    const trained = train('killed', 6);
    await until(() => trained.output().includes('epoch 2/6'));
    const engine = engineOf(folder);
    // A stopped process does not reap its children.
    trained.child.kill('SIGSTOP');
    process.kill(engine, 'SIGKILL');
    await until(() => !isRunning(engine));
    expect(process.kill(engine, 0)).toBe(true);
    expect((await start('show', folder, '--lang', 'en').ended).output).toContain('interrupted');
    const resumed = start('resume', folder, '--lang', 'en');
    await until(() => /epoch [34]\/6/.test(resumed.output()));

    // Killed again, with its parent; the lock names the machine's first process now.
    process.kill(engineOf(folder), 'SIGKILL');
    resumed.child.kill('SIGKILL');
    await resumed.ended;
    writeFileSync(lockPath(folder), '{"pid":1}');
    const last = await start('resume', folder, '--lang', 'en').ended;
    expect(last.code).toBe(0);
    // No heartbeat was watched.
    expect(resumed.output() + last.output).not.toContain('heartbeat');
    expect(bytesOf(folder)).toEqual(wanted);
  });

  it('before its first checkpoint is resumed with its initial weights', { tags: THOROUGH }, async () => {
    const folder = folderOf('classifier');
    const args = ['--graph', 'classifier', '--weights-from', 'fresh', '--epochs', '1', '--out', folder];
    const trained = start('train', PRESETS.classifier, ...SMALL, ...args);
    await until(() => existsSync(lockPath(folder)));
    process.kill(engineOf(folder), 'SIGKILL');
    await trained.ended;
    expect(existsSync(path.join(folder, 'checkpoints', 'last.safetensors'))).toBe(false);
    const resumed = await start('resume', folder, '--epochs', '2', '--lang', 'en').ended;
    expect(resumed.output).toContain('Finished after 2 epochs');
  });
});

it('a run in use is not changed, and the error names the process and the way out', async () => {
  expect((await train('used', 1).ended).code).toBe(0);
  const folder = folderOf('used');
  lock = await takeLock(lockPath(folder));
  const record = readFileSync(runPath(folder), 'utf8');
  const here = { en: `process ${process.pid} on this computer`, es: `el proceso ${process.pid} en esta computadora` };
  for (const [lang, ...more] of [['en'], ['es', '--epochs', '9'], ['en', '--learning-rate', '0.5']] as const) {
    const { code, output } = await start('resume', folder, ...more, '--lang', lang).ended;
    expect(code).toBe(1);
    expect(output).toContain(here[lang]);
    expect(output).toMatch(process.platform === 'win32' ? /taskkill/ : new RegExp(`kill ${process.pid}`));
  }
  expect(readFileSync(runPath(folder), 'utf8')).toBe(record);
});
