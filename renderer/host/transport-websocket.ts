import { HostClosed, hostError } from '../../shared/host/errors';
import { MOST_MESSAGE, type Transport } from '../../shared/host/rpc/transport';

/**
 * Opens a channel to the local server of the page. Messages are JSON.
 * @param key the key of this server, sent as a protocol because a page cannot set headers of a WebSocket
 * @throws HostClosed if the server does not answer, or has another key
 */
export function openWebSocket(url: URL, key: string | undefined): Promise<Transport> {
  return new Promise((resolve, reject) => {
    // The server chooses the first protocol, and so never sends the key.
    const socket = new WebSocket(url, ['patchbay', ...(key === undefined ? [] : [key])]);
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
