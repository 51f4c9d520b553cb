import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { parsedJson } from '../../../files/parsed-json';
import { asNode, reasonOf, run } from '../../system/run';
import { BackendError } from '../backend';
import { type Host, nativeFolder } from './host';
import { meterOfThisMachine } from './load';
import { isReliable, type OneDnnTimes, oneDnnTimes, TIMED, timeOneDnn } from './one-dnn';

/**
 * Loads the binding and multiplies two matrices and convolves an image. On a processor without the instructions that it was
 * compiled for, or with libraries that do not fit, this process crashes, and not the one that asks.
 */
const PROBE = `
const b = require(process.argv[1]);
const type = { name: 'T', type: b.TF_ATTR_TYPE, value: b.TF_FLOAT };
const flag = (name) => ({ name, type: b.TF_ATTR_BOOL, value: false });
const tensor = (shape) => {
  const size = shape.reduce((product, axis) => product * axis, 1);
  return b.createTensor(shape, b.TF_FLOAT, Float32Array.from({ length: size }, (_, index) => index + 1));
};
const run = (name, attrs, inputs) => Array.from(b.tensorDataSync(b.executeOp(name, [type, ...attrs], inputs, 1)[0].id));
const product = run('MatMul', [flag('transpose_a'), flag('transpose_b')], [tensor([2, 2]), tensor([2, 2])]);
const ints = (name) => ({ name, type: b.TF_ATTR_INT, value: [1, 1, 1, 1] });
const valid = { name: 'padding', type: b.TF_ATTR_STRING, value: 'VALID' };
const image = run('Conv2D', [ints('strides'), valid], [tensor([1, 3, 3, 1]), tensor([2, 2, 1, 1])]);
process.stdout.write(JSON.stringify({ version: b.TF_Version, results: [...product, ...image] }));
`;
const RESULTS = [7, 10, 15, 22, 37, 47, 67, 77];
const answer = z.object({ version: z.string(), results: z.array(z.number()) });
const checked = z.object({ version: z.string(), oneDnn: oneDnnTimes.optional() });

/** Facts about a binding that works: libtensorflow's version, and the times of oneDNN's kernels where they could be measured. */
export type Tried = z.output<typeof checked>;

/** Loading some 850 MB from a slow disk takes its time. */
const PATIENCE = 120_000;

/**
 * Tries a binding in a process of its own, and times it. Once it has worked it is not tried again, as long as its file, the processor
 * and Node are the same. It is timed again where the times are not reliable, on another day and when the machine is quiet.
 *
 * @throws BackendError `crashed`, `wrong`
 */
export async function probe(host: Host, binding: string, signal?: AbortSignal): Promise<Tried> {
  const memory = await memoryOf(host, binding);
  const known = await remembered(memory);
  if (host.env['PATCHBAY_PACKAGED']) return known ?? probeHere(binding, memory);
  const tried = known ?? { version: await versionOf(host, binding, signal) };
  if (known && !(await isToBeTimedAgain(known.oneDnn))) return known;
  // A library that works is used, timed or not.
  const oneDnn = await timeOneDnn(host, binding, { signal }).catch(() => tried.oneDnn);
  signal?.throwIfAborted();
  return remember(memory, { ...tried, ...(oneDnn ? { oneDnn } : {}) });
}

/**
 * Times a binding that works again, and remembers the times in place of those from before.
 *
 * @throws BackendError `crashed` where that fails; `wrong` where the binding does not compute as it should
 */
export async function timeAgain(host: Host, binding: string, signal?: AbortSignal): Promise<Tried> {
  // A packaged app's executable runs no scripts in other processes.
  if (host.env['PATCHBAY_PACKAGED']) return probe(host, binding, signal);
  const memory = await memoryOf(host, binding);
  const { version } = (await remembered(memory)) ?? { version: await versionOf(host, binding, signal) };
  return remember(memory, { version, oneDnn: await timeOneDnn(host, binding, { signal }) });
}

const memoryOf = async (host: Host, binding: string): Promise<string> =>
  path.join(nativeFolder(host), 'tried', `${await fingerprint(binding)}.json`);

async function remembered(memory: string): Promise<Tried | undefined> {
  return checked.safeParse(parsedJson(await readFile(memory, 'utf8').catch(() => ''))).data;
}

/** A result that cannot be remembered is found anew each time. */
async function remember(memory: string, tried: Tried): Promise<Tried> {
  await mkdir(path.dirname(memory), { recursive: true })
    .then(() => writeFileAtomic(memory, JSON.stringify(tried)))
    .catch(() => {});
  return tried;
}

/** Loads a binding in a process of its own, and compares a few results. @returns libtensorflow's version */
async function versionOf(host: Host, binding: string, signal?: AbortSignal): Promise<string> {
  const env = { ...asNode(host.env), TF_CPP_MIN_LOG_LEVEL: '3' };
  const ended = await run(process.execPath, ['-e', PROBE, binding], { env, signal, stalledAfter: PATIENCE });
  const detail = ended.stderr;
  if (ended.code !== 0) throw new BackendError('crashed', { reason: reasonOf(ended) }, { detail });
  const found = answer.safeParse(parsedJson(ended.stdout));
  if (!found.success || found.data.results.join() !== RESULTS.join())
    throw new BackendError('wrong', { reason: ended.stdout.slice(0, 200) || 'no results' }, { detail });
  return found.data.version;
}

/** The age at which unreliable times are measured again, and the time for which the machine's load is watched first, in ms. */
const DAY = 24 * 60 * 60 * 1000;
const WATCHED = 200;

/** True of times that are not reliable and were not taken today, while the machine is quiet. */
async function isToBeTimedAgain(times: OneDnnTimes | undefined): Promise<boolean> {
  if (!times || isReliable(times)) return false;
  const age = Date.now() - (times.at ?? 0);
  if (age >= 0 && age < DAY) return false;
  const others = meterOfThisMachine();
  await sleep(WATCHED);
  return isReliable({ ...times, others: others(0) });
}

const version = z.object({ TF_Version: z.string() });
const trying = z.object({ trying: z.literal(true) });

/**
 * Tries a binding in this process, the engine's: the executable of a packaged app runs no scripts in others. The attempt
 * is recorded before, so that a binding that crashed the process is not tried again.
 */
async function probeHere(binding: string, memory: string): Promise<Tried> {
  const before = trying.safeParse(parsedJson(await readFile(memory, 'utf8').catch(() => '')));
  if (before.success) throw new BackendError('crashed', { reason: 'a crash' });
  await mkdir(path.dirname(memory), { recursive: true }).then(
    () => writeFileAtomic(memory, JSON.stringify({ trying: true })),
    () => {},
  );
  const loaded: unknown = createRequire(import.meta.url)(binding);
  // A native module's members are not enumerable.
  const found = version.parse({ TF_Version: typeof loaded === 'object' && loaded && Reflect.get(loaded, 'TF_Version') });
  return remember(memory, { version: found.TF_Version });
}

async function fingerprint(binding: string): Promise<string> {
  const { size, mtimeMs } = await stat(binding);
  const cpu = os.cpus()[0]?.model;
  const facts = [PROBE, TIMED, size, mtimeMs, cpu, process.version, process.versions['electron'] ?? ''];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}
