import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../../e2e/support/needs';
import { parseDocument } from '../../../shared/graph/parse';
import { holderOf, takeLock } from '../../lock/lock';
import { isRunning } from '../../lock/process';
import { lockPath } from '../../run-folder/folder';
import { startEngine } from '../engine-process';
import { type HostServices, startHost } from '../host/host';
import { newRun } from './store';
import { atStep, baseline, errorOf, only, page, run, status, until } from './testing';
import { bringBack, putAside } from './trash';

/** Tests of runs, the queue and unsaved work in a Patchbay that is started after another one was killed. */

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-killed-'));
const before = process.env['PATCHBAY_HOME'];
const hosts: HostServices[] = [];
const children: ChildProcess[] = [];
const reported: unknown[] = [];
let home = root;
let count = 0;

beforeEach(() => {
  home = path.join(root, String(count++));
  mkdirSync(home);
  process.env['PATCHBAY_HOME'] = home;
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  for (const child of children.splice(0)) child.kill('SIGKILL');
  expect(reported.splice(0)).toEqual([]);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

async function start(): Promise<HostServices> {
  const host = await startHost({
    host: 'served',
    version: '1.2.3',
    presets: 'presets',
    startEngine: (task, onMessage) => startEngine(task.type === 'start' ? { ...task, offline: true } : task, onMessage),
    keepAwake: { hold: async () => false, release: () => {} },
    report: (error) => reported.push(error),
  });
  hosts.push(host);
  return host;
}

const COPY = { window: 'window-killed', key: 'a', name: 'A', saved: null, text: '{}', file: null };
const sourceOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
const startedSchema = z.object({ pid: z.number(), ids: z.tuple([z.string(), z.string()]) });

/**
 * Starts another Patchbay under a process that waits for no child, with unsaved work and two runs, of which it begins the first.
 * @param step the step that the first run is to reach before this returns
 * @param orders the source text of the two orders
 */
async function startOther(
  epochs: number,
  step: number,
  orders = `[baseline({ epochs: ${epochs} }), baseline({ epochs: 1 })]`,
): Promise<z.output<typeof startedSchema>> {
  const script = path.join(home, 'other.mts');
  writeFileSync(
    script,
    `const { startHost } = await import(${sourceOf('../host/host.ts')});
     const { atStep, baseline, page, pair, until } = await import(${sourceOf('./testing.ts')});
     const keepAwake = { hold: async () => false, release: () => {} };
     const services = await startHost({ host: 'served', version: '1', presets: 'presets', keepAwake, report: console.error });
     const host = await page(services, ${JSON.stringify(COPY.window)});
     await host.call('recovery.keep', ${JSON.stringify(COPY)});
     const { ids } = await host.call('runs.start', { orders: ${orders} });
     if (${step} > 0) await until(host, ids[0], atStep(${step}));
     console.log(JSON.stringify({ pid: process.pid, ids }));`,
  );
  // `exec sleep` replaces the shell, and never reaps the child that it inherits.
  const args = ['-c', '"$@" & exec sleep 1000', 'sh', process.execPath, '--import', import.meta.resolve('tsx'), script];
  const child = spawn('sh', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) return startedSchema.parse(JSON.parse(line));
  throw new Error('the other Patchbay has ended');
}

/** Kills the other Patchbay, which stays a zombie. */
async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^State:\s*Z/m);
}

