import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type HostOptions, type HostServices, startHost } from '../../electron/services/host/host';
import type { Call, In, Out } from '../../shared/host/api';
import type { EventName, Payload } from '../../shared/host/events';
import type { Transport } from '../../shared/host/rpc/transport';
import { keepConnected } from './connect';
import type { Connection } from './connection';

/** Two connected ends of a channel. Messages are copied, as over a socket. */
function channel(): { readonly page: Transport; readonly host: Transport; close(): void } {
  const closing: (() => void)[] = [];
  const [toPage, toHost]: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const end = (to: typeof toPage, from: typeof toPage): Transport => ({
    post: (message) => {
      for (const listener of to) listener(JSON.parse(JSON.stringify(message)));
    },
    onMessage: (listener) => void from.push(listener),
    onClose: (listener) => void closing.push(listener),
  });
  const close = () => {
    for (const listener of closing.splice(0)) listener();
  };
  return { page: end(toHost, toPage), host: end(toPage, toHost), close };
}

/** The real host on a temporary data folder. */
export interface RealHost {
  readonly folder: string;
  /** Connects a window. @returns its connection, and a function that closes its channel */
  connect(window: string): Promise<{ readonly connection: Connection; close(): void }>;
  /** Stops the host, and removes its folder. */
  stop(): Promise<void>;
}

/** Starts the real host on a temporary data folder. */
export async function startRealHost(options: Partial<HostOptions> = {}): Promise<RealHost> {
  const before = process.env['PATCHBAY_HOME'];
  const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-renderer-'));
  process.env['PATCHBAY_HOME'] = path.join(folder, 'home');
  const host: HostServices = await startHost({
    host: 'served',
    version: '1.2.3',
    presets: fileURLToPath(new URL('../../presets', import.meta.url)),
    report: (error) => {
      throw error;
    },
    ...options,
  });
  const closing = new Set<() => void>();
  return {
    folder,
    connect: async (window) => {
      const { page, host: other, close } = channel();
      closing.add(close);
      host.connect(other);
      // A closed window stays closed: it does not reconnect.
      let opened = false;
      const open = async () => {
        if (opened) return new Promise<never>(() => {});
        opened = true;
        return page;
      };
      return { connection: await keepConnected(window, open), close };
    },
    stop: async () => {
      for (const close of closing) close();
      await host.close();
      rmSync(folder, { recursive: true, force: true });
      if (before === undefined) delete process.env['PATCHBAY_HOME'];
      else process.env['PATCHBAY_HOME'] = before;
    },
  };
}

/** Answers of a host by call; a call without an answer fails. */
export type Answers = { readonly [K in Call]?: ((input: In<K>) => Out<K>) | undefined };

/** A connection to a host with given answers, through the real protocol, for states that a real host reaches by training alone. */
export async function connectTo(answers: Answers) {
  const { page, host, close } = channel();
  host.onMessage((message) => {
    const { id, call, input } = JSON.parse(JSON.stringify(message));
    const hello = { version: '1', host: 'served', platform: 'linux', nativeDialogs: false, opened: [] };
    const answer: unknown = call === 'app.hello' ? () => hello : Reflect.get(answers, call);
    const reply =
      typeof answer === 'function'
        ? { id, ok: true, output: answer(input) }
        : { id, ok: false, error: { code: 'failed', text: { en: `no ${call}`, es: `sin ${call}` } } };
    queueMicrotask(() => host.post(reply));
  });
  const connection = await keepConnected('window-1', async () => page);
  const tell = <E extends EventName>(event: E, payload: Payload<E>) => host.post({ event, payload });
  return { connection, tell, close };
}
