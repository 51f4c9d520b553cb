/** Waits until a process has ended, half a minute at most. */
export async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 600 && isAlive(pid); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
