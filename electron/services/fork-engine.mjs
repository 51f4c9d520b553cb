import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The engine's program: its source or, if compile.mjs has bundled this module, the bundle of the engine. */
const PROGRAM = new URL(typeof ENGINE_BUNDLE === 'string' ? ENGINE_BUNDLE : '../engine/process/main.ts', import.meta.url).href;

/**
 * Starts the engine's process. Plain JavaScript, so that the launcher of the command line can start it before it loads anything
 * else: the two processes then load at the same time.
 */
export function forkEngine(program = PROGRAM) {
  const load = program.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : ['--enable-source-maps'];
  const child = fork(fileURLToPath(program), { execArgv: load, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, reason: error.message }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, ended };
}
