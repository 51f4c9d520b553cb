import { execFileSync } from 'node:child_process';
import type { RunningProcess } from './running-process';

/** macOS and other Unix systems: what the command `ps` prints. */

/** State, start time (to the second) and command line. */
const LINE = /^\s*(\S+)\s+(\w{3} +\w{3} +\d+ +[\d:]{8} +\d{4})\s+(.*)$/m;

/**
 * Looks up a process by its number. One that has ended and was not waited for by its parent (a zombie) does not count as running.
 * @returns `undefined` where there is no such process; `'hidden'` where there is no `ps`
 */
export function findByPs(pid: number): RunningProcess | 'hidden' | undefined {
  try {
    const printed = output('ps', '-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid));
    const [, state = '', started = '', command = ''] = LINE.exec(printed) ?? [];
    if (started === '') return 'hidden';
    return state.startsWith('Z') ? undefined : { started: started.replaceAll(/ +/g, ' '), command };
  } catch (error) {
    // It ends with 1 where there is no such process.
    return error instanceof Error && 'status' in error && error.status === 1 ? undefined : 'hidden';
  }
}

/** The boot that a Mac is in. `null` elsewhere. */
export function bootSession(): string | null {
  try {
    return output('sysctl', '-n', 'kern.bootsessionuuid').trim() || null;
  } catch {
    return null;
  }
}

function output(command: string, ...args: readonly string[]): string {
  // Dates are printed in the zone and language of the environment: in these, a date is the same every time.
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return execFileSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}
