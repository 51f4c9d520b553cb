import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ask } from '../../electron/services/runs/engine';
import { median, type Result } from './rounds';

/** The trainers that are compared: Patchbay's native plan, tfjs's LayersModel on the same library, tfjs's WebAssembly, and the peers that are installed. */
type Peer = 'native' | 'layers' | 'wasm' | 'pytorch' | 'keras';
const NAMES: Readonly<Record<Peer, string>> = {
  native: 'native plan',
  layers: 'LayersModel on libtensorflow',
  wasm: 'WebAssembly',
  pytorch: 'PyTorch',
  keras: 'Keras',
};

/** Steps of a round, fewer of the slow ones; steps at its beginning that only warm up. */
const STEPS: Readonly<Record<Peer, number>> = { native: 40, layers: 16, wasm: 10, pytorch: 40, keras: 40 };
const WARM_UP = 5;

/** Of the classifier on a frozen encoder: epochs, and images of each. */
const EPOCHS = 3;
const IMAGES = 6_000;

const measured = z.object({
  library: z.string(),
  steps: z.array(z.number()),
  whole: z.number(),
  peak: z.number(),
  steady: z.number(),
  held: z.array(z.number()).default([]),
  profile: z.array(z.object({ name: z.string(), milliseconds: z.number() })).default([]),
});
type Measured = z.output<typeof measured>;

export interface PeerOptions {
  /** The Python that may have PyTorch and Keras. */
  readonly python: string;
  /** Number of rounds; in each, every trainer is measured once. */
  readonly rounds: number;
}

/**
 * Milliseconds a step of the paper's nets beside PyTorch, Keras and our other ways to train, on the same images, batch and threads, each in
 * a process of its own, in turn; a classifier on a frozen encoder over three epochs, what is prepared for it included; and memory.
 */
export async function peers({ python, rounds: times }: PeerOptions): Promise<readonly Result[]> {
  const { folder, engines } = await surroundings();
  const found: Peer[] = engines.includes('native') ? ['native', 'layers'] : [];
  if (engines.includes('wasm')) found.push('wasm');
  for (const [peer, module] of [
    ['pytorch', 'torch'],
    ['keras', 'keras'],
  ] as const)
    if (await canImport(python, module)) found.push(peer);
  const results: Result[] = [];
  for (const [net, title] of [
    ['baseline', 'Table 2 baseline'],
    ['optimized', 'optimized autoencoder'],
  ] as const) {
    const rounds = await inTurn(times, found, (peer) =>
      measure({ peer, net, images: STEPS[peer] * 100, epochs: 1, folder, python }),
    );
    const step = ({ steps }: Measured) => median(steps.slice(WARM_UP));
    results.push(...beside(`${title}, a step`, 'ms', rounds, step));
    results.push(...beside(`${title}, memory at most`, 'MB', rounds, ({ peak }) => peak / 1e6));
    results.push(...beside(`${title}, memory at the end`, 'MB', rounds, ({ steady }) => steady / 1e6));
  }
  const trained = found.filter((peer) => peer !== 'layers' && peer !== 'wasm');
  for (const [net, title] of [
    ['frozen', 'cached'],
    ['uncached', 'not cached'],
  ] as const) {
    const rounds = await inTurn(times, trained, (peer) =>
      measure({ peer, net: peer === 'native' ? net : 'frozen', images: IMAGES, epochs: EPOCHS, folder, python }),
    );
    results.push(...beside(`classifier on a frozen encoder, ${title}, ${EPOCHS} epochs`, 'ms', rounds, ({ whole }) => whole));
  }
  if (engines.includes('native')) results.push(...(await growth(folder, python)));
  return results;
}

/** Memory after many epochs beside that after a few. */
async function growth(folder: string, python: string): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const net of ['baseline', 'optimized']) {
    const { held } = await measure({ peer: 'native', net, images: 300, epochs: 50, folder, python });
    const [few = Number.NaN, many = Number.NaN] = [held[4], held[49]].map((bytes) => (bytes ?? Number.NaN) / 1e6);
    results.push({
      name: `${net}, native plan, memory after 50 epochs (beside 5)`,
      unit: 'MB',
      ours: many,
      peer: few,
      ratio: many / few,
    });
  }
  return results;
}

