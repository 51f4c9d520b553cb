import { HostClosed, hostError } from '../../shared/host/errors';
import { MOST_MESSAGE, type Transport } from '../../shared/host/rpc/transport';

/** Opens a channel to the local server of the page. Messages are JSON. @throws HostClosed if the server does not answer */
export function openWebSocket(url: URL): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.addEventListener('open', () => resolve(transportOf(socket)), { once: true });
    // Has no effect after the socket has opened.
    socket.addEventListener('close', () => reject(new HostClosed()), { once: true });
  });
}

/** The WebSocket address of the page's server. */
export function socketUrl(page: string): URL {
  const url = new URL('/host', page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

function transportOf(socket: WebSocket): Transport {
  return {
    post: (message) => {
      const text = JSON.stringify(message);
      // The server would close the connection.
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
  // A UTF-16 unit takes at most three bytes, so only long texts are measured.
  return text.length * 3 > MOST_MESSAGE && new Blob([text]).size > MOST_MESSAGE;
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
