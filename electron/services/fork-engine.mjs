import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Starts the engine's process. Plain JavaScript, so that the launcher of the command line can start it before it loads anything
 * else: the two processes then load at the same time.
 */
export function forkEngine() {
  const entry = fileURLToPath(new URL('../engine/process/main.ts', import.meta.url));
  const child = fork(entry, { execArgv: ['--import', import.meta.resolve('tsx')], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, reason: error.message }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended };
}
