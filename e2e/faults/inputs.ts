import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DataError } from '../../electron/engine/data/support/error';
import { readImages, readLabels } from '../../electron/engine/data/support/idx';
import { Random } from '../../electron/engine/data/support/random';
import { PictureError } from '../../electron/pictures/error';
import { decodePng, encodePng } from '../../electron/pictures/png';
import { api, type Call, isCall } from '../../shared/host/api';
import { mutate, mutateBytes } from './mutate';
import { samplesOf } from './samples';
import { get, type ServedVictim, startServed } from './served-victim';
import type { Answer } from './victim';

/** Most memory of the server, in bytes, that a hostile input may cost; its time is limited to a second. */
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

/** The calls that mutated messages are made of; calls that start an engine take as long as the engine does. */
const ENGINE = /^(runs\.(start|resume|again)|views\.|preflight\.trial|reports\.|setup\.(status|obtain|useGiven))/;
const ENGINE_MS = 60_000;
/** Number of intact graphs that an engine tries to the end; further trials are cancelled. */
const MOST_TRIALS = 4;
/** The server ends a line over more than a hundred messages a second: milliseconds that each takes. */
const PACE = 11;

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
  const victim = await startServed(home);
  const faults: string[] = [];
  const byKind: Record<string, number> = {};
  let [tried, slowest, peakMemory, trials] = [0, 0, 0, 0];

  /** @param work gives what was wrong, and whether an engine was at work for it */
  const one = async (kind: string, work: () => Promise<Outcome>) => {
    const began = performance.now();
    const { wrong, worked = false } = await work();
    const took = performance.now() - began;
    if (!worked) slowest = Math.max(slowest, took);
    tried++;
    byKind[kind] = (byKind[kind] ?? 0) + 1;
    if (wrong !== undefined) faults.push(`${kind}: ${wrong}`);
    if (took > (worked ? ENGINE_MS : MOST_MS)) faults.push(`${kind}: took ${took.toFixed(0)} ms`);
    if (!victim.alive) throw new Error(`${kind}: the server has ended (${faults.join('; ')})`);
    const code = await victim.reopen();
    if (code !== undefined) faults.push(`${kind}: the line ended with ${code}`);
  };
  const judge = (call: unknown, input: unknown, answer: Answer | undefined): string | undefined => {
    if (answer === undefined) return `no answer to ${String(call)}: ${shown(input)}`;
    if (JSON.stringify(answer).includes(SECRET)) return `${String(call)} gave what is outside`;
    if (answer.ok) return undefined;
    // An engine that ends without a word has fallen over what it was told.
    if (/^failed$|Died$/.test(answer.code)) return `${String(call)} ended in ${answer.code}: ${shown(input)}`;
    return undefined;
  };
  const asked = async (call: unknown, input: unknown): Promise<Outcome> => ({
    wrong: judge(call, input, await victim.ask(call, input)),
  });

  const presets = (await readdir('presets')).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(presets.map((name) => readFile(path.join('presets', name), 'utf8')));
  const run = await beginRun(victim);
  const samples: Readonly<Record<string, unknown>> = samplesOf({ run, document: SMALL, graph: 'autoencoder' });
  const calls = Object.keys(api).filter(isCall);
  const ofEngine = calls.filter((call) => ENGINE.test(call));
  const others = calls.filter((call) => !ENGINE.test(call));
  const images = Buffer.concat([Buffer.from([0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 8]), Buffer.alloc(256, 7)]);
  const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4]);
  const png = encodePng({ width: 8, height: 8, channels: 1, data: new Uint8Array(64).fill(9) });

  /** Asks for something that an engine carries out, and undoes what comes of it. */
  const engineAsked = async (call: Call, input: unknown): Promise<Outcome> => {
    const asking = victim.ask(call, input, ENGINE_MS);
    if (call === 'preflight.trial') {
      const isTrying = (await Promise.race([asking, pause(300).then(() => 'trying' as const)])) === 'trying';
      if (isTrying && trials++ >= MOST_TRIALS) await victim.ask('preflight.cancel', {});
    }
    const answer = await asking;
    const worked = answer?.ok === true || answer?.code === 'trialCancelled' || answer?.code.startsWith('cannot');
    if (answer?.ok && /^(runs\.|reports\.study)/.test(call)) await settle(victim, run);
    return { wrong: judge(call, input, answer), worked };
  };

  for (let round = 0; tried < count; round++) {
    const sent = victim.sent;
    const text = texts[round % texts.length] ?? '{}';
    const mutated = () => JSON.stringify(mutate(JSON.parse(text), random));
    await one('document', async () => asked('presets.save', { name: 'mutated', text: mutated() }));
    await one('document, as bytes', async () =>
      asked('presets.save', { name: 'mutated', text: Buffer.from(mutateBytes(Buffer.from(text), random)).toString() }),
    );
    const call = others[round % others.length] ?? 'app.hello';
    await one('message', async () => asked(call, mutate(samples[call] ?? {}, random)));
    await one('message', async () => {
      // A message that is no request gets no answer; the next request is answered all the same.
      const odd = mutate(call, random) ?? null;
      const answer = await victim.ask(odd, {}, 20);
      return { wrong: answer && judge(odd, {}, answer) };
    });
    const engineCall = ofEngine[round % ofEngine.length] ?? 'preflight.trial';
    await one('message to an engine', async () => engineAsked(engineCall, mutate(samples[engineCall] ?? {}, random)));
    // A graph that is wrong in what it holds, in a message that is right.
    await one('document to an engine', async () => {
      const document = JSON.stringify(mutate(JSON.parse(SMALL), random));
      const order = { document, graph: 'autoencoder', file: null, train: 20, validation: 10, engine: 'wasm' };
      return round % 2 === 0
        ? engineAsked('runs.start', { orders: [order] })
        : engineAsked('preflight.trial', { document, graph: 'autoencoder' });
    });
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
      const wrong = status === 200 || body.includes('root:') ? `${paths[round % paths.length]} was answered` : undefined;
      return { wrong };
    });
    for (const [kind, read, bytes] of [
      ['IDX images', readImages, images],
      ['IDX labels', readLabels, labels],
      ['PNG', async ({ name, bytes }: { name: string; bytes: Uint8Array }) => decodePng(bytes, name), png],
    ] as const)
      await one(kind, async () => {
        try {
          await read({ name: 'mutated', bytes: mutateBytes(bytes, random) });
          return {};
        } catch (error) {
          return error instanceof DataError || error instanceof PictureError
            ? {}
            : { wrong: `an error without a name: ${error}` };
        }
      });
    if (round % 50 === 0) {
      // Only a message that is not JSON closes the connection.
      await victim.raw(['{', 'null', '[]', '"x"', '{"id":-1}', 'x'.repeat(1_000_000)][(round / 50) % 6] ?? '');
      await victim.reopen();
      peakMemory = Math.max(peakMemory, await memoryOf(victim.pid));
      // The user's presets have a bound of their own; here they would only be in the way.
      for (const name of await readdir(path.join(home, 'presets')))
        if (name.startsWith('mutated')) await rm(path.join(home, 'presets', name));
    }
    await pause((victim.sent - sent) * PACE);
  }
  peakMemory = Math.max(peakMemory, await memoryOf(victim.pid));
  if (peakMemory > MOST_BYTES) faults.push(`the server took ${(peakMemory / 1e6).toFixed(0)} MB`);
  if (JSON.stringify(await listing(outside)) !== JSON.stringify(before)) faults.push('a file outside was written');
  if ((await readdir(folder)).sort().join() !== 'home,outside') faults.push('something was written beside the folders');
  if (Reflect.get({}, 'polluted') !== undefined) faults.push('a prototype was changed');
  await victim.kill();
  // The engines end by themselves, and write until they do.
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  return { tried, byKind, faults, slowest, peakMemory };
}

