import './no-eval';
import type { Hello } from '../../shared/host/areas/app';
import { connect, type Host, Listeners } from '../../shared/host/client';
import { HostClosed } from '../../shared/host/errors';
import { EVENTS } from '../../shared/host/events';
import type { Transport } from '../../shared/host/rpc/transport';
import type { Connection, ConnectionState } from './connection';
import { keepServerKey, takeServerKey } from './server-key';
import { bridgeTransport } from './transport-bridge';
import { openWebSocket, socketUrl } from './transport-websocket';
import { windowId } from './window-id';

/** The delays between attempts to reconnect, in milliseconds; the last one repeats. */
const WAITS = [100, 300, 1_000, 2_000, 5_000] as const;

/** Connects this page to its host: through the desktop app's bridge if there is one, else to the server of the page. */
export async function connectHost(): Promise<Connection> {
  const { patchbay } = window;
  const open = patchbay ? async () => bridgeTransport(patchbay) : openServer(takeServerKey());
  return keepConnected(await windowId(), open);
}

/** Opens channels to the server of the page. A key that it has accepted is kept for other tabs. */
function openServer(key: string | undefined): () => Promise<Transport> {
  return async () => {
    const transport = await openWebSocket(socketUrl(location.href), key);
    if (key !== undefined) keepServerKey(key);
    return transport;
  };
}

/**
 * Opens a channel and registers this window, and again whenever the channel is lost.
 * @returns the connection, after the host's first answer
 */
export function keepConnected(
  window: string,
  open: () => Promise<Transport>,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<Connection> {
  const listeners = new Listeners();
  const watchers = new Set<() => void>();
  let state: ConnectionState = 'connecting';
  let current: Host | undefined;

  const become = (next: ConnectionState) => {
    state = next;
    for (const watcher of [...watchers]) watcher();
  };

  /** Opens one channel. @throws HostClosed */
  async function reach(onLost: () => void): Promise<Hello> {
    const transport = await open();
    const line = connect(transport);
    for (const event of EVENTS) line.on(event, (payload) => listeners.tell(event, payload));
    const hello = await line.call('app.hello', { window });
    current = line;
    transport.onClose(onLost);
    become('open');
    return hello;
  }

  async function reachAtLast(): Promise<Hello> {
    for (let tries = 0; ; tries++) {
      try {
        return await reach(onLost);
      } catch {
        await wait(WAITS[Math.min(tries, WAITS.length - 1)] ?? 0);
      }
    }
  }

  function onLost() {
    current = undefined;
    become('lost');
    void reachAtLast().then(({ opened }) => {
      // Only this greeting has the files that the system asked to open in the meantime.
      if (opened.length > 0) listeners.tell('files.opened', { files: opened });
    });
  }

  const host: Host = {
    call: async (call, input) => {
      if (!current) throw new HostClosed();
      return current.call(call, input);
    },
    on: (event, listener) => listeners.add(event, listener),
  };
  return reachAtLast().then((hello) => ({
    host,
    hello,
    window,
    state: () => state,
    onState: (watcher) => {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
  }));
}
