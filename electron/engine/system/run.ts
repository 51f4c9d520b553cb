import { type ChildProcess, spawn } from 'node:child_process';
import { printable } from '../../../shared/i18n/issues';

/** The number of characters of a tool's output that are kept: its end. */
const KEPT = 20_000;

/** The outcome of a tool. */
export interface Ended {
  /** The exit code; `null` where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** True if it was ended because it made no progress. */
  readonly stalled: boolean;
}

export interface RunOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  /** A tool that neither prints nor makes progress for this long, in ms, is ended. */
  readonly stalledAfter: number;
  /** The progress of the tool in bytes, read four times a second. A change counts as activity. */
  readonly measure?: () => Promise<number>;
  readonly onMoved?: (bytes: number) => void;
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a tool to its end. When it is aborted or makes no progress, it is killed along with every process that it started.
 *
 * @throws the signal's reason where it is aborted; the error of starting it where it cannot be started (`code` is ENOENT)
 */
export async function run(command: string, args: readonly string[], options: RunOptions): Promise<Ended> {
  const { signal, stalledAfter, measure, onMoved, onLine } = options;
  signal?.throwIfAborted();
  // A group of its own, so that what it starts can be ended with it.
  const child = spawn(command, args, {
    env: { ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr, unfinished, stalled] = ['', '', '', false];
  let [lastLife, lastBytes] = [performance.now(), 0];
  const alive = () => {
    lastLife = performance.now();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    alive();
    stdout = (stdout + text).slice(-KEPT);
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    if (onLine) for (const line of lines) onLine(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    alive();
    stderr = (stderr + text).slice(-KEPT);
  });

  const watch = setInterval(async () => {
    const bytes = (await measure?.().catch(() => lastBytes)) ?? lastBytes;
    if (bytes !== lastBytes) {
      alive();
      lastBytes = bytes;
      onMoved?.(bytes);
    }
    if (performance.now() - lastLife < stalledAfter) return;
    stalled = true;
    end(child);
  }, 250);
  const abort = () => end(child);
  signal?.addEventListener('abort', abort);
  // Before the listeners that remove the tool's working folder.
  process.prependListener('exit', abort);
  try {
    const [code, endedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (...how) => resolve(how));
    });
    signal?.throwIfAborted();
    return { code, signal: endedBy, stdout, stderr, stalled };
  } finally {
    clearInterval(watch);
    signal?.removeEventListener('abort', abort);
    process.off('exit', abort);
  }
}

/**
 * Runs a tool and streams its standard output to `take`. The tool is killed, along with every process that it started, when `take`
 * returns or fails, or when the signal aborts.
 *
 * @throws the signal's reason where it is aborted; the error of starting it where it cannot be started (`code` is ENOENT); what
 *   `take` throws
 */
export async function outputOf<T>(
  command: string,
  args: readonly string[],
  { env, signal }: Pick<RunOptions, 'env' | 'signal'>,
  take: (output: AsyncIterable<unknown>) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const child = spawn(command, args, {
    env: { ...env },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let unstarted: Error | undefined;
  child.on('error', (error) => {
    unstarted = error;
  });
  let open = true;
  const closed = new Promise<void>((resolve) =>
    child.on('close', () => {
      open = false;
      resolve();
    }),
  );
  // After it has ended, its number may belong to another process.
  const abort = () => {
    if (open) end(child);
  };
  signal?.addEventListener('abort', abort);
  // Before the listeners that remove the tool's working folder.
  process.prependListener('exit', abort);
  try {
    return await take(child.stdout);
  } catch (error) {
    signal?.throwIfAborted();
    throw unstarted ?? error;
  } finally {
    abort();
    // Unread output would keep it from closing.
    child.stdout.destroy();
    await closed;
    signal?.removeEventListener('abort', abort);
    process.off('exit', abort);
  }
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The environment in which this program's own executable runs a script as Node, whether it is Node or Electron. */
export function asNode(env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string | undefined>> {
  // Debuggers, coverage and loaders that start with every Node are left out of a short script.
  const { NODE_OPTIONS: _, ...rest } = env;
  return process.versions['electron'] === undefined ? rest : { ...rest, ELECTRON_RUN_AS_NODE: '1' };
}

/** The line of a tool's output that has the error, fit to be shown; else its exit code or signal. */
export function reasonOf({ code, signal, stdout, stderr }: Ended): string {
  const lines = `${stderr}\n${stdout}`.split('\n').map((line) => line.trim());
  const said = lines.find((line) => /(^|\s)(\w*error|fatal|abort\w*):/i.test(line)) ?? lines.filter((line) => line !== '').at(-1);
  if (said === undefined) return signal ?? `exit code ${code}`;
  return `${signal === null ? '' : `${signal}: `}${printable(said, 300)}`;
}
