import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { inference } from './inference';
import type { Table } from './rounds';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const tables: readonly Table[] = [...inference()];
const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} threads, Node ${process.versions.node}`;

if (values.json) console.log(JSON.stringify({ machine, tables }));
else {
  console.log(machine);
  for (const { title, rows } of tables) {
    console.log(`\n${title}`);
    const width = Math.max(...rows.map(({ name }) => name.length));
    for (const { name, median, fastest, slowest, ratio } of rows)
      console.log(
        `  ${name.padEnd(width)}  ${median.toFixed(3).padStart(9)} ms  (${fastest.toFixed(3)} … ${slowest.toFixed(3)})  ${ratio.toFixed(2)} ×`,
      );
  }
}
