import type { ChildProcess } from 'node:child_process';

const children = new Set<ChildProcess>();

function endAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

process.once('exit', endAll);
// Vitest ends its workers by a signal, on which Node tells nobody of an exit.
process.once('SIGTERM', () => {
  endAll();
  if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
});

/** Has a process killed when this one ends: it does not outlive a test that fails before it ends it. */
export function endsWithUs(child: ChildProcess): void {
  children.add(child);
  child.once('exit', () => children.delete(child));
}
