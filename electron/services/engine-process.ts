import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type FromEngine, fromEngineSchema, type ToEngine } from '../engine/protocol/protocol';

/** A run's engine, in a process of its own. */
export interface EngineProcess {
  readonly pid: number | undefined;
  send(message: ToEngine): void;
  /** Ends when the process has: with its last message, or with how it died. */
  readonly ended: Promise<Ended>;
  /** Ends the process at once, as a crash would. */
  kill(): void;
}

/** How an engine's process ended: as it said itself, or without a word. */
export type Ended =
  | (FromEngine & { readonly type: 'ended' })
  | { readonly type: 'died'; readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly output: string };

/** How much of what a process that died had printed is kept, in characters. */
const OUTPUT_KEPT = 4_000;

/** Starts an engine on a task. It ends by itself when this process does, a run at a checkpoint. */
export type StartEngine = (task: ToEngine, onMessage: (message: FromEngine) => void) => EngineProcess;

/** A process that an engine runs in: one of Node's, or in the desktop app one of Electron's. */
export interface EngineChild {
  readonly pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  post(message: ToEngine): void;
  onMessage(listener: (raw: unknown) => void): void;
  /** `reason` is why it could not even be started. */
  onEnd(listener: (code: number | null, signal: NodeJS.Signals | null, reason?: string) => void): void;
  kill(): void;
}

/** Starts engines in the processes that it is given. */
export function engineStarter(open: () => EngineChild): StartEngine {
  return (task, onMessage) => {
    const child = open();
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let last: (FromEngine & { readonly type: 'ended' }) | undefined;
    child.onMessage((raw) => {
      const parsed = fromEngineSchema.safeParse(raw);
      if (!parsed.success) return;
      if (parsed.data.type === 'listening') child.post(task);
      if (parsed.data.type === 'ended') last = parsed.data;
      onMessage(parsed.data);
    });
    const ended = new Promise<Ended>((resolve) => {
      child.onEnd((code, signal, reason) => resolve(last ?? { type: 'died', code, signal, output: reason ?? output }));
    });
    return {
      get pid() {
        return child.pid;
      },
      send: child.post,
      ended,
      kill: child.kill,
    };
  };
}

/** Starts an engine as a process of Node's. */
export const startEngine: StartEngine = engineStarter(() => {
  const entry = fileURLToPath(new URL('../engine/process/main.ts', import.meta.url));
  const child = fork(entry, { execArgv: ['--import', import.meta.resolve('tsx')], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    post: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      child.on('error', (error) => listener(null, null, error.message));
      child.on('close', (code, signal) => listener(code, signal));
    },
    kill: () => void child.kill('SIGKILL'),
  };
});
