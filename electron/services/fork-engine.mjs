import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { newestEngine } from './compile.mjs';

/** The engine's program: of the build that this module is part of or, outside one, the newest. */
const programOfEngine = () => (typeof ENGINE_BUNDLE === 'string' ? new URL(ENGINE_BUNDLE, import.meta.url).href : newestEngine());

/**
 * Starts the engine's process. Plain JavaScript, so that the launcher of the command line can start it before it loads anything
 * else: the two processes then load at the same time.
 */
export function forkEngine(program = programOfEngine()) {
  const load = program.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : ['--enable-source-maps'];
  const child = fork(fileURLToPath(program), { execArgv: load, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, reason: error.message }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended };
}
