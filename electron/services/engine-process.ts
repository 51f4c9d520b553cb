import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type FromEngine, fromEngineSchema, type ToEngine } from '../engine/process/protocol';

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

/** Starts an engine as a process of Node's. */
export function startEngine(task: ToEngine, onMessage: (message: FromEngine) => void): EngineProcess {
  const entry = fileURLToPath(new URL('../engine/process/main.ts', import.meta.url));
  const child = fork(entry, { execArgv: ['--import', import.meta.resolve('tsx')], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-OUTPUT_KEPT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  let last: (FromEngine & { readonly type: 'ended' }) | undefined;
  child.on('message', (raw) => {
    const parsed = fromEngineSchema.safeParse(raw);
    if (!parsed.success) return;
    if (parsed.data.type === 'listening') child.send(task);
    if (parsed.data.type === 'ended') last = parsed.data;
    onMessage(parsed.data);
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('error', (error) => resolve(last ?? { type: 'died', code: null, signal: null, output: error.message }));
    child.on('close', (code, signal) => resolve(last ?? { type: 'died', code, signal, output }));
  });
  return {
    pid: child.pid,
    send: (message) => void (child.connected && child.send(message)),
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
}
