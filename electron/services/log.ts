import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'node:util';

/** Maximum size of the log before a new one is started, and size of the part that is shown, in bytes. */
const MOST = 2 ** 20;
const SHOWN = 2 ** 18;

/** A log file of errors with their times. */
export interface Log {
  /** Writes a line. If the file cannot be written, the line goes only to the terminal. */
  write(...what: readonly unknown[]): void;
  /** The last part of the log. */
  tail(): Promise<string>;
}

/** Opens the log in a folder. The previous log is kept as `.old`. @param terminal receives every line too */
export function openLog(folder: string, terminal: (line: string) => void = () => {}): Log {
  const file = path.join(folder, 'patchbay.log');
  return {
    write: (...what) => {
      const line = `${new Date().toISOString()} ${format(...what)}`;
      terminal(line);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (sizeOf(file) > MOST) renameSync(file, `${file}.old`);
        appendFileSync(file, `${line}\n`, { mode: 0o600 });
      } catch {
        // The disk is full or the folder is read-only: the line is in the terminal.
      }
    },
    tail: async () => {
      const handle = await open(file, 'r').catch(() => undefined);
      if (!handle) return '';
      try {
        const { size } = await handle.stat();
        const bytes = Buffer.alloc(Math.min(size, SHOWN));
        await handle.read(bytes, 0, bytes.length, Math.max(0, size - SHOWN));
        return bytes.toString();
      } finally {
        await handle.close();
      }
    },
  };
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}
