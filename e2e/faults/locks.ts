import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { holderOf } from '../../electron/lock/lock';

/** The processes that race for each lock. */
const PROCESSES = 4;

/** Milliseconds until the first race, so that all processes have started, and between two races. */
const UNTIL_FIRST = 4_000;
const BETWEEN = 25;

/** Locks that an earlier holder left: one that has ended, and numbers that belong to other processes now. */
const LEFT: Readonly<Record<string, string | undefined>> = {
  'no lock': undefined,
  'a lock of a process that has ended': '{"pid":4194303}',
  'a lock with the number of an unrelated process': '{"pid":1}',
};

export interface LockReport {
  /** The races for each kind of lock. */
  readonly races: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

const sourceOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);

/** Lets several processes take the same locks at the same moments, and asks for the holder of locks that nobody has. */
export async function tryLocks(rounds: number): Promise<LockReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'patchbay-locks-'));
  const faults: string[] = [];
  const races: Record<string, number> = {};
  for (const [name, left] of Object.entries(LEFT)) {
    const place = path.join(folder, String(Object.keys(races).length));
    await mkdir(place);
    if (left !== undefined) await Promise.all(filesIn(place, rounds).map((file) => writeFile(file, left)));
    const taken = await race(place, rounds);
    races[name] = taken.length;
    for (const [round, holders] of taken.entries())
      if (holders !== 1) faults.push(`${name}, race ${round + 1}: ${holders} processes had the lock`);
  }
  if (process.platform === 'linux' && !(await zombieIsGone(folder)))
    faults.push('a process that nobody waited for counts as the holder');
  await rm(folder, { recursive: true, force: true });
  return { races, faults };
}

const filesIn = (place: string, rounds: number) =>
  Array.from({ length: rounds }, (_, round) => path.join(place, `lock-${round}`));

/** @returns the number of processes that took each lock */
async function race(place: string, rounds: number): Promise<readonly number[]> {
  const script = path.join(place, 'racer.mts');
  await writeFile(
    script,
    `const { takeLock } = await import(${sourceOf('../../electron/lock/lock.ts')});
     const [first, rounds] = process.argv.slice(2).map(Number);
     for (let round = 0; round < rounds; round++) {
       const wait = first + round * ${BETWEEN} - Date.now();
       if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
       const took = await takeLock(${JSON.stringify(place)} + '/lock-' + round, { watch: false }).then(() => 1, () => 0);
       console.log(took);
     }
     process.stdin.resume();`,
  );
  const first = Date.now() + UNTIL_FIRST;
  const args = ['--import', import.meta.resolve('tsx'), script, String(first), String(rounds)];
  const children = Array.from({ length: PROCESSES }, () => spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] }));
  const took = await Promise.all(children.map((child) => numbersOf(child, rounds)));
  for (const child of children) child.kill('SIGKILL');
  return Array.from({ length: rounds }, (_, round) => took.reduce((sum, one) => sum + (one[round] ?? 0), 0));
}

/** The first lines that a process prints, as numbers. It goes on until it is killed, and keeps its locks. */
async function numbersOf(child: ChildProcess, count: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  if (!child.stdout) return numbers;
  for await (const line of createInterface({ input: child.stdout })) {
    numbers.push(Number(line));
    if (numbers.length === count) break;
  }
  return numbers;
}

/** Kills the holder of a lock under a parent that does not wait for it. @returns true if the lock has no holder then */
async function zombieIsGone(folder: string): Promise<boolean> {
  const file = path.join(folder, 'zombie.lock');
  const script = path.join(folder, 'holder.mts');
  await writeFile(
    script,
    `const { takeLock } = await import(${sourceOf('../../electron/lock/lock.ts')});
     await takeLock(${JSON.stringify(file)});
     console.log(process.pid);
     setInterval(() => {}, 1_000);`,
  );
  // `exec sleep` replaces the shell, and never waits for the child that it inherits.
  const parent = spawn(
    'sh',
    ['-c', '"$@" & exec sleep 1000', 'sh', process.execPath, '--import', import.meta.resolve('tsx'), script],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [pid = 0] = await numbersOf(parent, 1);
    process.kill(pid, 'SIGKILL');
    while (!/^State:\s*Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8')))
      await new Promise((resolve) => setTimeout(resolve, 10));
    return (await holderOf(file)) === undefined;
  } finally {
    parent.kill('SIGKILL');
  }
}
