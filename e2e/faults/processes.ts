import { isRunning } from '../../electron/lock/process';

/** Waits until a process has ended, half a minute at most. */
export async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 600 && isRunning(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
}
