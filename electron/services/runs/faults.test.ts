import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { THOROUGH } from '../../../.ci/tallies';
import { skipWithout } from '../../../e2e/support/needs';
import { graphOf } from '../../../shared/graph/document';
import { parseDocument } from '../../../shared/graph/parse';
import type { Host } from '../../../shared/host/client';
import { isRunning } from '../../lock/process';
import { type EngineProcess, type StartEngine, startEngine } from '../engine-process';
import { type HostServices, startHost } from '../host/host';
import { newRun } from './store';
import { atStep, baseline, errorOf, only, page, run, status, until } from './testing';

/** Faults during training: each is reported, nothing that was saved is lost, and `runs.resume` continues the run. */

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-faults-'));
const before = { home: process.env['PATCHBAY_HOME'], options: process.env['NODE_OPTIONS'] };
let home = root;
let count = 0;
let services: HostServices;
let host: Host;
const engines: EngineProcess[] = [];
const seen: StartEngine = (task, onMessage) => {
  const engine = startEngine(task.type === 'start' ? { ...task, offline: true } : task, onMessage);
  engines.push(engine);
  return engine;
};

beforeEach(async () => {
  home = path.join(root, String(count++));
  mkdirSync(home);
  process.env['PATCHBAY_HOME'] = home;
  services = await startHost({
    host: 'served',
    version: '1.2.3',
    presets: 'presets',
    startEngine: seen,
    keepAwake: { hold: async () => false, release: () => {} },
    silence: 2,
    report: () => {},
  });
  host = await page(services);
});
afterEach(async () => {
  await services.close();
  engines.length = 0;
  set('NODE_OPTIONS', before.options);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  set('PATCHBAY_HOME', before.home);
});

