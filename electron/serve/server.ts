import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import about from '../../package.json' with { type: 'json' };
import { MOST_MESSAGE } from '../../shared/host/rpc/transport';
import { logFolder } from '../files/places';
import { startHost } from '../services/host/host';
import { openLog } from '../services/log';
import { createGate, type Gate } from './auth';
import { boundConnections, bucket, type Rate, REQUESTS } from './rate-limit';
import { respond } from './respond';
import { socketTransport } from './socket-transport';

/** How many pages may be connected at once. */
const MOST_PAGES = 64;

export interface ServerOptions {
  /** The folder of the built page. */
  readonly root: string;
  /** 0, or none, for any that is free. */
  readonly port?: number;
  /** Documents to be opened in the first window. */
  readonly opened?: readonly string[];
  /** The folder of the presets that come with Patchbay, if it is another one. */
  readonly presets?: string;
  /** How many requests are answered, where it is not what it is for everyone. */
  readonly requests?: Rate;
  /** Told of errors that should not happen. */
  readonly report?: (error: unknown) => void;
}

export interface RunningServer {
  /** What lets a browser in: it holds the launch's token. */
  readonly url: string;
  readonly port: number;
  /** A link that lets one browser in, once: for a command line that others on the machine can read. */
  linkOnce(): string;
  /** Ends every connection, and then the server. */
  close(): Promise<void>;
}

/** Serves the page and the API on this machine alone. @throws Error with the system's code: EADDRINUSE for a port that is taken */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const log = openLog(logFolder());
  const tell = options.report ?? ((error) => console.error(error));
  const report = (error: unknown) => {
    log.write(error);
    tell(error);
  };
  const presets = options.presets ?? fileURLToPath(new URL('../../presets', import.meta.url));
  const server = createServer({ maxHeaderSize: 16_384 });
  boundConnections(server);
  const mayAsk = bucket(options.requests ?? REQUESTS);
  const port = await listen(server, options.port ?? 0);
  const host = await startHost({
    host: 'served',
    version: about.version,
    presets,
    opened: options.opened ?? [],
    readLog: log.tail,
    report,
  }).catch((error: unknown) => {
    server.close();
    throw error;
  });
  const gate = createGate(port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE, perMessageDeflate: false });
  server.on('request', (request, response) => {
    if (!mayAsk()) {
      response.writeHead(429, { 'Retry-After': '1', Connection: 'close' }).end();
      return;
    }
    respond(request, response, gate, options.root).catch((error: unknown) => {
      report(error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, stream, head) => {
    // A browser that goes away in the middle of it is no mistake.
    stream.on('error', () => stream.destroy());
    if (!mayAsk()) return refuse(stream, '429 Too Many Requests');
    if (!mayConnect(request, gate)) return refuse(stream, '403 Forbidden');
    if (sockets.clients.size >= MOST_PAGES) return refuse(stream, '503 Service Unavailable');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // What is wrong with a message ends its connection; `close` says so.
      socket.on('error', () => {});
      host.connect(socketTransport(socket));
    });
  });
  const link = (token: string) => `http://127.0.0.1:${port}/?token=${token}`;
  return {
    url: link(gate.token),
    port,
    linkOnce: () => link(gate.tokenForOnce()),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
      await host.close();
    },
  };
}

function mayConnect(request: IncomingMessage, gate: Gate): boolean {
  return request.url === '/host' && gate.isFromUs(request) && gate.hasCookie(request);
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** @returns the port */
function listen(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('the server has no port');
      resolve(address.port);
    });
  });
}
