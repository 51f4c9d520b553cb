import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bucket, TOKENS } from './rate-limit';

/**
 * Authenticates browsers. The server listens only on this machine, but other pages in the same browser and other users of the machine
 * can reach it, so a browser needs the token of this launch, and then has a cookie.
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
  /** True if the Origin header names our own page; browsers send it with every WebSocket request. */
  isFromUs(request: IncomingMessage): boolean;
}

/** @param port the server's port */
export function createAuthenticator(port: number): Authenticator {
  const token = randomBytes(24).toString('base64url');
  const secret = randomBytes(24).toString('base64url');
  const unspent = new Set<string>();
  const mayTry = bucket(TOKENS);
  // A browser sends cookies to all ports of a host, so the cookie's name has the port.
  const name = `patchbay-${port}`;
  const hosts: ReadonlySet<string | undefined> = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const isForUs = ({ headers }: IncomingMessage) => hosts.has(headers.host);
  return {
    token,
    isForUs,
    tokenForOnce: () => {
      const once = randomBytes(24).toString('base64url');
      unspent.add(once);
      return once;
    },
    admits: (shown) => {
      if (!mayTry()) return false;
      if (same(shown, token)) return true;
      const once = [...unspent].find((candidate) => same(shown, candidate));
      return once !== undefined && unspent.delete(once);
    },
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
    hasCookie: ({ headers }) => (headers.cookie ?? '').split(/; */).some((cookie) => same(cookie, `${name}=${secret}`)),
    isFromUs: (request) => isForUs(request) && request.headers.origin === `http://${request.headers.host}`,
  };
}

/** Compares two texts in constant time. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