/** The fault, if there was one; and true where an engine was at work. */
interface Outcome {
  readonly wrong?: string | undefined;
  readonly worked?: boolean | undefined;
}

const shown = (input: unknown): string => JSON.stringify(input)?.slice(0, 400) ?? String(input);
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A graph that a step of takes no time: what is mutated for an engine. */
const SMALL = JSON.stringify({
  format: 'patchbay',
  version: 1,
  name: 'small',
  notes: '',
  graphs: [
    {
      id: 'autoencoder',
      name: 'Autoencoder',
      nodes: {
        input: { kind: 'Input', params: { height: 28, width: 28, channels: 1 }, position: { x: 0, y: 0 } },
        conv1: { kind: 'Conv2D', params: { filters: 2, kernel: [3, 3], padding: [1, 1] }, position: { x: 192, y: 0 } },
        conv2: { kind: 'Conv2D', params: { filters: 1, kernel: [3, 3], padding: [1, 1] }, position: { x: 384, y: 0 } },
      },
      edges: [
        { id: 'e1', from: 'input', to: 'conv1', toPort: 0 },
        { id: 'e2', from: 'conv1', to: 'conv2', toPort: 0 },
      ],
      annotations: [],
      training: {
        dataset: 'synthetic',
        pixelScale: [-1, 1],
        task: 'reconstruction',
        loss: 'MSE',
        optimizer: { kind: 'Adam' },
        learningRate: 0.001,
        batchSize: 10,
        epochs: 100_000,
        seed: 0,
        validation: 'test',
      },
    },
  ],
});

/** Begins a run, for messages to name, and pauses it after its first epoch: while it waits, others are queued and never begin. */
async function beginRun(victim: ServedVictim): Promise<string> {
  const order = { document: SMALL, graph: 'autoencoder', file: null, train: 20, validation: 10, engine: 'wasm' as const };
  const begun = await victim.call('runs.start', { orders: [order] });
  const [id = ''] = begun.ok ? z.object({ ids: z.array(z.string()) }).parse(begun.output).ids : [];
  for (let tries = 0; tries < 600; tries++) {
    const found = (await runsOf(victim)).find((run) => run.id === id);
    if (found && found.epochsDone > 0) {
      await settle(victim, id);
      // The process that inspects models has started, and stays from now on.
      const looked = await victim.ask('views.images', { id, from: 0, count: 1 }, ENGINE_MS);
      if (looked?.ok) return id;
    }
    await pause(100);
  }
  throw new Error('the run that messages are to name did not begin');
}

/** Takes away what was queued, and has the one run wait. */
async function settle(victim: ServedVictim, kept: string): Promise<void> {
  const ids = (await runsOf(victim)).filter(({ id, status }) => id !== kept && status === 'queued').map(({ id }) => id);
  if (ids.length > 0) await victim.call('runs.delete', { ids });
  await victim.call('runs.pause', { id: kept });
}

async function runsOf(victim: ServedVictim) {
  const listed = await victim.call('runs.list', {});
  return listed.ok ? z.array(z.object({ id: z.string(), status: z.string(), epochsDone: z.int() })).parse(listed.output) : [];
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