/** The operations of a training step, the longest first, with their milliseconds. */
export async function profile(): Promise<readonly Result[]> {
  const { folder } = await surroundings();
  const results: Result[] = [];
  for (const net of ['baseline', 'optimized', 'frozen']) {
    const found = await measure({ peer: 'native', net, images: 3_000, epochs: 1, folder, python: '', profiled: true });
    const sorted = [...found.profile].sort((a, b) => b.milliseconds - a.milliseconds);
    const all = sorted.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    results.push({ name: `${net}, all operations of a step`, unit: 'ms', ours: all });
    results.push(...sorted.map(({ name, milliseconds }) => ({ name: `${net}, ${name}`, unit: 'ms', ours: milliseconds })));
  }
  return results;
}

async function surroundings(): Promise<{ readonly folder: string; readonly engines: readonly string[] }> {
  const { answer } = await ask({ type: 'describe' }, 'described');
  const folder = answer?.data.find(({ name }) => name === 'Fashion-MNIST')?.where;
  if (folder === undefined) throw new Error('Fashion-MNIST is not on this machine: npx patchbay data gets it');
  return { folder, engines: (answer?.engines ?? []).filter(({ ready }) => ready).map(({ name }) => name) };
}

const run = promisify(execFile);

async function canImport(python: string, module: string): Promise<boolean> {
  return run(python, ['-c', `import ${module}`]).then(
    () => true,
    () => false,
  );
}

interface Task {
  readonly peer: Peer;
  readonly net: string;
  readonly images: number;
  readonly epochs: number;
  readonly folder: string;
  readonly python: string;
  readonly profiled?: boolean;
}

async function measure({ peer, net, images, epochs, folder, python, profiled }: Task): Promise<Measured> {
  const file = (name: string) => fileURLToPath(new URL(`./peers/${name}`, import.meta.url));
  const numbers = [images, epochs, availableParallelism()].map(String);
  const ours = peer === 'native' || peer === 'layers' || peer === 'wasm';
  const { stdout } = ours
    ? await run(process.execPath, [
        '--import',
        import.meta.resolve('tsx'),
        file('patchbay-steps.ts'),
        peer,
        net,
        ...numbers,
        ...(profiled ? ['profile'] : []),
      ])
    : await run(python, [file(`${peer}_steps.py`), net, folder, ...numbers]);
  return measured.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

/** Has everybody measured once a round, in turn, so that a slow moment of the machine falls on all alike. */
async function inTurn(
  times: number,
  found: readonly Peer[],
  one: (peer: Peer) => Promise<Measured>,
): Promise<ReadonlyMap<Peer, readonly Measured[]>> {
  const rounds = new Map<Peer, Measured[]>(found.map((peer) => [peer, []]));
  for (let round = 0; round < times; round++)
    for (const peer of found) {
      console.error(`round ${round + 1} of ${times}: ${NAMES[peer]}`);
      rounds.get(peer)?.push(await one(peer));
    }
  return rounds;
}

/** The native plan beside each peer from elsewhere, and our other ways beside the native plan: medians, and of the pairs' ratios. */
function beside(
  title: string,
  unit: string,
  rounds: ReadonlyMap<Peer, readonly Measured[]>,
  value: (one: Measured) => number,
): readonly Result[] {
  const of = (peer: Peer) => (rounds.get(peer) ?? []).map(value);
  const native = of('native');
  const line = (name: string, ours: readonly number[], other: readonly number[]): Result => ({
    ...{ name: `${title}, ${name}`, unit, ours: median(ours) },
    ...(other.length > 0
      ? { peer: median(other), ratio: median(ours.map((one, round) => one / (other[round] ?? Number.NaN))) }
      : {}),
  });
  const elsewhere = (['pytorch', 'keras'] as const).filter((peer) => of(peer).length > 0);
  const others = (['layers', 'wasm'] as const).filter((peer) => of(peer).length > 0);
  return [
    ...(native.length > 0 && elsewhere.length === 0 ? [line(NAMES.native, native, [])] : []),
    ...(native.length > 0 ? elsewhere.map((peer) => line(`${NAMES.native} (beside ${NAMES[peer]})`, native, of(peer))) : []),
    ...others.map((peer) => line(`${NAMES[peer]} (beside ${NAMES.native})`, of(peer), native)),
  ];
}
