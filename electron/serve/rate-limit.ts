import type { Server } from 'node:http';

/** A rate limit: events per second in the long run, and burst size. */
export interface Rate {
  readonly perSecond: number;
  readonly atOnce: number;
}

/**
 * A token bucket. @returns a function that takes a token, and gives false if none is left
 * @param now milliseconds of a monotonic clock: with the wall clock, setting it back would stop the refill
 */
export function bucket({ perSecond, atOnce }: Rate, now: () => number = () => performance.now()): () => boolean {
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

/** The limit of requests of all authenticated browsers together, and of all others together. A page has about twenty files. */
export const REQUESTS: Rate = { perSecond: 100, atOnce: 1_000 };

/** Limits connections, headers and times of clients that are not authenticated. No request has a body. */
export function boundConnections(server: Server): void {
  server.maxConnections = 256;
  server.maxHeadersCount = 100;
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 5_000;
}
