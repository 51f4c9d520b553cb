import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Authenticates browsers. The server listens only on this machine, but other pages in the same browser and other users of the machine
 * can reach it, so a browser needs the token of this launch, and then has a cookie, and the page a key. Browsers send the cookie to
 * servers on all other ports of this host, too: it gives the files of the page alone, and the API needs the key as well.
 */
export interface Authenticator {
  /** The token in the printed link. */
  readonly token: string;
  /** True if the request's Host header names this server, and not another name for its address (DNS rebinding). */
  isForUs(request: IncomingMessage): boolean;
  /**
   * Makes a token that is valid once. Other users can see a browser's command line in the list of processes; it is used up by then.
   */
  tokenForOnce(): string;
  /** Checks a token. A token that is valid once is used up by this. */
  admits(token: string): boolean;
  /** The cookie for a browser that has shown the token. */
  readonly cookie: string;
  hasCookie(request: IncomingMessage): boolean;
  /** The address of the page for a browser that has shown the token: its fragment, which is sent to no server, has the key. */
  readonly address: string;
  /** True if a WebSocket request names the key among its protocols. */
  hasKey(request: IncomingMessage): boolean;
  /** True if a request has the cookie or a valid token in its URL. No token is used up by this. */
  knows(request: IncomingMessage): boolean;
  /** True if the Origin header names our own page; browsers send it with every WebSocket request. */
  isFromUs(request: IncomingMessage): boolean;
}

/** @param port the server's port */
export function createAuthenticator(port: number): Authenticator {
  const token = randomBytes(24).toString('base64url');
  const secret = randomBytes(24).toString('base64url');
  const key = randomBytes(24).toString('base64url');
  const unspent = new Set<string>();
  // A browser sends cookies to all ports of a host, so the cookie's name has the port.
  const name = `patchbay-${port}`;
  const hosts: ReadonlySet<string | undefined> = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const isForUs = ({ headers }: IncomingMessage) => hosts.has(headers.host);
  const isValid = (shown: string) => [token, ...unspent].some((candidate) => same(shown, candidate));
  const hasCookie = ({ headers }: IncomingMessage) =>
    (headers.cookie ?? '').split(/; */).some((cookie) => same(cookie, `${name}=${secret}`));
  return {
    token,
    isForUs,
    tokenForOnce: () => {
      const once = randomBytes(24).toString('base64url');
      unspent.add(once);
      return once;
    },
    admits: (shown) => {
      if (same(shown, token)) return true;
      const once = [...unspent].find((candidate) => same(shown, candidate));
      return once !== undefined && unspent.delete(once);
    },
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    hasCookie,
    address: `/#key=${key}`,
    hasKey: ({ headers }) => (headers['sec-websocket-protocol'] ?? '').split(/ *, */).some((protocol) => same(protocol, key)),
    knows: (request) => hasCookie(request) || isValid(tokenOf(request)),
    isFromUs: (request) => isForUs(request) && request.headers.origin === `http://${request.headers.host}`,
  };
}

/** The token in a request's URL; empty without one. */
function tokenOf({ url = '' }: IncomingMessage): string {
  return new URLSearchParams(url.split('?', 2)[1]).get('token') ?? '';
}

/** Compares two texts in constant time. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
