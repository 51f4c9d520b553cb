import type { Server } from 'node:http';

/** How often something may happen: in the long run, and at once. */
export interface Rate {
  readonly perSecond: number;
  readonly atOnce: number;
}

/** A bucket that fills up at a steady rate, and that everything that happens takes one drop from. @returns whether there is one */
export function bucket({ perSecond, atOnce }: Rate, now: () => number = Date.now): () => boolean {
  let left = atOnce;
  let last = now();
  return () => {
    const at = now();
    left = Math.min(atOnce, left + ((at - last) / 1_000) * perSecond);
    last = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}

/** Requests of all browsers together. A page is some twenty files. */
export const REQUESTS: Rate = { perSecond: 100, atOnce: 1_000 };

/** Tokens that are shown: a person has one, and whoever guesses has many. */
export const TOKENS: Rate = { perSecond: 1, atOnce: 20 };

/** Bounds what a client may take of the server before it is known: connections, headers, and time. No request has a body. */
export function boundConnections(server: Server): void {
  server.maxConnections = 256;
  server.maxHeadersCount = 100;
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 5_000;
}
