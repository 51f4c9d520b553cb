import type { Readable } from 'node:stream';
import { type FromEngine, fromEngineSchema, type ToEngine } from '../engine/protocol/protocol';
import { type ForkedEngine, forkEngine } from './fork-engine.mjs';

/** An engine in a process of its own. */
export interface EngineProcess {
  readonly pid: number | undefined;
  send(message: ToEngine): void;
  /** Resolves when the process ends: with its last message, or with its exit code or signal. */
  readonly ended: Promise<Ended>;
  /** Kills the process. */
  kill(): void;
}

/** The end of an engine's process: with its own last message, or unexpectedly. */
export type Ended =
  | (FromEngine & { readonly type: 'ended' })
  | { readonly type: 'died'; readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly output: string };

/** The end of a process as it stands in a message: its signal or exit code, or the state that it reported. */
export const howEnded = (ended: Ended): string => (ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : ended.state);

/** Maximum length of the output that is kept of a process, in characters. */
const OUTPUT_KEPT = 4_000;

/** Starts an engine on a task. It ends when this process does; a run is saved at a checkpoint first. */
export type StartEngine = (task: ToEngine, onMessage: (message: FromEngine) => void) => EngineProcess;

/** A process for an engine: one of Node's, or in the desktop app one of Electron's. */
export interface EngineChild {
  readonly pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  post(message: ToEngine): void;
  onMessage(listener: (raw: unknown) => void): void;
  /** @param listener its `reason` is set if the process could not be started */
  onEnd(listener: (code: number | null, signal: NodeJS.Signals | null, reason?: string) => void): void;
  kill(): void;
}

/** Makes a function that starts engines in the processes that `open` creates. */
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

/** An engine's process that waits for its task. */
let waiting: ForkedEngine | undefined;

/** Hands over a process that was forked early: the next engine starts in it. */
export function adoptEngine(forked: ForkedEngine): void {
  waiting = forked;
}

/** Starts an engine as a process of Node's. */
export const startEngine: StartEngine = engineStarter(() => {
  const { child, ended } = waiting ?? forkEngine();
  waiting = undefined;
  return {
    pid: child.pid,
    stdout: child.stdout,
    stderr: child.stderr,
    post: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void ended.then(({ code, signal, reason }) => listener(code, signal, reason)),
    kill: () => void child.kill('SIGKILL'),
  };
});
