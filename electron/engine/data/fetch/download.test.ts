import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { DataError } from '../support/error';
import type { Patience } from '../support/progress';
import { download } from './download';

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index) % 251));
const QUICK: Patience = { connect: 10_000, stall: 10_000, total: 60_000, between: 5, attempts: 4 };
/** For servers that let one wait. */
const SHORT: Patience = { ...QUICK, connect: 300, stall: 300 };

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server on this machine, and its address. It notes which parts are asked for. */
async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ at: string; ranges: string[] }> {
  const ranges: string[] = [];
  const listening = createServer((request, response) => {
    ranges.push(request.headers.range ?? 'all');
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { at: `http://127.0.0.1:${address.port}/file.gz`, ranges };
}

const get = (address: string, options: Partial<Parameters<typeof download>[1]> = {}) =>
  download(address, { most: 400_000, patience: QUICK, ...options });

async function refuses(work: Promise<unknown>, code: string, values: DataError['values'] = {}): Promise<void> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataError)) throw new Error('no DataError', { cause: error });
  expect(error).toMatchObject({ code, values });
  for (const lang of ['en', 'es'] as const) expect(error.text[lang]).not.toMatch(/[{}]|undefined/);
}

/** Sends from the byte that is asked for on, and breaks off after so many. */
function part(request: IncomingMessage, response: ServerResponse, most: number): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  const rest = CONTENT.subarray(from);
  const headers = { 'content-length': rest.length, 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` };
  response.writeHead(from > 0 ? 206 : 200, headers);
  if (rest.length <= most) response.end(rest);
  else response.write(rest.subarray(0, most), () => setTimeout(() => response.destroy(), 30));
}

describe('downloading', () => {
  it('gives the file, and tells how far it is', async () => {
    const { at, ranges } = await serve((_, response) => {
      response.write(CONTENT);
      response.end();
    });
    const told: [number, number | undefined][] = [];
    const bytes = await get(at, { onProgress: (done, total) => told.push([done, total]) });
    expect(Buffer.compare(bytes, CONTENT)).toBe(0);
    expect(told[0]).toEqual([0, undefined]);
    expect(told.at(-1)?.[0]).toBe(CONTENT.length);
    expect(ranges).toEqual(['all']);
  });

  it('knows the whole length where the server says it', async () => {
    const { at } = await serve((request, response) => part(request, response, Number.POSITIVE_INFINITY));
    const totals = new Set<number | undefined>();
    await get(at, { onProgress: (_, total) => totals.add(total) });
    expect([...totals]).toEqual([CONTENT.length]);
  });

  it('goes on where it broke off', async () => {
    const { at, ranges } = await serve((request, response) => part(request, response, 120_000));
    const done: number[] = [];
    expect(Buffer.compare(await get(at, { onProgress: (bytes) => done.push(bytes) }), CONTENT)).toBe(0);
    expect(ranges[0]).toBe('all');
    expect(ranges.length).toBeGreaterThan(2);
    for (const range of ranges.slice(1)) expect(range).toMatch(/^bytes=[1-9]\d*-$/);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('starts again where the server cannot go on, or goes on elsewhere', async () => {
    for (const second of ['whole', 'elsewhere'] as const) {
      let asked = 0;
      const { at } = await serve((request, response) => {
        asked++;
        if (asked === 1) part(request, response, 100_000);
        else if (asked === 2 && second === 'elsewhere')
          response.writeHead(206, { 'content-range': 'bytes 5-9/300000' }).end(CONTENT.subarray(5, 10));
        else response.end(CONTENT);
      });
      expect(Buffer.compare(await get(at), CONTENT)).toBe(0);
    }
  });

  it('follows a redirection', async () => {
    const { at } = await serve((request, response) =>
      request.url === '/file.gz' ? response.writeHead(302, { location: '/other' }).end() : response.end(CONTENT),
    );
    expect((await get(at)).length).toBe(CONTENT.length);
  });

  it('does not follow redirections for ever', async () => {
    const { at } = await serve((_, response) => response.writeHead(302, { location: '/file.gz' }).end());
    await refuses(get(at), 'unreachable');
  });

  it('takes what is packed on the way', async () => {
    const { at } = await serve((_, response) => {
      const packed = gzipSync(CONTENT);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    });
    expect(Buffer.compare(await get(at), CONTENT)).toBe(0);
  });

  it('says which status the server gives, and asks again only where that may help', async () => {
    for (const [status, times] of [
      [404, 1],
      [403, 1],
      [503, 4],
    ] as const) {
      const { at, ranges } = await serve((_, response) => response.writeHead(status).end('no'));
      await refuses(get(at), 'http', { status });
      expect(ranges.length).toBe(times);
    }
  });

  it('gives up on a server that never has more than the beginning', async () => {
    const { at, ranges } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write(CONTENT.subarray(0, 1_000), () => setTimeout(() => response.destroy(), 20));
    });
    await refuses(get(at), 'broken');
    expect(ranges.length).toBe(4);
  });

  it('does not wait for ever: for an answer, for a piece, for the end', async () => {
    const silent = await serve(() => undefined);
    await refuses(get(silent.at, { patience: SHORT }), 'slow', { seconds: 0.3 });
    expect(silent.ranges).toEqual(['all']);
    const stuck = await serve((_, response) => response.writeHead(200, { 'content-length': 10 }).flushHeaders());
    await refuses(get(stuck.at, { patience: SHORT }), 'slow', { seconds: 0.3 });
    const drops = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const start = performance.now();
    await refuses(get(drops.at, { patience: { ...QUICK, total: 600 } }), 'endless', { seconds: 0.6 });
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('takes no more than it was told to', async () => {
    const said = await serve((_, response) => response.writeHead(200, { 'content-length': 10_000_000 }).flushHeaders());
    await refuses(get(said.at), 'tooMuch', { most: 400_000 });
    const unsaid = await serve((_, response) => {
      const more = () => {
        while (response.write(CONTENT));
      };
      response.on('drain', more);
      more();
    });
    await refuses(get(unsaid.at), 'tooMuch', { most: 400_000 });
    expect(unsaid.ranges.length).toBe(1);
  });

  it('says that a server cannot be reached', async () => {
    const { at } = await serve(() => undefined);
    server?.close();
    server?.closeAllConnections();
    await refuses(get(at), 'unreachable', { reason: 'ECONNREFUSED' });
  });

  it('stops when it is told to: before, during, and between two attempts', async () => {
    await refuses(get('http://127.0.0.1:9/', { signal: AbortSignal.abort() }), 'stopped');
    const { at } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('x');
    });
    await refuses(get(at, { signal: AbortSignal.timeout(50) }), 'stopped');
    const busy = await serve((_, response) => response.writeHead(503).end());
    await refuses(get(busy.at, { signal: AbortSignal.timeout(100), patience: { ...QUICK, between: 10_000 } }), 'stopped');
  });
});
