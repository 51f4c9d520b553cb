import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
// Playwright's package has the protocol's types, and exports no name for them.
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol';

type Method = keyof Protocol.CommandParameters;
type EventName = keyof Protocol.Events;

/** A line to Chromium, or to one of its targets, in its DevTools protocol. */
export interface Session {
  /** @throws Error with what Chromium says against it */
  send<M extends Method>(method: M, params?: Protocol.CommandParameters[M]): Promise<Protocol.CommandReturnValues[M]>;
  on<E extends EventName>(event: E, listener: (payload: Protocol.Events[E]) => void): void;
  once<E extends EventName>(event: E, listener: (payload: Protocol.Events[E]) => void): void;
}

interface Waiting {
  readonly method: string;
  resolve(value: never): void;
  reject(error: Error): void;
}

/** A Chromium that is spoken to on pipes. It ends when they close. */
export class DevTools {
  readonly process: ChildProcess;
  /** The line to the browser itself. */
  readonly root: Session;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #closed = false;

  constructor(executable: string, args: readonly string[]) {
    this.process = spawn(executable, ['--remote-debugging-pipe', ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.root = this.session('');
    const { stdio, stderr } = this.process;
    // Playwright waits for this line on the app's own stderr.
    if (stderr)
      createInterface({ input: stderr }).on('line', (line) => {
        if (line.startsWith('DevTools listening')) console.error(line);
      });
    this.process.on('error', (error) => {
      console.error(`stand-in: ${executable}: ${error.message}`);
      this.#end();
    });
    this.process.on('exit', () => this.#end());
    if (stdio[3] instanceof Writable) stdio[3].on('error', () => {});
    if (stdio[4] instanceof Readable) this.#read(stdio[4]);
  }

  get closed(): boolean {
    return this.#closed;
  }

  onClosed(listener: () => void): void {
    this.#events.once('closed', listener);
  }

  /** The line to a target, by the id of the session that attaching to it gave. */
  session(id: string): Session {
    return {
      send: (method, params) => this.#send(method, params ?? {}, id),
      on: (event, listener) => void this.#events.on(`${id}:${event}`, listener),
      once: (event, listener) => void this.#events.once(`${id}:${event}`, listener),
    };
  }

  /** It has ended, or has not started at all. */
  #end(): void {
    this.#closed = true;
    for (const { reject, method } of this.#waiting.values()) reject(new Error(`${method}: Chromium has ended`));
    this.#waiting.clear();
    this.#events.emit('closed');
  }

  #send<T>(method: string, params: object, session: string): Promise<T> {
    const pipe = this.process.stdio[3];
    if (this.#closed || !(pipe instanceof Writable)) return Promise.reject(new Error(`${method}: Chromium has ended`));
    const id = ++this.#count;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { method, resolve, reject });
      pipe.write(`${JSON.stringify({ id, method, params, ...(session === '' ? {} : { sessionId: session }) })}\0`);
    });
  }

  #read(pipe: Readable): void {
    let parts: Buffer[] = [];
    pipe.on('data', (chunk: Buffer) => {
      let from = 0;
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, from)) {
        parts.push(chunk.subarray(from, end));
        from = end + 1;
        const { id, method, params, result, error, sessionId = '' } = JSON.parse(Buffer.concat(parts).toString());
        parts = [];
        const waiting = this.#waiting.get(id);
        this.#waiting.delete(id);
        if (waiting && error) waiting.reject(new Error(`${waiting.method}: ${error.message}`));
        else if (waiting) waiting.resolve(result as never);
        else if (method) this.#events.emit(`${sessionId}:${method}`, params);
      }
      parts.push(chunk.subarray(from));
    });
  }
}
