import { parseArgs } from 'node:util';
import { buildApp } from '../support/browser';
import { findChromium } from '../support/chromium';
import { startMain } from './desktop-victim';
import { tryDisk } from './disk';
import { tryInputs } from './inputs';
import { type Kills, tryKills } from './kills';
import { tryLocks } from './locks';
import { tryMachine } from './machine';
import { startServed } from './served-victim';
import { tryWorst } from './worst';

/**
 * `npm run faults`: hostile inputs, the largest documents, races for locks, clocks that are set, servers on other ports, kills at random
 * moments, and disks that refuse.
 */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '5000' },
    races: { type: 'string', default: '300' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const [inputs, races] = [Number(values.inputs), Number(values.races)];
const [kills, seed] = [Number(values.kills), Number(values.seed)];

const counts = (byKind: Readonly<Record<string, number>>) =>
  Object.entries(byKind)
    .map(([kind, count]) => `${kind} ${count}`)
    .join('; ');

const tried = await tryInputs(inputs, seed);
console.log(`inputs tried: ${tried.tried} (${counts(tried.byKind)})`);
console.log(
  `  the slowest took ${tried.slowest.toFixed(0)} ms, the server ${(tried.peakMemory / 1e6).toFixed(0)} MB at most; faults: ${tried.faults.length}`,
);
for (const fault of tried.faults.slice(0, 20)) console.log(`  ${fault}`);

const worst = await tryWorst();
console.log(
  `largest documents checked: ${worst.checked}; the slowest ${worst.slowest.name}, ${worst.slowest.ms.toFixed(0)} ms; the largest ${worst.largest.name}, ${(worst.largest.bytes / 1e6).toFixed(0)} MB; a page waited ${worst.waited.toFixed(0)} ms at most`,
);
const locks = await tryLocks(races);
console.log(`races for locks, of 4 processes: ${counts(locks.races)}`);
const machine = await tryMachine();
for (const line of machine.said) console.log(`  ${line}`);
const found = [...worst.faults, ...locks.faults, ...machine.faults];
for (const fault of found.slice(0, 20)) console.log(`  ${fault}`);

/** Three of ten kills are of what trains. */
const split = (count: number): Kills => ({ editing: count - Math.round(count * 0.3), training: Math.round(count * 0.3) });

// One of five is of the desktop app's main process, where there is a Chromium to show its window in.
const chromium = await findChromium();
if (chromium) await buildApp();
const ofMain = chromium ? Math.round(kills * 0.2) : 0;
const served = await tryKills({ name: 'server', start: startServed }, split(kills - ofMain), seed);
const desktop = chromium && {
  name: 'main',
  start: (home: string, files: readonly string[]) => startMain({ way: 'standin', chromium }, home, files),
};
const main = desktop ? await tryKills(desktop, split(ofMain), seed) : undefined;
if (!main) console.log('the main process: not killed, there is no Chromium to show its window in');
const survived = { ...served.survived, ...main?.survived };
const sum = Object.values(survived).reduce((total, count) => total + count, 0);
console.log(`kills survived: ${sum} (${counts(survived)})`);

const disk = await tryDisk();
for (const line of disk.said) console.log(`  ${line}`);

const losses = [...served.losses, ...(main?.losses ?? []), ...disk.losses];
console.log(`losses: ${losses.length}`);
for (const loss of losses) console.log(`  ${loss}`);
process.exitCode = losses.length + tried.faults.length + found.length > 0 ? 1 : 0;
