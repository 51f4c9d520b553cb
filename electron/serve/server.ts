import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import about from '../../package.json' with { type: 'json' };
import { MOST_MESSAGE } from '../../shared/host/rpc/transport';
import { logFolder } from '../files/places';
import { startHost } from '../services/host/host';
import { openLog } from '../services/log';
import { type Authenticator, createAuthenticator } from './auth';
import { boundConnections, bucket, type Rate, REQUESTS } from './rate-limit';
import { respond } from './respond';
import { socketTransport } from './socket-transport';

/** Maximum number of connected pages. */
const MOST_PAGES = 64;

export interface ServerOptions {
  /** The folder of the built page. */
  readonly root: string;
  /** The port (default: any free port). */
  readonly port?: number;
  /** Documents to be opened in the first window. */
  readonly opened?: readonly string[];
  /** The folder of the presets that come with Patchbay (default: `presets` in its own folder). */
  readonly presets?: string;
  /** The limit of requests (default: REQUESTS). */
  readonly requests?: Rate;
  /** Receives unexpected errors. */
  readonly report?: (error: unknown) => void;
}

export interface RunningServer {
  /** The link with the token of this launch. */
  readonly url: string;
  readonly port: number;
  /** Makes a link that is valid once, for a command line that other users of the machine can read. */
  linkOnce(): string;
  /** Ends all connections, and then the server. */
  close(): Promise<void>;
}

/** Serves the page and the API on this machine only. @throws Error with the system's errno, such as EADDRINUSE */
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
  const auth = createAuthenticator(port);
  // A bucket each, so that a flood of strangers' requests never locks out the user.
  const rate = options.requests ?? REQUESTS;
  const [known, unknown] = [bucket(rate), bucket(rate)];
  const mayAsk = (request: IncomingMessage) => (auth.knows(request) ? known() : unknown());
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE, perMessageDeflate: false });
  server.on('request', (request, response) => {
    if (!mayAsk(request)) {
      response.writeHead(429, { 'Retry-After': '1', Connection: 'close' }).end();
      return;
    }
    respond(request, response, auth, options.root).catch((error: unknown) => {
      report(error);
      response.destroy();
    });
  });
  server.on('upgrade', (request, stream, head) => {
    // A browser may close the connection at any time, which is not an error.
    stream.on('error', () => stream.destroy());
    if (!mayAsk(request)) return refuse(stream, '429 Too Many Requests');
    if (!mayConnect(request, auth)) return refuse(stream, '403 Forbidden');
    if (sockets.clients.size >= MOST_PAGES) return refuse(stream, '503 Service Unavailable');
    sockets.handleUpgrade(request, stream, head, (socket) => {
      // An invalid message closes the connection, which `close` handles.
      socket.on('error', () => {});
      host.connect(socketTransport(socket));
    });
  });
  const link = (token: string) => `http://127.0.0.1:${port}/?token=${token}`;
  return {
    url: link(auth.token),
    port,
    linkOnce: () => link(auth.tokenForOnce()),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await closed;
      await host.close();
    },
  };
}

function mayConnect(request: IncomingMessage, auth: Authenticator): boolean {
  return request.url === '/host' && auth.isFromUs(request) && auth.hasCookie(request) && auth.hasKey(request);
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
