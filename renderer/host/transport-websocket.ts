import { HostClosed, hostError } from '../../shared/host/errors';
import { MOST_MESSAGE, type Transport } from '../../shared/host/rpc/transport';

/** Opens a line to the local server that the page came from. Messages are JSON. @throws HostClosed where nobody answers */
export function openWebSocket(url: URL): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve(transportOf(socket)), { once: true });
    // After it opened, this is too late to matter.
    socket.addEventListener('close', () => reject(new HostClosed()), { once: true });
  });
}

/** Where the server that the page came from listens. */
export function socketUrl(page: string): URL {
  const url = new URL('/host', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

function transportOf(socket: WebSocket): Transport {
  return {
    post: (message) => {
      const text = JSON.stringify(message);
      // The server would end the connection over it.
      if (isTooLarge(text)) throw hostError('tooMuch');
      socket.send(text);
    },
    onMessage: (listener) =>
      socket.addEventListener('message', ({ data }) => {
        const message = parse(data);
        if (message !== undefined) listener(message);
      }),
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) queueMicrotask(listener);
      else socket.addEventListener('close', () => listener(), { once: true });
    },
  };
}

function isTooLarge(text: string): boolean {
  // No character takes more than three bytes: only what is really large is measured.
  return text.length * 3 > MOST_MESSAGE && new Blob([text]).size > MOST_MESSAGE;
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
