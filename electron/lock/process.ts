import { hostname } from 'node:os';
import { z } from 'zod';
import { hasCode } from '../files/system-error';
import { bootId, findInProc, ownStart, pidNamespace, showsOwnNamespace } from './proc';
import { bootSession, findByPs } from './ps';
import type { RunningProcess } from './running-process';

/** A process, told apart from a later one of the same number, and from those of other containers and computers. */
export const processSchema = z.object({
  pid: z.int().min(1),
  /** Start time, in the system's own words. `null` on Windows, which does not say it cheaply. */
  started: z.string().max(100).nullable(),
  /** The boot of the machine that it was started in. `null` on systems other than Linux and macOS. */
  boot: z.string().max(100).nullable(),
  /** Linux: the PID namespace, one for each container. `null` on other systems. */
  namespace: z.string().max(100).nullable(),
  /** Name of its computer or container. */
  host: z.string().max(300),
});
export type ProcessMark = Readonly<z.output<typeof processSchema>>;

/** `unknown`: this system cannot say, since the process belongs to another container or computer, or Windows has that number in use. */
export type Standing = 'running' | 'gone' | 'unknown';

let own: ProcessMark | undefined;

/** This process. */
export function thisProcess(): ProcessMark {
  own ??= { pid: process.pid, ...startOfThis(), host: hostname() };
  return own;
}

function startOfThis(): Pick<ProcessMark, 'started' | 'boot' | 'namespace'> {
  if (process.platform === 'linux') return { started: ownStart(), boot: bootId(), namespace: pidNamespace() };
  const boot = process.platform === 'darwin' ? bootSession() : null;
  return { started: findProcess(process.pid)?.started ?? null, boot, namespace: null };
}

/**
 * Asks the system about a process. In the same boot and namespace its record of processes decides: a stopped process (SIGSTOP) is
 * running; a zombie is gone, and so is one whose number belongs to another process now. A process of an earlier boot is gone.
 */
export function standingOf(mark: ProcessMark): Standing {
  const here = thisProcess();
  const sameHost = mark.host === here.host;
  if (mark.namespace !== here.namespace) return 'unknown';
  if (mark.boot !== here.boot) return sameHost && mark.boot !== null && here.boot !== null ? 'gone' : 'unknown';
  // Two names of one boot are a computer that was renamed; without a boot, the name is all there is.
  if (mark.boot === null && !sameHost) return 'unknown';
  const found = findProcess(mark.pid);
  if (!found) return 'gone';
  if (found.started === null || mark.started === null) return 'unknown';
  return found.started === mark.started ? 'running' : 'gone';
}

/** True if a process of this number is running here. Zombies do not count, nor do threads on Linux. */
export function isRunning(pid: number): boolean {
  return findProcess(pid) !== undefined;
}

/** Looks up a process of this system by its number. */
export function findProcess(pid: number): RunningProcess | undefined {
  if (process.platform === 'win32') return existing(pid);
  if (process.platform !== 'linux') return orExisting(pid, findByPs(pid));
  return showsOwnNamespace() ? orExisting(pid, findInProc(pid)) : existing(pid);
}

const orExisting = (pid: number, found: RunningProcess | 'hidden' | undefined) => (found === 'hidden' ? existing(pid) : found);

function existing(pid: number): RunningProcess | undefined {
  try {
    // Signal 0 asks without sending anything.
    process.kill(pid, 0);
  } catch (error) {
    // The process of another user may not be signalled, and is there.
    if (!hasCode(error, 'EPERM')) return undefined;
  }
  return { started: null, command: '' };
}
