import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { z } from 'zod';

/** A process, told from a later one that the system gave the same number. */
export const processSchema = z.object({
  pid: z.int().min(1),
  /** When it began, in the clock ticks of Linux; other systems do not say it so simply. */
  began: z.string().max(40).nullable(),
  /** When this was written down, in milliseconds since 1970. */
  at: z.number(),
});
export type ProcessMark = Readonly<z.output<typeof processSchema>>;

/** How far the clock may be off where it is compared with the time since the machine was started, in milliseconds. */
const SLACK = 60_000;

/** This process. */
export function thisProcess(): ProcessMark {
  return { pid: process.pid, began: beginningOf(process.pid), at: Date.now() };
}

/** Whether that very process still runs. */
export function isAlive({ pid, began, at }: ProcessMark): boolean {
  const started = Date.now() - uptime() * 1_000;
  // Nothing outlives the machine's own start.
  return at > started - SLACK && exists(pid) && beginningOf(pid) === began;
}

function exists(pid: number): boolean {
  try {
    // Signal 0 asks without sending anything.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function beginningOf(pid: number): string | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command's name, in brackets, may hold anything; the beginning is the twentieth number after it.
    return (
      stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .at(19) ?? null
    );
  } catch {
    return null;
  }
}
