import { readFileSync, readlinkSync } from 'node:fs';
import type { RunningProcess } from './running-process';

/** Linux: the kernel's own record of processes, in /proc. */

/** The boot that the machine is in: the same in all its containers, another one after every start. `null` where it cannot be read. */
export function bootId(): string | null {
  return read('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

/** The PID namespace of this process: containers have one each, in which numbers mean other processes. `null` where it cannot be read. */
export function pidNamespace(): string | null {
  return readLink('/proc/self/ns/pid') ?? null;
}

/** Start time of this process. */
export function ownStart(): string | null {
  return startOf(read('/proc/self/stat'));
}

/** True if /proc shows the namespace of this process: it does not in a new namespace for which it was not mounted anew. */
export function showsOwnNamespace(): boolean {
  return readLink('/proc/self') === String(process.pid);
}

/**
 * Looks up a process by its number. One that has ended and was not waited for by its parent (a zombie) does not count as running,
 * nor does a thread, whose number /proc knows as well.
 * @returns `undefined` where there is no such process; `'hidden'` where /proc has no record, as for other users' processes under hidepid
 */
export function findInProc(pid: number): RunningProcess | 'hidden' | undefined {
  const status = read(`/proc/${pid}/status`);
  const stat = read(`/proc/${pid}/stat`);
  if (status === undefined || stat === undefined) return 'hidden';
  const field = (name: string) => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1];
  if (field('Tgid') !== String(pid) || ['Z', 'X', 'x'].includes(field('State') ?? '')) return undefined;
  return { started: startOf(stat), command: (read(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ') };
}

/** Start time out of /proc/PID/stat: clock ticks since the machine's start, which no change of the wall clock moves. */
function startOf(stat: string | undefined): string | null {
  // The name of the command, in brackets, may have spaces and brackets in it; the start time is the twentieth field after it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.at(19) ?? null;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function readLink(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
