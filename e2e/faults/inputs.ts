import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataError } from '../../electron/engine/data/error';
import { readImages, readLabels } from '../../electron/engine/data/idx';
import { encodePng, readPng } from '../../electron/engine/data/png';
import { Random } from '../../electron/engine/data/random';
import { api, isCall } from '../../shared/host/api';
import { get, startVictim } from './client';
import { mutate, mutateBytes } from './mutate';

/** What a hostile input may cost: a second, and this many bytes of the server's memory. */
const MOST_MS = 1_000;
const MOST_BYTES = 1.5e9;

export interface InputReport {
  readonly tried: number;
  readonly byKind: Readonly<Record<string, number>>;
  /** Everything that should not have been, in words. */
  readonly faults: readonly string[];
  readonly slowest: number;
  readonly peakMemory: number;
}

/** A text that stands in files that nobody may see. */
const SECRET = 'patchbay-canary-7f3a';

/** Sends mutated messages, documents, run folders and paths to a real server, and mutated files to the readers of data. */
export async function tryInputs(count: number, seed: number): Promise<InputReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'patchbay-faults-'));
  const home = path.join(folder, 'home');
  const outside = path.join(folder, 'outside');
  await mkdir(path.join(home, 'presets'), { recursive: true });
  await mkdir(path.join(home, 'runs'), { recursive: true });
  await mkdir(outside);
  await writeFile(path.join(outside, 'secret.patchbay.json'), SECRET);
  // Links that lead out of the folders that are Patchbay's.
  await symlink(path.join(outside, 'secret.patchbay.json'), path.join(home, 'presets', 'linked.patchbay.json'));
  await symlink(outside, path.join(home, 'runs', 'linked'));
  const before = await listing(outside);
  const random = new Random(seed, 7);
  const victim = await startVictim(home);
  const faults: string[] = [];
  const byKind: Record<string, number> = {};
  let [tried, slowest, peakMemory] = [0, 0, 0];

  const one = async (kind: string, work: () => Promise<string | undefined>) => {
    const began = performance.now();
    const wrong = await work();
    const took = performance.now() - began;
    slowest = Math.max(slowest, took);
    tried++;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (wrong !== undefined) faults.push(`${kind}: ${wrong}`);
    if (took > MOST_MS) faults.push(`${kind}: took ${took.toFixed(0)} ms`);
    if (!victim.alive) throw new Error(`${kind}: the server has ended (${faults.join('; ')})`);
  };
  const asked = async (call: unknown, input: unknown): Promise<string | undefined> => {
    const answer = await victim.ask(call, input);
    if (answer === undefined) return `no answer to ${String(call)}`;
    if (JSON.stringify(answer).includes(SECRET)) return `${String(call)} gave what is outside`;
    return answer.ok || answer.code !== 'failed'
      ? undefined
      : `${String(call)} failed without a word: ${JSON.stringify(input).slice(0, 300)}`;
  };

  const presets = (await readdir('presets')).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(presets.map((name) => readFile(path.join('presets', name), 'utf8')));
  const calls = Object.keys(api).filter(isCall);
  // What trains, downloads, or asks an engine is tried elsewhere, one at a time.
  const cheap = calls.filter(
    (call) => !/^(setup\.(status|obtain|useGiven)|runs\.(start|again|resume)|views\.|preflight|reports)/.test(call),
  );
  const images = Buffer.concat([Buffer.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 8]), Buffer.alloc(256, 7)]);
  const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4]);
  const png = encodePng({ width: 8, height: 8, channels: 1, data: new Uint8Array(64).fill(9) });
  const samples: Readonly<Record<string, unknown>> = {
    'files.read': { handle: 'x' },
    'files.save': { handle: 'x', text: '{}' },
    'presets.remove': { id: 'own/linked' },
    'recovery.keep': { window: 'faults-window', key: 'k', name: 'n', saved: null, text: '{}', file: null },
    'recovery.list': { window: 'faults-window' },
    'runs.read': { id: 'linked' },
    'runs.metrics': { id: 'linked', from: 0 },
    'setup.give': { name: 'train-images-idx3-ubyte', at: 0, base64: 'AAAA' },
  };

  for (let round = 0; tried < count; round++) {
    const text = texts[round % texts.length] ?? '{}';
    await one('document', async () =>
      asked('presets.save', { name: 'mutated', text: JSON.stringify(mutate(JSON.parse(text), random)) }),
    );
    await one('document, as bytes', async () =>
      asked('presets.save', { name: 'mutated', text: Buffer.from(mutateBytes(Buffer.from(text), random)).toString() }),
    );
    const call = cheap[round % cheap.length] ?? 'app.hello';
    await one('message', async () => asked(call, mutate(samples[call] ?? {}, random)));
    await one('message', async () =>
      asked(mutate(call, random) ?? null, {}).then((wrong) => (wrong?.startsWith('no answer') ? undefined : wrong)),
    );
    await one('run folder', async () => {
      const data = Buffer.from(
        JSON.stringify(mutate({ format: 'patchbay-run', version: 1, id: 'x', name: 'x' }, random)),
      ).toString('base64');
      const names = [
        'run.json',
        '../../outside/evil',
        '/etc/evil',
        'a/../../../evil',
        'checkpoints/last.safetensors',
        '__proto__',
      ];
      return asked('runs.import', {
        files: [
          { path: 'run/run.json', data },
          { path: names[round % names.length], data },
        ],
      });
    });
    await one('path', async () => {
      const paths = [
        '/../../home/presets/x',
        '/%2e%2e/%2e%2e/etc/passwd',
        '//etc/passwd',
        '/assets/..%2f..%2f..%2fetc%2fpasswd',
        '/%00',
        '/\\..\\x',
      ];
      const { status, body } = await get(victim.port, paths[round % paths.length] ?? '/', victim.cookie);
      return status === 200 || body.includes('root:') ? `${paths[round % paths.length]} was answered` : undefined;
    });
    for (const [kind, read, bytes] of [
      ['IDX images', readImages, images],
      ['IDX labels', readLabels, labels],
      ['PNG', readPng, png],
    ] as const)
      await one(kind, async () => {
        try {
          await read({ name: 'mutated', bytes: mutateBytes(bytes, random) });
          return undefined;
        } catch (error) {
          return error instanceof DataError ? undefined : `an error without a name: ${error}`;
        }
      });
    if (round % 50 === 0) {
      await victim.raw(['{', 'null', '[]', '"x"', '{"id":-1}', 'x'.repeat(1_000_000)][(round / 50) % 6] ?? '');
      peakMemory = Math.max(peakMemory, await memoryOf(victim.pid));
      // The user's presets have a bound of their own; here they would only be in the way.
      for (const name of await readdir(path.join(home, 'presets')))
        if (name.startsWith('mutated')) await rm(path.join(home, 'presets', name));
    }
    // The server's bound of messages a second is part of what is real.
    await new Promise((resolve) => setTimeout(resolve, 45));
  }
  peakMemory = Math.max(peakMemory, await memoryOf(victim.pid));
  if (peakMemory > MOST_BYTES) faults.push(`the server took ${(peakMemory / 1e6).toFixed(0)} MB`);
  if (JSON.stringify(await listing(outside)) !== JSON.stringify(before)) faults.push('a file outside was written');
  if ((await readdir(folder)).sort().join() !== 'home,outside') faults.push('something was written beside the folders');
  if (Reflect.get({}, 'polluted') !== undefined) faults.push('a prototype was changed');
  await victim.kill();
  await rm(folder, { recursive: true, force: true });
  return { tried, byKind, faults, slowest, peakMemory };
}

async function listing(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map(async (name) => `${name} ${(await stat(path.join(folder, name))).mtimeMs}`));
}

/** The most memory that a process has held, in bytes; 0 where the system does not say. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024;
}
