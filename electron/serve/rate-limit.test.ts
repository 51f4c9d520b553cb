import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthenticator } from './auth';
import { boundConnections, bucket } from './rate-limit';
import { type RunningServer, startServer } from './server';

const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-limits-'));
const before = process.env['PATCHBAY_HOME'];
let server: RunningServer;

beforeAll(async () => {
  process.env['PATCHBAY_HOME'] = path.join(folder, 'home');
  server = await startServer({ root: folder });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

function status(method: string, headers: Record<string, string>, body = '', port = server.port): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path: '/', method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asking.on('error', reject);
    asking.end(body);
  });
}

describe('the server', () => {
  test('accepts no request body with any method', async () => {
    for (const method of ['GET', 'POST', 'PUT']) expect(await status(method, { 'Content-Length': '4' }, 'body')).toBe(413);
    expect(await status('POST', { 'Transfer-Encoding': 'chunked' }, 'body')).toBe(413);
  });

  test('limits the size of headers', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () =>
        socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(100_000)}\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 431/);
  });

  test('limits requests per second of clients that are not authenticated', async () => {
    const few = await startServer({ root: folder, requests: { perSecond: 0.001, atOnce: 10 } });
    const found = await Promise.all(Array.from({ length: 30 }, () => status('GET', { Connection: 'close' }, '', few.port)));
    expect(found.filter((one) => one === 403)).toHaveLength(10);
    expect(found.filter((one) => one === 429)).toHaveLength(20);
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket' };
    expect(await status('GET', upgrade, '', few.port)).toBe(429);
    // The user is not locked out by that flood.
    const link = await fetch(few.linkOnce(), { redirect: 'manual' });
    expect(link.status).toBe(303);
    const cookie = link.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await fetch(`http://127.0.0.1:${few.port}/`, { headers: { cookie } })).status).not.toBe(429);
    await few.close();
  });

  test('limits connections', async () => {
    const other = await startServer({ root: folder });
    let ended = 0;
    const sockets = await Promise.all(
      Array.from(
        { length: 270 },
        () =>
          new Promise<Socket>((resolve) => {
            const socket = connect(other.port, '127.0.0.1', () => resolve(socket));
            socket.on('error', () => {});
            socket.on('close', () => ended++);
          }),
      ),
    );
    await expect.poll(() => ended).toBe(14);
    for (const socket of sockets) socket.destroy();
    await other.close();
  });
});

test('connections, headers and times of unauthenticated clients are limited', () => {
  const plain = createServer();
  boundConnections(plain);
  const { maxConnections, maxHeadersCount, headersTimeout, requestTimeout, keepAliveTimeout } = plain;
  expect({ maxConnections, maxHeadersCount, headersTimeout, requestTimeout, keepAliveTimeout }).toEqual({
    maxConnections: 256,
    maxHeadersCount: 100,
    headersTimeout: 10_000,
    requestTimeout: 20_000,
    keepAliveTimeout: 5_000,
  });
});

test('wrong tokens do not lock out the right one, which is used up once', () => {
  const auth = createAuthenticator(1);
  const once = auth.tokenForOnce();
  for (let tries = 0; tries < 1_000; tries++) expect(auth.admits(`guess-${tries}`)).toBe(false);
  expect(auth.admits(auth.token)).toBe(true);
  expect([auth.admits(once), auth.admits(once)]).toEqual([true, false]);
});

test('a token bucket refills at its rate', () => {
  let time = 0;
  const take = bucket({ perSecond: 2, atOnce: 3 }, () => time);
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
  time = 500;
  expect([take(), take()]).toEqual([true, false]);
  time = 60_000;
  expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
});
