import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { editor } from './editor';
import { inference } from './inference';
import { peers, profile } from './peers';
import type { Result } from './rounds';
import { training } from './training';
import { whileTraining } from './while-training';

/** The benchmarks, by the name that chooses one of them. */
const BENCHES: Readonly<Record<string, () => readonly Result[] | Promise<readonly Result[]>>> = {
  inference,
  editor,
  training,
  whileTraining,
};

const { values, positionals } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    /** Training beside PyTorch and Keras, which `python` may have, in place of the benchmarks. */
    peers: { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
    rounds: { type: 'string', default: '5' },
    /** The operations of a training step, likewise. */
    profile: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const chosen = [
  ...Object.entries(BENCHES).filter(
    ([name]) => positionals.includes(name) || (positionals.length === 0 && !values.peers && !values.profile),
  ),
  ...(values.peers ? [['peers', () => peers({ python: values.python, rounds: Number(values.rounds) })] as const] : []),
  ...(values.profile ? [['profile', profile] as const] : []),
];
const results: Result[] = [];
if (!values.json)
  console.log(
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.versions.node}\n`,
  );
for (const [, bench] of chosen) {
  const found = await bench();
  results.push(...found);
  if (!values.json) for (const result of found) console.log(line(result));
}
if (values.json) console.log(JSON.stringify(results));

/** Each figure in a line of its own, beside the one that it is compared with. */
function line({ name, unit, ours, peer, ratio }: Result): string {
  const number = (value: number) => (value < 10 ? value.toFixed(3) : value.toFixed(0)).padStart(7);
  const beside = peer === undefined || ratio === undefined ? '' : `  beside ${number(peer)} ${unit}  ${ratio.toFixed(2)} ×`;
  return `${name.padEnd(86)} ${number(ours)} ${unit}${beside}`;
}
