import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { endsWithUs } from './children';
import { homeFolder } from './home';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Patchbay as a user starts it in a browser: a process of its own, with a folder of its own for what it keeps. */
export interface Served {
  readonly url: string;
  /** The folder that it keeps its things in. */
  readonly home: string;
  readonly pid: number;
  /** True until the process has ended. */
  readonly alive: boolean;
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>;
  /** Ends it, and takes its folder away. */
  close(): Promise<void>;
}

/**
 * Starts `patchbay serve`.
 * @param home the folder of an earlier one; @param uid the user that it runs as, where it is not this one
 * @throws Error where it does not begin within two minutes
 */
export async function serve(files: readonly string[] = [], home?: string, uid?: number): Promise<Served> {
  const folder = home ?? (await homeFolder());
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', 'serve', '--no-open', '--lang', 'en', ...files], {
    cwd: ROOT,
    env: { ...process.env, PATCHBAY_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  endsWithUs(child);
  const url = await linkOf(child);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (hasEnded()) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  return {
    url,
    home: folder,
    pid: child.pid ?? 0,
    get alive() {
      return !hasEnded();
    },
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The link that the process prints once it listens. */
function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`patchbay serve did not begin: ${said}`));
    const timer = setTimeout(fail, 120_000);
    const listen = (chunk: unknown) => {
      said += String(chunk);
      const link = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
      if (link === undefined) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', fail);
  });
}
