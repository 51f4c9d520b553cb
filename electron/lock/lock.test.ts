import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../e2e/support/needs';
import { startEngine } from '../services/engine-process';
import { holderOf, LockedError, takeLock, withLock } from './lock';
import { inUseText } from './messages';
import { isRunning, thisProcess } from './process';
import { findByPs } from './ps';

/** Locks of real processes, in each state that a process can be in. */

const linux = process.platform === 'linux';
const root = mkdtempSync(path.join(tmpdir(), 'patchbay-lock-'));
let file = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  file = path.join(mkdtempSync(path.join(root, 'a-')), 'lock');
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const LOCK = JSON.stringify(new URL('./lock.ts', import.meta.url).href);

/** A program that takes a lock, says so on standard output, and keeps it until it is killed. */
const taker = (times = {}) => `
  const { takeLock } = await import(${LOCK});
  await takeLock(${JSON.stringify(file)}, ${JSON.stringify(times)});
  console.log('taken');
  setInterval(() => {}, 1_000);`;
const nodeArgs = (code: string) => ['--import', 'tsx', '--input-type=module', '-e', code];

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  return child;
}

/** Waits until a program says that it has the lock. @returns the number of the process that has it */
async function takenBy(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) if (line === 'taken') return content().pid;
  throw new Error('the lock was not taken');
}

const contentSchema = z.looseObject({ pid: z.number(), started: z.string().nullable(), id: z.string() });
const content = () => contentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** Leaves a lock, like that of this process but for these fields. */
const leave = (fields: object) =>
  writeFileSync(file, JSON.stringify({ ...thisProcess(), id: randomUUID(), since: new Date().toISOString(), ...fields }));

const stateOf = (pid: number) => /^State:\s*(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];

async function takesAtOnce(): Promise<void> {
  // Nothing is watched: that would take a minute.
  const lock = await takeLock(file, { watch: false });
  expect(content().pid).toBe(process.pid);
  await lock.release();
  expect(readdirSync(path.dirname(file))).toEqual([]);
}

const refusal = (options = {}) =>
  takeLock(file, options).then(
    () => expect.fail('the lock was taken'),
    (error: unknown) => (error instanceof LockedError ? error : expect.fail(String(error))),
  );

describe('a lock', () => {
  test('is taken by one, and by another when it is given back', async () => {
    const lock = await takeLock(file);
    expect(await holderOf(file)).toMatchObject({ pid: process.pid, place: 'here' });
    expect((await refusal()).holder.pid).toBe(process.pid);
    await lock.release();
    expect(await holderOf(file)).toBeUndefined();
    await takesAtOnce();
  });

  test('is not removed by a process that has lost it, which is told', async () => {
    const lock = await takeLock(file, { times: { beat: 20, silence: 60_000 } });
    const lost = new Promise((resolve) => lock.lost.addEventListener('abort', resolve));
    leave({ started: '1' });
    const other = readFileSync(file, 'utf8');
    await lost;
    await lock.release();
    expect(readFileSync(file, 'utf8')).toBe(other);
  });

  test('is waited for, until that is aborted', async () => {
    const lock = await takeLock(file);
    const abort = new AbortController();
    const reason = new Error('enough');
    const waiting = withLock(file, { signal: abort.signal, onWait: () => abort.abort(reason) }, async () => 'done');
    await expect(waiting).rejects.toBe(reason);
    const second = withLock(file, { onWait: () => void lock.release() }, async () => 'done');
    expect(await second).toBe('done');
    expect(existsSync(file)).toBe(false);
  });

  test(
    'is respected while its process runs, also while that is stopped, and free as soon as it is killed',
    needs('unix'),
    async () => {
      const pid = await takenBy(start(process.execPath, nodeArgs(taker())));
      expect((await refusal()).holder).toMatchObject({ pid, place: 'here' });
      process.kill(pid, 'SIGSTOP');
      if (linux) await expect.poll(() => stateOf(pid)).toBe('T');
      expect((await refusal({ times: { beat: 1, silence: 1 } })).holder.pid).toBe(pid);
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => isRunning(pid)).toBe(false);
      await takesAtOnce();
    },
  );

  test('says in words whose it is and what can be done', async () => {
    leave({});
    const { en, es } = inUseText('run', await refusal());
    const { pid, host } = thisProcess();
    expect(en).toContain(`process ${pid} on this computer (${host}), since ${new Date().getFullYear()}-`);
    expect(en).toContain(`kill ${pid}`);
    expect(es).toContain(`el proceso ${pid} en esta computadora (${host})`);
    expect(en + es).not.toMatch(/[{}]/);
    leave({ host: 'another', boot: 'another', namespace: 'another' });
    const away = inUseText('queue', await refusal({ watch: false }));
    expect(away.en).toContain(`process ${pid} on the computer another`);
    expect(away.en).toMatch(/try again in (59|60) s/);
    expect(away.es).toMatch(/pruebe de nuevo en (59|60) s/);
  });
});