describe('after Patchbay was killed and not reaped', needs('linux'), () => {
  test('its run can be resumed or deleted, and its queue and unsaved work are kept', async () => {
    const { pid, ids } = await startOther(500, 3);
    const [first, second] = ids;
    const folder = path.join(home, 'runs', first);
    const engine = (await holderOf(lockPath(folder)))?.pid ?? 0;
    // A stopped process does not reap its children: its engine is a zombie as well.
    process.kill(pid, 'SIGSTOP');
    process.kill(engine, 'SIGKILL');
    await expect.poll(() => isRunning(engine)).toBe(false);
    await kill(pid);

    const host = await page(await start());
    expect((await run(host, first)).status).toBe('interrupted');
    expect((await host.call('recovery.list', { window: 'window-a' })).map(({ key }) => key)).toEqual(['a']);
    expect((await until(host, second, status('finished', 'failed'))).status).toBe('finished');
    // It is first in the queue once it is resumed.
    expect(JSON.parse(readFileSync(path.join(home, 'queue.json'), 'utf8')).runs).toEqual([{ id: first, interrupted: true }]);
    await host.call('runs.reorder', { ids: [] });
    const { epochsDone } = await run(host, first);
    await host.call('runs.resume', { id: first, epochs: epochsDone + 1 });
    expect((await until(host, first, status('finished', 'failed'))).status).toBe('finished');
    await host.call('runs.delete', { ids: [first] });
    await host.call('runs.restore', { ids: [first] });
    await host.call('runs.delete', { ids: [first] });
    expect((await host.call('runs.list', {})).map(({ id }) => id)).toEqual([second]);
  });

  test('a run that was next but had not started is started again', async () => {
    const { pid, ids } = await startOther(1, 0);
    const [first, second] = ids;
    await kill(pid);
    expect(existsSync(path.join(home, 'runs', first, 'checkpoints', 'last.safetensors'))).toBe(false);
    const host = await page(await start());
    expect((await until(host, second, status('finished', 'failed'))).status).toBe('finished');
    expect((await run(host, first)).status).toBe('finished');
  });

  test('a classifier waits for its encoder, which was killed', async () => {
    const { pid, ids } = await startOther(40, 3, 'pair(40)');
    const [encoder, classifier] = ids;
    const engine = (await holderOf(lockPath(path.join(home, 'runs', encoder))))?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    process.kill(engine, 'SIGKILL');
    await kill(pid);
    const host = await page(await start());
    await until(host, encoder, status('interrupted'));
    const waiting = await run(host, classifier);
    expect(waiting).toMatchObject({ status: 'queued', reason: { en: expect.stringContaining('Resume that run') } });
    const { epochsDone } = await run(host, encoder);
    await host.call('runs.resume', { id: encoder, epochs: epochsDone + 1 });
    expect((await until(host, classifier, status('finished', 'failed'))).status).toBe('finished');
    const { run: record } = await host.call('runs.read', { id: classifier });
    expect(record.weightsFrom).toMatchObject([{ run: encoder, sha256: (await run(host, encoder)).weights.best }]);
    expect(record.weightsFrom[0]?.unfinished).toBeUndefined();
  });
});

test('a second Patchbay leaves alone what the first is about to train, and what it cannot queue', async () => {
  const parsed = parseDocument(baseline().document);
  const graph = parsed.ok ? parsed.document.graphs[0] : undefined;
  if (!parsed.ok || !graph) throw new Error('no document');
  const make = async () => path.basename(await newRun({ document: parsed.document, graph, data: { dataset: 'synthetic' } }));
  const [next, deleted] = [await make(), await make()];
  await putAside(deleted, { id: deleted });
  // The engine of the first one has not taken the run's lock yet.
  writeFileSync(
    path.join(home, 'queue.json'),
    JSON.stringify({ format: 'patchbay-queue', version: 1, runs: [], active: { id: next } }),
  );
  const lock = await takeLock(path.join(home, 'queue.lock'));
  try {
    const host = await page(await start());
    expect((await run(host, next)).status).toBe('running');
    expect((await errorOf(host.call('runs.delete', { ids: [next] }))).code).toBe('queueElsewhere');
    expect((await errorOf(host.call('runs.restore', { ids: [deleted] }))).code).toBe('queueElsewhere');
    expect((await host.call('runs.list', {})).map(({ id }) => id)).toEqual([next]);
    expect(await bringBack(deleted)).toEqual({ id: deleted });
  } finally {
    await lock.release();
  }
});

test('a second Patchbay shows the queue, does not change it, and continues it after the first has ended', async () => {
  const one = await start();
  const first = await page(one);
  const second = await page(await start());
  const long = await only(first, baseline({ epochs: 500 }));
  await until(first, long, atStep(1));
  const { ids } = await first.call('runs.start', { orders: [baseline({ epochs: 1 })] });
  const [next = ''] = ids;
  expect((await run(second, long)).status).toBe('running');
  expect(await run(second, next)).toMatchObject({ status: 'queued', place: 1 });
  for (const refused of [
    () => second.call('runs.delete', { ids: [next] }),
    () => second.call('runs.stop', { id: next }),
    () => second.call('runs.reorder', { ids: [next] }),
    () => second.call('runs.start', { orders: [baseline()] }),
  ]) {
    const { code, text } = await errorOf(refused());
    expect(code).toBe('queueElsewhere');
    expect(text.en).toMatch(new RegExp(`^The queue of runs is in use by process ${process.pid} on this computer .* Train there`));
    expect(text.es).toContain(`La cola de ejecuciones está en uso por el proceso ${process.pid}`);
  }
  for (const refused of [
    () => second.call('runs.delete', { ids: [long] }),
    () => second.call('runs.stop', { id: long }),
    () => second.call('runs.pause', { id: long }),
    () => second.call('runs.resume', { id: long }),
  ])
    expect(await errorOf(refused())).toMatchObject({
      code: 'runsElsewhere',
      text: { en: expect.stringContaining('The run is in use by') },
    });
  await one.close();
  hosts.splice(hosts.indexOf(one), 1);
  expect((await until(second, next, status('finished', 'failed'))).status).toBe('finished');
});
