import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { needs } from '../../e2e/support/needs';
import { connect } from '../../shared/host/client';
import { MOST_MESSAGE, type Transport } from '../../shared/host/rpc/transport';
import { type RunningServer, startServer } from './server';

/** Tests of the server over real sockets. */

const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-serve-'));
const root = path.join(folder, 'page');
const before = process.env['PATCHBAY_HOME'];
const reported: unknown[] = [];
let server: RunningServer;
let cookie = '';
let key = '';

beforeAll(async () => {
  process.env['PATCHBAY_HOME'] = path.join(folder, 'home');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(root, 'index.html'), '<!doctype html><title>the page</title>');
  writeFileSync(path.join(root, 'assets', 'main-abc.js'), 'export {};');
  writeFileSync(path.join(root, 'secret.key'), 'not of the page');
  writeFileSync(path.join(folder, 'outside.json'), '{"secret":true}');
  writeFileSync(path.join(folder, 'page.json'), '{"secret":true}');
  server = await startServer({ root, report: (error) => reported.push(error) });
  cookie = await letIn(server.url);
  key = keyIn((await ask(tokenOf(server.url))).headers.location);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A raw request, since HTTP clients normalize paths. */
function ask(target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: server.port, path: target, method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

const keyIn = (location: string | null | undefined) => location?.match(/^\/#key=([\w-]{32})$/)?.[1] ?? '';
const tokenOf = (url: string) => new URL(url).pathname + new URL(url).search;

/** Follows a link as a browser would. @returns the cookie */
async function letIn(url: string): Promise<string> {
  const { status, headers } = await ask(tokenOf(url));
  expect(status).toBe(303);
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

const asked = (target: string, more: Record<string, string> = {}) => ask(target, { cookie, ...more });

describe('the page', () => {
  test('needs the link, whose token is removed from the address', async () => {
    const { status, headers } = await ask(tokenOf(server.url));
    expect(status).toBe(303);
    // The fragment is sent to no server, neither is a Referer.
    expect(keyIn(headers.location)).toBe(key);
    expect(key.length).toBe(32);
    expect(headers['set-cookie']?.[0]).toMatch(/^patchbay-\d+=[\w-]{20,}; Path=\/; HttpOnly; SameSite=Strict$/);
    const page = await asked('/');
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('the page') });
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    // The cookie does not reveal the token.
    expect(cookie).not.toContain(new URL(server.url).searchParams.get('token'));
    expect(cookie).not.toContain(key);
  });

  test.each(['/', '/index.html', '/assets/main-abc.js', '/?token=', '/?token=wrong'])(
    'is not shown to others: %s',
    async (target) => {
      for (const headers of [{}, { cookie: 'patchbay=1' }, { cookie: `patchbay-${server.port}=x` }]) {
        const refused = await ask(target, headers);
        expect(refused.status).toBe(403);
        expect(refused.body).toContain('Open the link that Patchbay printed');
        expect(refused.headers['set-cookie']).toBeUndefined();
      }
      expect((await ask(target, { 'accept-language': 'es-AR,es;q=0.9,en;q=0.8' })).body).toContain('Abra el enlace');
    },
  );

  test('a one-time link is valid once', async () => {
    const link = server.linkOnce();
    expect((await letIn(link)).length).toBeGreaterThan(20);
    expect((await ask(tokenOf(link))).status).toBe(403);
    expect((await ask(tokenOf(server.url))).status).toBe(303);
  });

  test('hashed assets are cached, and every response has the security headers', async () => {
    const script = await asked('/assets/main-abc.js');
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    for (const { headers } of [
      script,
      await asked('/'),
      await asked('/nowhere'),
      await ask('/'),
      await asked('/', { host: 'evil' }),
    ]) {
      expect(headers['content-security-policy']).toContain("default-src 'self'; style-src 'self' 'unsafe-inline'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    }
    expect((await asked('/')).headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${server.port};`);
    expect((await asked('/', { host: 'evil:1' })).headers['content-security-policy']).not.toContain('evil');
  });

  test.each([
    '/../outside.json',
    '/..%2foutside.json',
    '/..%2Foutside.json',
    '/%2e%2e/outside.json',
    '/%2e%2e%2foutside.json',
    '/assets/..%2f..%2foutside.json',
    '/assets/%2e%2e/%2e%2e/outside.json',
    '/..%5coutside.json',
    '/..\\outside.json',
    '/%252e%252e%252foutside.json',
    '//outside.json',
    '/../page.json',
    '/..%2fpage.json',
    '/%00',
    '/index.html%00.json',
    '/%',
    '/%c0%ae%c0%ae/outside.json',
    '/assets',
    '/assets/',
    '/secret.key',
    'http://evil.example/outside.json',
    '*',
  ])('nothing else of the disk is: %s', async (target) => {
    const { status, body } = await asked(target);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain('secret');
    expect(body).not.toContain('not of the page');
  });

  test('serves no file whose name is a path on another system', needs('unix'), async () => {
    writeFileSync(path.join(root, 'c:file.json'), '{}');
    writeFileSync(path.join(root, 'folder\\file.json'), '{}');
    for (const target of ['/c:file.json', '/folder%5cfile.json']) expect((await asked(target)).status).toBe(404);
  });

  test.each(['evil.example', 'evil.example:80', `127.0.0.1.evil.example:${1}`, '127.0.0.1', 'localhost:1', '0.0.0.0'])(
    'is not shown under another name: %s',
    async (host) => {
      expect((await asked('/', { host })).status).toBe(403);
      expect((await ask(tokenOf(server.url), { host })).status).toBe(403);
    },
  );

  test('answers only GET and HEAD', async () => {
    expect((await asked('/', { host: `localhost:${server.port}` })).status).toBe(200);
    expect(await ask('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask('/', { cookie }, method)).status).toBe(405);
  });
});

describe('the WebSocket', () => {
  const origin = () => `http://127.0.0.1:${server.port}`;

  /** @returns the socket, or the status of the refusal */
  function open(
    headers: Record<string, string>,
    target = '/host',
    protocols: readonly string[] = ['patchbay', key],
  ): Promise<WebSocket | number> {
    return new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${target}`, [...protocols], { headers });
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0);
        socket.on('error', () => {});
        socket.terminate();
      });
    });
  }

  async function opened(): Promise<WebSocket> {
    const socket = await open({ cookie, origin: origin() });
    if (typeof socket === 'number') throw new Error(`refused: ${socket}`);
    return socket;
  }

  const transport = (socket: WebSocket): Transport => ({
    post: (message) => socket.send(JSON.stringify(message)),
    onMessage: (listener) => void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
    onClose: (listener) => void socket.on('close', () => listener()),
  });

  const closed = (socket: WebSocket) => new Promise<number>((resolve) => socket.on('close', resolve));
  const answerTo = (socket: WebSocket, text: string) =>
    new Promise<unknown>((resolve) => {
      socket.once('message', (data) => resolve(JSON.parse(data.toString())));
      socket.send(text);
    });

  test('carries the API', async () => {
    const socket = await opened();
    const { call } = connect(transport(socket));
    expect(await call('app.hello', { window: 'window-1' })).toMatchObject({ host: 'served', nativeDialogs: false, opened: [] });
    expect((await call('presets.list', {})).length).toBeGreaterThan(10);
    await expect(call('files.open', {})).rejects.toMatchObject({ code: 'noDialogs' });
    socket.close();
  });

  test.each<[string, (own: string) => Record<string, string>]>([
    ['without a cookie', (own) => ({ origin: own })],
    ['with another cookie', (own) => ({ origin: own, cookie: `patchbay-${server.port}=x` })],
    ['of no page', () => ({ cookie })],
    ['of another page', () => ({ cookie, origin: 'https://evil.example' })],
    ['of another port', () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['of a file', () => ({ cookie, origin: 'null' })],
    ['of our other name', () => ({ cookie, origin: `http://localhost:${server.port}` })],
    ['under another name', () => ({ cookie, origin: 'http://evil.example', host: 'evil.example' })],
  ])('is not opened for a request %s', async (_, headers) => {
    expect(await open(headers(origin()))).toBe(403);
  });

  test('is not opened with the cookie alone, which servers on other ports receive', async () => {
    for (const protocols of [[], ['patchbay'], ['patchbay', cookie.split('=')[1] ?? ''], ['patchbay', `${key}x`]])
      expect(await open({ cookie, origin: origin() }, '/host', protocols)).toBe(403);
    const socket = await opened();
    expect(socket.protocol).toBe('patchbay');
    socket.close();
  });

  test('is limited to a number of pages', async () => {
    const pages: WebSocket[] = [];
    for (let count = 0; count < 64; count++) pages.push(await opened());
    expect(await open({ cookie, origin: origin() })).toBe(503);
    const ended = pages.map(closed);
    for (const page of pages) page.close();
    await Promise.all(ended);
    (await opened()).close();
  });

  test('has only one address', async () => {
    for (const target of ['/', '/host/', '/host?x=1', '//host'])
      expect(await open({ cookie, origin: origin() }, target)).toBe(403);
  });

  test('answers invalid calls with errors', async () => {
    const socket = await opened();
    const wrong = (call: string, input: unknown) => answerTo(socket, JSON.stringify({ id: 1, call, input }));
    expect(await wrong('files.read', { handle: 1 })).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(await wrong('__proto__', {})).toMatchObject({ ok: false, error: { code: 'unknownCall' } });
    expect(await wrong('constructor', {})).toMatchObject({ ok: false, error: { code: 'unknownCall' } });
    const polluting = '{"id":1,"call":"app.hello","input":{"window":"window-1","__proto__":{"polluted":true}}}';
    expect(await answerTo(socket, polluting)).toMatchObject({ ok: false, error: { code: 'badInput' } });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    socket.close();
  });

  test('is closed on messages that are not JSON, not text, or too large', async () => {
    const [words, bytes, large] = [await opened(), await opened(), await opened()];
    words.send('hello');
    expect(await closed(words)).toBe(1007);
    bytes.send(Buffer.from('{}'));
    expect(await closed(bytes)).toBe(1003);
    large.on('error', () => {});
    large.send('x'.repeat(MOST_MESSAGE + 1));
    expect(await closed(large)).toBe(1009);
    // The server keeps running.
    (await opened()).close();
  });

  test('is closed on a flood', async () => {
    const socket = await opened();
    const end = closed(socket);
    for (let number = 0; number < 2_000; number++) socket.send(JSON.stringify({ id: number, call: 'nothing', input: {} }));
    expect(await end).toBe(1008);
  });

  test('survives an aborted upgrade', async () => {
    const socket = connectSocket(server.port, '127.0.0.1');
    socket.write('GET /host HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.destroy();
    expect((await asked('/')).status).toBe(200);
  });
});

describe('the server', () => {
  test('opens documents in the first window, and frees its port when closed', async () => {
    const file = path.join(folder, 'net.json');
    writeFileSync(file, '{}');
    const other = await startServer({ root, opened: [file] });
    const response = await fetch(other.url, { redirect: 'manual' });
    const own = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const socket = new WebSocket(`ws://127.0.0.1:${other.port}/host`, ['patchbay', keyIn(response.headers.get('location'))], {
      headers: { cookie: own, origin: `http://127.0.0.1:${other.port}` },
    });
    await new Promise((resolve) => socket.on('open', resolve));
    const ended = new Promise((resolve) => socket.on('close', resolve));
    const { call } = connect({
      post: (message) => socket.send(JSON.stringify(message)),
      onMessage: (listener) => void socket.on('message', (data) => listener(JSON.parse(data.toString()))),
      onClose: (listener) => void socket.on('close', () => listener()),
    });
    const [ref] = (await call('app.hello', { window: 'window-1' })).opened;
    expect((await call('files.read', { handle: ref?.handle ?? '' })).text).toBe('{}');
    // The cookie of one server is not valid for another.
    expect((await asked('/', { cookie: own })).status).toBe(403);
    await other.close();
    await ended;
    const again = await startServer({ root, port: other.port });
    expect(again.port).toBe(other.port);
    await expect(startServer({ root, port: other.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await again.close();
  });

  test('reports a data folder that cannot be created', async () => {
    const home = process.env['PATCHBAY_HOME'];
    process.env['PATCHBAY_HOME'] = path.join(import.meta.filename, 'home');
    try {
      await expect(startServer({ root: folder })).rejects.toMatchObject({ name: 'FileError', code: 'noFolder' });
    } finally {
      process.env['PATCHBAY_HOME'] = home;
    }
  });

  test('listens only on this machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list = []) => list.filter(({ internal }) => !internal));
    // On Linux, all of 127.0.0.0/8 is this machine.
    const hosts = [...others.map(({ address }) => address), ...(process.platform === 'linux' ? ['127.0.0.2'] : [])];
    const reached = hosts.map(
      (host) =>
        new Promise<boolean>((resolve) => {
          const socket = connectSocket({ port: server.port, host, timeout: 2_000 });
          const end = (found: boolean) => () => {
            socket.destroy();
            resolve(found);
          };
          socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
        }),
    );
    expect(await Promise.all(reached)).toEqual(hosts.map(() => false));
  });

  test('reports that the page is not built', async () => {
    const other = await startServer({ root: path.join(folder, 'nothing') });
    const response = await fetch(other.url, { redirect: 'manual' });
    const own = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(`http://127.0.0.1:${other.port}/`, { headers: { cookie: own } });
    expect([page.status, await page.text()]).toEqual([500, expect.stringContaining('not built')]);
    await other.close();
  });

  test('follows no symbolic link out of its folder', needs('unix'), async () => {
    symlinkSync(path.join(folder, 'outside.json'), path.join(root, 'link.json'));
    expect((await asked('/link.json')).status).toBe(404);
  });
});

test('no unexpected error was reported', () => {
  expect(reported).toEqual([]);
});
