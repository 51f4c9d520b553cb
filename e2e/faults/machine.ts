import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import { findNative } from '../../electron/engine/backends/setup/native-setup';
import { readRun, writeRun } from '../../electron/run-folder/folder';
import { startRun } from '../../electron/services/runs/engine';
import { newRun } from '../../electron/services/runs/store';
import { applyEdit } from '../../shared/graph/edits/edit';
import { parseDocument } from '../../shared/graph/parse';
import { get, startServed } from './served-victim';

/** A clock of a process that is set by an hour, in milliseconds, a while after the process has started. */
const HOUR = 3_600_000;
const SET_AFTER = 2_000;

/** The requests of a page after its clock was set. */
const REQUESTS = 30;

export interface MachineReport {
  readonly said: readonly string[];
  readonly faults: readonly string[];
}

/** Tries a clock that is set, a server on another port, and libtensorflow with and without oneDNN. */
export async function tryMachine(): Promise<MachineReport> {
  const said: string[] = [];
  const faults: string[] = [];
  const tell = (what: string, fault: string | undefined) => {
    said.push(`${what}: ${fault ?? 'as it should be'}`);
    if (fault !== undefined) faults.push(`${what}: ${fault}`);
  };
  for (const by of [-HOUR, HOUR]) tell(`a clock that is set by ${by / HOUR} h`, await withClock(by));
  tell('the cookie alone, as a server on another port receives it', await withCookie());
  if (await findNative().catch(() => undefined)) tell('BatchNorm with oneDNN and without', await withoutOneDnn());
  else said.push('BatchNorm without oneDNN: not tried, libtensorflow is not set up');
  return { said, faults };
}

/** @returns what a page is refused after the server's clock was set */
async function withClock(by: number): Promise<string | undefined> {
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-clock-'));
  const { NODE_OPTIONS: before } = process.env;
  const script = `const now = Date.now; setTimeout(() => { Date.now = () => now() + ${by}; }, ${SET_AFTER}).unref();`;
  process.env['NODE_OPTIONS'] = `--import=data:text/javascript,${encodeURIComponent(script)}`;
  const victim = await startServed(home).finally(() => {
    if (before === undefined) delete process.env['NODE_OPTIONS'];
    else process.env['NODE_OPTIONS'] = before;
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, SET_AFTER));
    for (let request = 0; request < REQUESTS; request++) {
      const { status } = await get(victim.port, '/', victim.cookie);
      if (status !== 200) return `the page was answered ${status}`;
      const answer = await victim.ask('runs.list', {});
      if (!answer?.ok) return `a call was answered ${answer?.code ?? 'by a closed connection'}`;
    }
    return undefined;
  } finally {
    await victim.kill();
    await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

/** @returns the API that a request with the cookie and a made-up origin got */
async function withCookie(): Promise<string | undefined> {
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-cookie-'));
  const { port, cookie, kill } = await startServed(home);
  const opened = await new Promise<boolean>((resolve) => {
    const headers = { Cookie: cookie, Origin: `http://127.0.0.1:${port}` };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/host`, ['patchbay'], { headers });
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  await kill();
  await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  return opened ? 'it had the API' : undefined;
}

/** @returns the reason for which a net with BatchNorm does not train with one of the two */
async function withoutOneDnn(): Promise<string | undefined> {
  const parsed = parseDocument(await readFile('presets/autoencoder-batchnorm.patchbay.json', 'utf8'));
  if (!parsed.ok) throw new Error('the preset cannot be read');
  const settings = { dataset: 'synthetic', epochs: 1, batchSize: 20 };
  const document = applyEdit(parsed.document, 'autoencoder', { type: 'train', settings });
  const [graph] = document.graphs;
  if (!graph) throw new Error('the preset has no graph');
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-one-dnn-'));
  const data = { dataset: 'synthetic', train: 40, validation: 20 };
  const folder = await newRun({ document, graph, data, folder: path.join(home, 'run') });
  const train = async (): Promise<string | undefined> => {
    const ended = await startRun({ folder, engine: 'native', offline: true }, () => {}).ended;
    if (ended.type === 'died') return `the engine ended by ${ended.signal ?? ended.code}`;
    return ended.state === 'finished' ? undefined : (ended.reason?.en ?? ended.state);
  };
  try {
    const first = await train();
    if (first !== undefined) return first;
    // A run is resumed with the kernels that it began with: here, with the others.
    const run = await readRun(folder);
    const engine = run.engine && { ...run.engine, oneDnn: !run.engine.oneDnn };
    await writeRun(folder, { ...run, engine, interventions: [{ step: 2, epochs: 2 }] });
    return await train();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