describe('an abandoned lock is taken at once:', () => {
  test('of a process that was killed and never waited for', needs('linux'), async () => {
    // The sleep that takes the place of the shell does not know of the child that it has got.
    const quoted = `'${taker().replaceAll("'", "'\\''")}'`;
    const parent = start('sh', ['-c', `"$0" --import tsx --input-type=module -e ${quoted} & exec sleep 1000`, process.execPath]);
    const pid = await takenBy(parent);
    expect((await refusal()).holder.pid).toBe(pid);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => stateOf(pid)).toBe('Z');
    // Its number is still taken.
    expect(process.kill(pid, 0)).toBe(true);
    expect(isRunning(pid)).toBe(false);
    expect(await holderOf(file)).toBeUndefined();
    await takesAtOnce();
  });

  test('of a process whose number another one has now', async () => {
    const pid = await takenBy(start(process.execPath, nodeArgs(taker())));
    const { started } = content();
    leave({ pid, started });
    expect((await refusal({ watch: false })).holder.pid).toBe(pid);
    leave({ pid, started: started === null ? null : '1' });
    if (started !== null) await takesAtOnce();
  });

  test.each([
    ['the first process of the machine', 1],
    ["this one's parent", process.ppid],
  ])('that names %s', async (_, pid) => {
    leave({ pid });
    await takesAtOnce();
  });

  test('of an earlier boot', needs('linux'), async () => {
    leave({ boot: randomUUID() });
    await takesAtOnce();
  });

  test('of a number that is a thread', needs('linux'), async () => {
    const before = new Set(readdirSync('/proc/self/task'));
    const worker = new Worker('setInterval(() => {}, 1_000)', { eval: true });
    await new Promise((resolve) => worker.once('online', resolve));
    const thread = Number(readdirSync('/proc/self/task').find((one) => !before.has(one)));
    expect(process.kill(thread, 0)).toBe(true);
    expect(isRunning(thread)).toBe(false);
    leave({ pid: thread });
    await takesAtOnce();
    await worker.terminate();
  });

  test('although a process was killed while it took it over', async () => {
    const id = randomUUID();
    leave({ id, started: '1' });
    const left = readFileSync(file, 'utf8').replace(id, randomUUID());
    for (const ending of ['change', 'new']) writeFileSync(`${file}.${id}.${ending}`, left);
    await (await takeLock(file)).release();
    expect(readdirSync(path.dirname(file))).toEqual([`lock.${id}.new`]);
  });
});

describe('a lock of an earlier version', () => {
  test.each([1, process.ppid, process.pid, 999_999_999])('is taken at once where it names process %i', async (pid) => {
    writeFileSync(file, JSON.stringify({ pid }));
    if (linux) return takesAtOnce();
    await (await takeLock(file, { times: { beat: 10, silence: 10 } })).release();
  });

  test('is respected while its engine runs', async () => {
    let listening = () => {};
    const ready = new Promise<void>((resolve) => {
      listening = resolve;
    });
    const engine = startEngine({ type: 'look' }, ({ type }) => type === 'listening' && listening());
    await ready;
    writeFileSync(file, JSON.stringify({ pid: engine.pid }));
    expect((await refusal({ watch: false })).holder.pid).toBe(engine.pid);
    engine.kill();
    await engine.ended;
    await takesAtOnce();
  });

  test('of the queue or a window is judged by its start time', needs('linux'), async () => {
    const { pid, started } = thisProcess();
    const other = start('sleep', ['1000']);
    const began = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    writeFileSync(file, JSON.stringify({ pid: other.pid, began, at: Date.now(), owner: 'x' }));
    expect((await refusal()).holder.pid).toBe(other.pid);
    writeFileSync(file, JSON.stringify({ pid, began: `${started}0`, at: Date.now() }));
    await takesAtOnce();
  });

  test('of another computer is watched', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: 'another', id: 'x' }));
    expect((await refusal({ watch: false })).unknownFor).toBeGreaterThan(50_000);
    await (await takeLock(file, { times: { beat: 10, silence: 10 } })).release();
  });
});

