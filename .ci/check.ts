import { spawn } from 'node:child_process';

/** The checks of the source, which run side by side: format and lint, types, and the directions of imports. */
const CHECKS: readonly (readonly string[])[] = [
  ['biome', 'check', '.'],
  ['tsc', '-p', '.'],
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
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({ name, status, seconds: Math.round((performance.now() - start) / 1_000), output });
    });
  });
}

const checked = await Promise.all(CHECKS.map(run));
for (const { name, status, seconds, output } of checked) {
  if (status !== 0) console.log(output.trimEnd());
  console.log(`${name}: ${status === 0 ? 'passed' : 'failed'} in ${seconds} s`);
}
process.exitCode = checked.every(({ status }) => status === 0) ? 0 : 1;
