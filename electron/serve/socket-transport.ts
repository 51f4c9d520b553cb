import type { WebSocket } from 'ws';
import type { Transport } from '../../shared/host/rpc/transport';
import { parsedJson } from '../files/parsed-json';
import { bucket } from './rate-limit';

/** The limit of messages that a page may send. */
const RATE = { perSecond: 100, atOnce: 500 } as const;

/** RFC 6455's close codes for invalid messages. */
const CLOSE = { notUnderstood: 1003, notJson: 1007, tooMany: 1008 } as const;

/** A page's WebSocket as a transport of the API. It is closed on an invalid message. */
export function socketTransport(socket: WebSocket, now?: () => number): Transport {
  const mayPass = bucket(RATE, now);
  return {
    post: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage: (listener) =>
      void socket.on('message', (data, isBinary) => {
        if (!mayPass()) return socket.close(CLOSE.tooMany);
        if (isBinary) return socket.close(CLOSE.notUnderstood);
        const message = parsedJson(data.toString());
        if (message === undefined) return socket.close(CLOSE.notJson);
        listener(message);
      }),
    onClose: (listener) => {
      if (socket.readyState === socket.CLOSED) queueMicrotask(listener);
      else socket.once('close', () => listener());
    },
  };
}
