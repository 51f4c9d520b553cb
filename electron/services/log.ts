import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { format } from 'node:util';

/** How large the log may become before it begins anew, and how much of its end is shown, in bytes. */
const MOST = 2 ** 20;
const SHOWN = 2 ** 18;

/** A file that says what went wrong, and when. */
export interface Log {
  /** Notes something. What cannot be written goes to the terminal alone. */
  write(...what: readonly unknown[]): void;
  /** The end of it, as text. */
  tail(): Promise<string>;
}

/** Opens the log of a folder. The one before it is kept beside it. @param terminal where everything is said as well */
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
        // A disk that is full, or a folder that cannot be written: it was said in the terminal.
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
