import { existsSync, readFileSync } from 'node:fs';
import { sum, type Tally, tallyLine, tallySchema } from './tallies';

/** Adds up the tallies of two runs, those of `npm test` on a bare machine and of `npm run test:all`, and says what must have run. */

/** Parts of the tests that must have run, in the run of that index; without the native engine, its part is skipped. */
const REQUIRED: readonly (readonly [run: 0 | 1, part: string])[] = [
  [0, 'WebAssembly engine'],
  [0, 'e2e, served to Chromium'],
  [1, 'WebAssembly engine'],
  [1, 'native engine'],
  [1, 'e2e, served to Chromium'],
  [1, 'e2e, desktop app on the stand-in for Electron'],
];

/** A run that left no tally broke off: it counts as one failure. */
function read(file: string): Tally {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, left: 0, parts: [] };
  return tallySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

const tallies = process.argv.slice(2).map(read);
const missing = REQUIRED.filter(([run, name]) => {
  const part = tallies[run]?.parts.find((one) => one.name === name);
  return part === undefined || part.passed === 0 || (name === 'native engine' && part.skipped > 0);
});
for (const [run, name] of missing)
  console.log(`did not run ${run === 0 ? 'on a bare machine' : 'with what this machine has'}: ${name}`);
const total = sum(tallies);
console.log(tallyLine({ ...total, failed: total.failed + missing.length }));
process.exitCode = total.failed + missing.length > 0 ? 1 : 0;
