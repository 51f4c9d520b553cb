import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bucket, TOKENS } from './rate-limit';

/**
 * Who may come in. The server listens on this machine alone, but every other page in the same browser, and every other person on
 * the machine, can reach it there: only who has the launch's token is let in, and remembered with a cookie.
 */
export interface Gate {
  /** For the link that is printed and opened. */
  readonly token: string;
  /** Whether the request names this server, and not another name that leads here (DNS rebinding). */
  isForUs(request: IncomingMessage): boolean;
  /**
   * A token that lets in once. Whoever lists the machine's processes sees what a browser was started with: by then it is spent.
   */
  tokenForOnce(): string;
  /** Whether a token lets in. One that does so once is spent by asking. */
  admits(token: string): boolean;
  /** What makes a browser that showed the token known. */
  readonly cookie: string;
  hasCookie(request: IncomingMessage): boolean;
  /** Whether it is our own page that asks; a browser says so whenever it opens a WebSocket. */
  isFromUs(request: IncomingMessage): boolean;
}

/** @param port that the server listens on */
export function createGate(port: number): Gate {
  const token = randomBytes(24).toString('base64url');
  const secret = randomBytes(24).toString('base64url');
  const unspent = new Set<string>();
  const mayTry = bucket(TOKENS);
  // A browser sends cookies to every port of a machine: each server has a name of its own.
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

/** Compares in a time that says nothing about where two texts differ. */
function same(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
