import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * The checks of the source, the longest ones first: format and lint; types, of everything and then of each world alone with the globals
 * that it has (the language's for shared/, Node's for electron/, the page's for renderer/); and the directions of imports.
 */
const CHECKS: readonly (readonly string[])[] = [
  ['tsc', '-p', '.'],
  ['biome', 'check', '.'],
  ['tsc', '-p', 'shared'],
  ['tsc', '-p', 'electron'],
  ['tsc', '-p', 'renderer'],
  ['depcruise', '--no-progress', '.'],
];

interface Checked {
  readonly name: string;
  readonly status: number | null;
  readonly seconds: number;
  readonly output: string;
}

/** Runs a tool that npm has put on the path. */
function run([name = '', ...args]: readonly string[]): Promise<Checked> {
  const start = performance.now();
  const child = spawn(name, args, { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const label = name === 'tsc' ? [name, ...args].join(' ') : name;
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ name: label, status, seconds: Math.round((performance.now() - start) / 1_000), output });
    });
  });
}

/** Runs the checks, as many at once as there are processors. */
async function runAll(): Promise<readonly Checked[]> {
  const waiting = [...CHECKS];
  const checked: Checked[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) checked.push(await run(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return checked;
}

const checked = await runAll();
for (const { name, status, seconds, output } of checked) {
  if (status !== 0) console.log(output.trimEnd());
  console.log(`${name}: ${status === 0 ? 'passed' : 'failed'} in ${seconds} s`);
}
process.exitCode = checked.every(({ status }) => status === 0) ? 0 : 1;
