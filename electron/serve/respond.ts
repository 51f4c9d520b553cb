import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy, readPageFile, securityHeaders } from '../services/page';
import type { Authenticator } from './auth';
import { messagePage } from './messages';

/** Answers a browser's request for the page. @param root the folder of the built page */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  auth: Authenticator,
  root: string,
): Promise<void> {
  const { method = '', headers } = request;
  const policy = contentSecurityPolicy(auth.isForUs(request) ? `ws://${headers.host}` : undefined);
  const end = (status: number, more: Readonly<Record<string, string>>, body: string | Buffer = '') => {
    response.writeHead(status, { ...securityHeaders(policy), 'Content-Length': Buffer.byteLength(body), ...more });
    response.end(method === 'HEAD' ? undefined : body);
  };
  const say = (status: number, code: 'closed' | 'notFound' | 'notBuilt') =>
    end(status, HTML, messagePage(code, headers['accept-language']));

  if (!auth.isForUs(request)) return say(403, 'closed');
  // Requests have no body: pages send their calls over the WebSocket.
  if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
    return end(413, { Connection: 'close' });
  if (method !== 'GET' && method !== 'HEAD') return end(405, { Allow: 'GET, HEAD', Connection: 'close' });
  const url = parse(request.url);
  if (!url) return end(400, { Connection: 'close' });
  const token = url.searchParams.get('token');
  // The redirect removes the token from the address bar and the history, and the page then removes the key.
  if (token !== null && auth.admits(token)) {
    return end(303, { Location: auth.address, 'Set-Cookie': auth.cookie, 'Cache-Control': 'no-store' });
  }
  if (!auth.hasCookie(request)) return say(403, 'closed');
  const file = await readPageFile(root, url.pathname);
  if (file) return end(200, file.headers, file.bytes);
  return url.pathname === '/' ? say(500, 'notBuilt') : say(404, 'notFound');
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' } as const;

/** The path and the query of a request. */
function parse(target = ''): URL | undefined {
  // A path with two leading slashes would be parsed as a host name.
  if (!target.startsWith('/') || target.startsWith('//')) return undefined;
  try {
    return new URL(target, 'http://127.0.0.1');
  } catch {
    return undefined;
  }
}
