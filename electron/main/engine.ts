import { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import { type EngineChild, engineStarter, type StartEngine } from '../services/engine-process';

/**
 * Starts engines in utility processes, Electron's own kind of child process, which end with the app.
 * @param entry the engine's bundle; @param env variables in addition to the environment of this process
 */
export function utilityEngine(entry: string, env: Readonly<Record<string, string>>): StartEngine {
  return engineStarter((): EngineChild => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'Patchbay engine',
      stdio: 'pipe',
      env: { ...process.env, ...env },
    });
    let alive = true;
    child.on('exit', () => {
      alive = false;
    });
    return {
      get pid() {
        return child.pid;
      },
      stdout: child.stdout instanceof Readable ? child.stdout : null,
      stderr: child.stderr instanceof Readable ? child.stderr : null,
      post: (message) => void (alive && child.postMessage(message)),
      onMessage: (listener) => void child.on('message', listener),
      onEnd: (listener) => void child.on('exit', (code) => listener(code, null)),
      kill: () => {
        // Electron's `kill` sends SIGTERM, which the process could handle.
        if (alive && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      },
    };
  });
}