function set(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Checksums of a run's results. */
function sums(id: string): readonly string[] {
  return ['metrics.jsonl', 'checkpoints/last.safetensors', 'checkpoints/best.safetensors'].map((file) =>
    createHash('sha256')
      .update(readFileSync(path.join(home, 'runs', id, file)))
      .digest('hex'),
  );
}

/** The checksums of an undisturbed run. */
async function undisturbed(epochs: number): Promise<readonly string[]> {
  const id = await only(host, baseline({ epochs }));
  await until(host, id, status('finished'));
  return sums(id);
}

const engine = (): EngineProcess => {
  const last = engines.at(-1);
  if (!last) throw new Error('no engine');
  return last;
};

describe('a run continues to the same bytes', () => {
  test('after its engine was killed in the middle of an epoch', async () => {
    const wanted = await undisturbed(8);
    const id = await only(host, baseline({ epochs: 8 }));
    await until(host, id, atStep(4));
    engine().kill();
    const killed = await until(host, id, status('interrupted'));
    expect(killed.reason?.en).toMatch(
      /The engine ran out of memory, or was killed \(SIGKILL\).*Everything up to the last checkpoint is saved/,
    );
    expect(killed.reason?.es).toContain('Todo hasta el último punto de control está guardado');
    await host.call('runs.resume', { id });
    expect((await until(host, id, status('finished', 'failed'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });

  test('after its engine was killed, and it was resumed before the end was reported', async () => {
    const wanted = await undisturbed(8);
    const id = await only(host, baseline({ epochs: 8 }));
    await until(host, id, atStep(4));
    const { pid } = engine();
    if (pid === undefined) throw new Error('no process');
    engine().kill();
    // Busy waiting, so that the event of the process's end is not handled yet.
    while (isRunning(pid));
    await host.call('runs.resume', { id });
    expect((await until(host, id, status('finished', 'failed', 'interrupted'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });

  test('after it was told to stop, and resumed before it had stopped', { tags: THOROUGH }, async () => {
    const wanted = await undisturbed(8);
    const id = await only(host, baseline({ epochs: 8 }));
    await until(host, id, atStep(4));
    await host.call('runs.stop', { id });
    await host.call('runs.resume', { id });
    expect((await until(host, id, status('finished', 'failed', 'stopped'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });

  test('after the disk was full, with that reason', { tags: THOROUGH }, async () => {
    const wanted = await undisturbed(8);
    // While the flag exists, every write in the engine's process fails with ENOSPC.
    const flag = path.join(home, 'full');
    const hook = path.join(home, 'full.cjs');
    writeFileSync(
      hook,
      `const fs = require('node:fs');
       const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', errno: -28, syscall: 'write' });
       const { write, writeSync } = fs;
       const hit = (fd) => fd > 2 && fs.existsSync(${JSON.stringify(flag)});
       fs.writeSync = (fd, ...rest) => { if (hit(fd)) throw full(); return writeSync(fd, ...rest); };
       fs.write = (fd, ...rest) => { if (!hit(fd)) return write(fd, ...rest); process.nextTick(rest.at(-1), full()); };
       const { open } = fs.promises;
       fs.promises.open = async (...rest) => {
         const handle = await open(...rest);
         const { writeFile } = handle;
         handle.writeFile = (...data) => (hit(handle.fd) ? Promise.reject(full()) : writeFile.apply(handle, data));
         return handle;
       };
       require('node:module').syncBuiltinESMExports();`,
    );
    set('NODE_OPTIONS', `${before.options ?? ''} --require ${hook}`);
    const id = await only(host, baseline({ epochs: 8 }));
    await until(host, id, atStep(5));
    writeFileSync(flag, '');
    const failed = await until(host, id, status('failed', 'interrupted', 'finished'));
    expect(failed).toMatchObject({ status: 'failed', reason: { en: expect.stringContaining('The disk is full') } });
    expect(failed.reason?.es).toContain('El disco está lleno');
    // While the disk is full, the run does not continue, and nothing is lost.
    await host.call('runs.resume', { id });
    await until(host, id, ({ progress }) => progress === undefined);
    expect((await run(host, id)).reason?.en).toContain('The disk is full');
    rmSync(flag);
    await host.call('runs.resume', { id });
    expect((await until(host, id, status('finished', 'failed'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });

  test('after a real disk was full for both processes', { tags: THOROUGH }, async ({ skip }) => {
    const disk = path.join(home, 'runs');
    mkdirSync(disk);
    // Only root on Linux can mount a small disk.
    skipWithout({ skip }, 'ramDisk');
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]).status).toBe(0);
    try {
      const id = await only(host, baseline({ epochs: 60 }));
      await until(host, id, ({ epochsDone }) => epochsDone >= 1);
      const filler = path.join(disk, 'filler');
      const filled = spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
      expect(filled.stderr.toString()).toContain('No space left');
      const ended = await until(host, id, status('failed', 'interrupted', 'finished'));
      expect(ended.status).not.toBe('finished');
      expect(ended.reason?.en).toContain('The disk is full');
      rmSync(filler);
      await host.call('runs.resume', { id, epochs: ended.epochsDone + 2 });
      expect(await until(host, id, status('finished', 'failed'))).toMatchObject({ status: 'finished' });
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  test('after the engine was suspended, with a notice during and after it', { tags: THOROUGH }, async () => {
    const wanted = await undisturbed(20);
    const id = await only(host, baseline({ epochs: 20 }));
    await until(host, id, atStep(3));
    const { pid = 0 } = engine();
    process.kill(pid, 'SIGSTOP');
    // On a busy machine, a notice may come before the engine is suspended.
    const silent = await until(host, id, ({ progress }) => progress?.notice?.en.includes('has not responded for') ?? false);
    expect(silent.status).toBe('running');
    process.kill(pid, 'SIGCONT');
    const woken = await until(
      host,
      id,
      (found) => found.status !== 'running' || (found.progress?.notice?.en.includes('engine was suspended') ?? false),
    );
    expect(woken.progress?.notice?.es).toContain('estuvo suspendido');
    expect((await until(host, id, status('finished', 'failed'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });

  test('if two windows request the same at once', { tags: THOROUGH }, async () => {
    const wanted = await undisturbed(6);
    const other = await page(services, 'window-b');
    const id = await only(host, baseline({ epochs: 6 }));
    await until(other, id, atStep(2));
    await Promise.allSettled([host.call('runs.stop', { id }), other.call('runs.stop', { id })]);
    await until(host, id, status('stopped'));
    const started = engines.length;
    await Promise.all([host.call('runs.resume', { id }), other.call('runs.resume', { id })]);
    expect(engines).toHaveLength(started + 1);
    await Promise.all([host.call('runs.pause', { id }), other.call('runs.pause', { id })]);
    await until(other, id, status('paused', 'finished'));
    await Promise.allSettled([host.call('runs.resume', { id }), other.call('runs.resume', { id })]);
    expect((await until(other, id, status('finished', 'failed'))).status).toBe('finished');
    expect(sums(id)).toEqual(wanted);
  });
});

test('a data set that is removed during training is reported when it is next needed, and nothing is lost', async () => {
  const data = path.join(home, 'data');
  mkdirSync(data);
  const idx = (axes: readonly number[], body: Buffer) => {
    const head = Buffer.from([0, 0, 8, axes.length, ...axes.flatMap((axis) => [0, 0, axis >> 8, axis & 255])]);
    return Buffer.concat([head, body]);
  };
  for (const [part, images] of [
    ['train', 60],
    ['t10k', 20],
  ] as const) {
    const pixels = Buffer.from(Array.from({ length: images * 784 }, (_, at) => (at * 7919) % 256));
    writeFileSync(path.join(data, `${part}-images-idx3-ubyte`), idx([images, 28, 28], pixels));
    writeFileSync(
      path.join(data, `${part}-labels-idx1-ubyte`),
      idx([images], Buffer.from(Array.from({ length: images }, (_, at) => at % 10))),
    );
  }
  const parsed = parseDocument(baseline({ dataset: 'idx', epochs: 12 }).document);
  if (!parsed.ok) throw new Error('no document');
  const graph = graphOf(parsed.document, 'autoencoder');
  if (!graph) throw new Error('no graph');
  const id = path.basename(await newRun({ document: parsed.document, graph, data: { dataset: 'idx', folder: data } }));
  await host.call('runs.resume', { id });
  await until(host, id, atStep(2));
  renameSync(data, `${data}-gone`);
  // Training continues to the end with the images in memory.
  const done = await until(host, id, status('finished', 'failed'));
  expect(done).toMatchObject({ status: 'finished', epochsDone: 12 });
  const saved = sums(id);
  expect((await errorOf(host.call('views.images', { id, from: 0, count: 1 }))).text.en).toContain('There is no folder');
  await host.call('runs.resume', { id, epochs: 13 });
  const missed = await until(host, id, status('finished', 'failed'));
  expect(missed).toMatchObject({
    status: 'failed',
    epochsDone: 12,
    reason: { en: expect.stringContaining('There is no folder') },
  });
  expect(sums(id)).toEqual(saved);
  renameSync(`${data}-gone`, data);
  await host.call('runs.resume', { id });
  expect(await until(host, id, status('finished', 'failed'))).toMatchObject({ status: 'finished', epochsDone: 13 });
  expect(existsSync(path.join(home, 'runs', id, 'samples', 'epoch-0013.png'))).toBe(true);
});
