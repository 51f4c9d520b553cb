import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the place of the one process that may run on a folder of user data, or tells the one that has it what this one was started
 * with. A place whose process is gone is free.
 */
export function takeInstance(userData: string, onSecond: (argv: readonly string[], folder: string) => void): boolean {
  const folder = path.join(userData, 'standin-instance');
  const holder = path.join(folder, 'holder');
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      writeFileSync(holder, String(process.pid), { flag: 'wx' });
      break;
    } catch {
      const pid = Number(readFileSync(holder, 'utf8'));
      if (!isAlive(pid)) rmSync(holder, { force: true });
      else {
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

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
