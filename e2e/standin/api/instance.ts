import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';
import { processSchema, standingOf, thisProcess } from '../../../electron/lock/process';

/**
 * Takes the place of the one process that may run on a folder of user data, or tells the one that has it what this one was started
 * with. A place whose process is gone is free.
 */
export function takeInstance(userData: string, onSecond: (argv: readonly string[], folder: string) => void): boolean {
  const folder = path.join(userData, 'standin-instance');
  const holder = path.join(folder, 'holder');
  const draft = path.join(folder, `holder.${process.pid}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(draft, JSON.stringify(thisProcess()));
  for (;;) {
    try {
      // It appears whole.
      linkSync(draft, holder);
      break;
    } catch {
      const mark = processSchema.parse(JSON.parse(readFileSync(holder, 'utf8')));
      if (standingOf(mark) === 'gone') rmSync(holder, { force: true });
      else {
        rmSync(draft, { force: true });
        const call = path.join(folder, `${process.pid}.call`);
        writeFileSync(`${call}.part`, JSON.stringify({ argv: process.argv, folder: process.cwd() }));
        writeFileSync(call, readFileSync(`${call}.part`));
        return false;
      }
    }
  }
  for (const name of readdirSync(folder)) if (name !== 'holder') rmSync(path.join(folder, name), { force: true });
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.call')) continue;
      const file = path.join(folder, name);
      const text = readFileSync(file, 'utf8');
      if (text === '') continue;
      rmSync(file, { force: true });
      rmSync(`${file}.part`, { force: true });
      const { argv, folder: from } = JSON.parse(text);
      onSecond(argv, from);
    }
  });
  watcher.unref();
  process.on('exit', () => rmSync(holder, { force: true }));
  return true;
}
