import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LIMITS } from '../../shared/graph/document';
import { serializeDocument } from '../../shared/graph/parse';
import { documentOf, worstCases } from '../../shared/graph/worst-cases';
import { get, startServed } from './served-victim';

/** The most that a check of a document within the limits may take, its process included, and that another page may wait for it. */
const MOST_MS = 2_000;
const MOST_BYTES = 300e6;
const MOST_WAIT_MS = 1_000;

/** The longest wait for an answer, in milliseconds. */
const PATIENCE = 120_000;

/** The time and memory that the largest documents take. */
export interface WorstReport {
  readonly checked: number;
  /** The slowest check in milliseconds, and the one that took the most memory in bytes. */
  readonly slowest: { readonly name: string; readonly ms: number };
  readonly largest: { readonly name: string; readonly bytes: number };
  /** The longest that a page waited for its server while it was given these documents, in milliseconds. */
  readonly waited: number;
  readonly faults: readonly string[];
}

/** Checks the worst documents of `nodes` nodes, and texts of `bytes` bytes, one by one, as a folder, and in a server. */
export async function tryWorst(nodes: number = LIMITS.nodes, bytes: number = LIMITS.bytes): Promise<WorstReport> {
  const folder = await mkdtemp(path.join(tmpdir(), 'patchbay-worst-'));
  const [home, documents] = [path.join(folder, 'home'), path.join(folder, 'documents')];
  await mkdir(home);
  await mkdir(documents);
  const faults: string[] = [];
  const texts = new Map([
    ...[...worstCases(nodes)].map(([name, document]) => [name, serializeDocument(document)] as const),
    ...hostileTexts(bytes),
  ]);
  for (const [name, text] of texts) await writeFile(path.join(documents, `${name}.json`), text);

  let [slowest, largest] = [
    { name: '', ms: 0 },
    { name: '', bytes: 0 },
  ];
  for (const name of texts.keys()) {
    const { code, ms, memory } = await check([path.join(documents, `${name}.json`)], home);
    if (code !== 0 && code !== 1) faults.push(`${name}: check ended with ${code}`);
    if (ms > MOST_MS) faults.push(`${name}: took ${ms.toFixed(0)} ms`);
    if (memory > MOST_BYTES) faults.push(`${name}: took ${(memory / 1e6).toFixed(0)} MB`);
    if (ms > slowest.ms) slowest = { name, ms };
    if (memory > largest.bytes) largest = { name, bytes: memory };
  }

  const { output } = await check([documents, '--csv'], home);
  const rows = output.trim().split('\n').length - 1;
  if (rows !== texts.size) faults.push(`a folder of ${texts.size} documents gave ${rows} rows`);

  const victim = await startServed(home);
  let waited = 0;
  for (const [name, document] of texts) {
    const asking = Promise.all([
      victim.ask('preflight.trial', { document, graph: 'model' }, PATIENCE),
      victim.ask('runs.start', { orders: [{ document, graph: 'model', file: null, engine: 'wasm' }] }, PATIENCE),
    ]);
    let answered = false;
    void asking.then(() => {
      answered = true;
    });
    while (!answered) {
      const began = performance.now();
      await get(victim.port, '/', victim.cookie);
      waited = Math.max(waited, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const answer of await asking) {
      if (!answer) faults.push(`${name}: the server gave no answer`);
      else if (!answer.ok && /^failed$|Died$/.test(answer.code)) faults.push(`${name}: the server answered ${answer.code}`);
    }
    await victim.reopen();
  }
  if (!victim.alive) faults.push('the server has ended');
  if (waited > MOST_WAIT_MS) faults.push(`another page waited: took ${waited.toFixed(0)} ms`);
  await victim.kill();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  return { checked: texts.size, slowest, largest, waited, faults };
}

/** Texts that are not documents, or whose content is all in one place. */
function hostileTexts(bytes: number): ReadonlyMap<string, string> {
  const params = (text: string) =>
    `{"format":"patchbay","version":1,"graphs":[{"id":"model","nodes":{"a":{"kind":"Conv2D","params":${text}}}}]}`;
  const filled = (piece: string) => params(`{"x":[${piece.repeat((bytes - 300) / piece.length)}0]}`);
  const note = { kind: 'Input', params: {}, position: { x: 0, y: 0 }, note: '😀 '.repeat(30_000) };
  const notes = Math.floor(bytes / 170_000);
  return new Map([
    ['zeros', filled('0,')],
    ['empty lists', filled('[],')],
    ['empty objects', filled('{},')],
    ['deep', '['.repeat(bytes)],
    ['names', params(`{${Array.from({ length: bytes / 16 }, (_, index) => `"k${index}":0`).join()}}`)],
    [
      'wrong wires',
      `{"format":"patchbay","version":1,"graphs":[{"id":"model","nodes":{},"edges":[${'{},'.repeat(bytes / 4)}{}]}]}`,
    ],
    ['notes', serializeDocument(documentOf(Object.fromEntries(Array.from({ length: notes }, (_, at) => [`a${at}`, note]))))],
  ]);
}

/** Runs `patchbay check` in a process of its own. */
async function check(
  args: readonly string[],
  home: string,
): Promise<{ readonly code: number | null; readonly ms: number; readonly memory: number; readonly output: string }> {
  const began = performance.now();
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', 'check', ...args], {
    env: { ...process.env, PATCHBAY_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  let [output, memory] = ['', 0];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    memory = Math.max(memory, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1_024);
  }, 25);
  const code = await new Promise<number | null>((resolve) => child.on('close', (ended) => resolve(ended)));
  clearTimeout(timer);
  clearInterval(watch);
  return { code, ms: performance.now() - began, memory, output };
}