describe('a lock that cannot be looked up', () => {
  test('is taken where the file is empty, after one heartbeat', async () => {
    writeFileSync(file, '');
    expect((await refusal({ watch: false, times: { beat: 1_000, silence: 60_000 } })).unknownFor).toBe(1_500);
    await (await takeLock(file, { times: { beat: 10, silence: 60_000 } })).release();
  });

  test('of another namespace is respected as long as it beats, and free after a silence', needs('pidNamespace'), async () => {
    const unshare = ['--pid', '--fork', '--mount-proc', '--kill-child'];
    const times = { beat: 50, silence: 60_000 };
    const inside = start('unshare', [...unshare, process.execPath, ...nodeArgs(taker({ times }))]);
    // In there, its number is another one, which some process here may have as well.
    expect(await takenBy(inside)).toBe(1);
    expect(await holderOf(file)).toMatchObject({ pid: 1, place: 'container' });
    const watched: number[] = [];
    const refused = await refusal({
      times: { beat: 5_000, silence: 60_000 },
      onWatch: (_: unknown, most: number) => watched.push(most),
    });
    expect(refused.holder.place).toBe('container');
    expect(watched).toHaveLength(1);

    const ended = new Promise((resolve) => inside.once('exit', resolve));
    inside.kill('SIGKILL');
    await ended;
    await (await takeLock(file, { times: { beat: 50, silence: 500 } })).release();
  });
});

test('ps tells a process by its start time, and knows zombies', needs('ps'), async () => {
  const parent = start('sh', ['-c', "sh -c 'echo $$' & exec sleep 1000"]);
  const [line = ''] = await new Promise<string[]>((resolve) =>
    parent.stdout?.once('data', (data) => resolve(`${data}`.split('\n'))),
  );
  await expect.poll(() => findByPs(Number(line))).toBeUndefined();
  expect(findByPs(parent.pid ?? 0)).toMatchObject({
    started: expect.stringMatching(/^\w+ \w+ \d+ [\d:]+ \d{4}$/),
    command: 'sleep 1000',
  });
  expect(findByPs(parent.pid ?? 0)).toEqual(findByPs(parent.pid ?? 0));
  expect(findByPs(999_999)).toBeUndefined();
});

/** Rounds of each race. */
const ROUNDS = Number(process.env['PATCHBAY_RACES'] ?? 30);

describe.each(['with links', 'without links'])('of four processes that race, on a disk %s,', (disk) => {
  interface Racer {
    readonly child: ChildProcess;
    ask(question: object): Promise<string>;
  }
  const racers: Racer[] = [];

  beforeAll(async () => {
    // On FAT, a link ends in this error.
    const hook = path.join(root, 'no-links.cjs');
    writeFileSync(
      hook,
      `require('node:fs').promises.link = async () => { throw Object.assign(new Error('EPERM'), { code: 'EPERM' }); };
       require('node:module').syncBuiltinESMExports();`,
    );
    const code = `
      const { takeLock, LockedError } = await import(${LOCK});
      let lock;
      process.on('message', async ({ file, at }) => {
        if (file === undefined) return process.send(await lock.release().then(() => 'released'));
        while (performance.timeOrigin + performance.now() < at);
        lock = await takeLock(file).catch((error) => process.send(error instanceof LockedError ? 'refused' : String(error)));
        if (typeof lock === 'object') process.send('taken');
      });
      process.send('ready');`;
    const args = [...(disk === 'with links' ? [] : ['--require', hook]), ...nodeArgs(code)];
    for (let count = 0; count < 4; count++) {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const answer = () => new Promise<string>((resolve) => child.once('message', (message) => resolve(String(message))));
      const ready = answer();
      racers.push({
        child,
        ask: (question) => {
          const answered = answer();
          child.send(question);
          return answered;
        },
      });
      expect(await ready).toBe('ready');
    }
  });
  afterAll(() => {
    for (const { child } of racers.splice(0)) child.kill('SIGKILL');
  });

  async function race(before: () => void): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      file = path.join(mkdtempSync(path.join(root, 'race-')), 'lock');
      before();
      const at = performance.timeOrigin + performance.now() + 3;
      const answers = await Promise.all(racers.map(({ ask }) => ask({ file, at })));
      expect([...answers].sort()).toEqual(['refused', 'refused', 'refused', 'taken']);
      expect(await racers[answers.indexOf('taken')]?.ask({})).toBe('released');
      expect(readdirSync(path.dirname(file))).toEqual([]);
      rmSync(path.dirname(file), { recursive: true });
    }
  }

  test('one gets a free lock', () => race(() => {}));
  test('one gets an abandoned lock', () => race(() => leave({ started: '1' })));
  test('one gets the abandoned lock of an earlier version', () => race(() => writeFileSync(file, '{"pid":999999999}')));
});
