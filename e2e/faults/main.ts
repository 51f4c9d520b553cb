import { parseArgs } from 'node:util';
import { tryDisk } from './disk';
import { tryInputs } from './inputs';
import { tryKills } from './kills';

/** `npm run faults`: hostile inputs, kills at random moments, and disks that refuse, with what each of them cost. */
const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const [inputs, kills, seed] = [Number(values.inputs), Number(values.kills), Number(values.seed)];

const tried = await tryInputs(inputs, seed);
console.log(
  `inputs tried: ${tried.tried} (${Object.entries(tried.byKind)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')})`,
);
console.log(
  `  the slowest took ${tried.slowest.toFixed(0)} ms, the server ${(tried.peakMemory / 1e6).toFixed(0)} MB at most; faults: ${tried.faults.length}`,
);
for (const fault of tried.faults.slice(0, 20)) console.log(`  ${fault}`);

const training = Math.round(kills * 0.3);
const killed = await tryKills(kills - training, training, seed);
const survived = Object.values(killed.survived).reduce((sum, one) => sum + one, 0);
console.log(
  `kills survived: ${survived} (${Object.entries(killed.survived)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')})`,
);

const disk = await tryDisk();
for (const line of disk.said) console.log(`  ${line}`);

const losses = [...killed.losses, ...disk.losses];
console.log(`losses: ${losses.length}`);
for (const loss of losses) console.log(`  ${loss}`);
process.exitCode = losses.length + tried.faults.length > 0 ? 1 : 0;
