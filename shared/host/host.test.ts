import { describe, expect, test } from 'vitest';
import { rejection } from '../i18n/testing';
import { api, type Call, type Handlers } from './api';
import { FILE_KINDS, withExtension } from './areas/file-kinds';
import { connect } from './client';
import { HostClosed, HostError, hostError, serviceError } from './errors';
import { EVENTS } from './events';
import type { Transport } from './rpc/transport';
import { explainNothing, serve } from './serve';

/** Two ends of a channel that carries JSON, and notifies both when it is closed. */
function line(): { readonly page: Transport; readonly host: Transport; readonly sent: unknown[]; close(): void } {
  const sent: unknown[] = [];
  const [toPage, toHost, closing]: [((message: unknown) => void)[], ((message: unknown) => void)[], (() => void)[]] = [
    [],
    [],
    [],
  ];
  const end = (to: typeof toPage, from: typeof toPage): Transport => ({
    post: (message) => {
      sent.push(message);
      const copy: unknown = JSON.parse(JSON.stringify(message));
      queueMicrotask(() => {
        for (const listener of to) listener(copy);
      });
    },
    onMessage: (listener) => void from.push(listener),
    onClose: (listener) => void closing.push(listener),
  });
  const close = () => {
    for (const listener of closing.splice(0)) listener();
  };
  return { page: end(toHost, toPage), host: end(toPage, toHost), sent, close };
}

const unused = () => Promise.reject(new Error('nobody asked for this'));
const file = { handle: 'h1', name: 'net.patchbay.json', folder: 'nets' };
const hash = 'a'.repeat(64);

const nobody = Object.fromEntries(Object.keys(api).map((name) => [name, unused])) as Record<Call, typeof unused>;
const handlers = (some: Partial<Handlers>): Handlers => ({ ...nobody, ...some });

const errorOf = (work: Promise<unknown>) => rejection(work, HostError);

describe('a call', () => {
  test('reaches its handler, and returns its answer to the page', async () => {
    const { page, host } = line();
    const asked: unknown[] = [];
    serve(
      host,
      handlers({
        'files.read': async (input) => {
          asked.push(input);
          return { file, text: '{}', sha256: hash };
        },
      }),
    );
    expect(await connect(page).call('files.read', { handle: 'h1' })).toEqual({ file, text: '{}', sha256: hash });
    expect(asked).toEqual([{ handle: 'h1' }]);
  });

  test('may be answered out of order', async () => {
    const { page, host } = line();
    const wait: Record<string, () => void> = {};
    serve(
      host,
      handlers({
        'files.read': ({ handle }) =>
          new Promise((resolve) => {
            wait[handle] = () => resolve({ file: { ...file, handle }, text: '', sha256: hash });
          }),
      }),
    );
    const client = connect(page);
    const [a, b] = [client.call('files.read', { handle: 'a' }), client.call('files.read', { handle: 'b' })];
    await new Promise((resolve) => setTimeout(resolve));
    wait['b']?.();
    expect((await b).file.handle).toBe('b');
    wait['a']?.();
    expect((await a).file.handle).toBe('a');
  });

  test('sends the text of a HostError, and nothing of other errors', async () => {
    const { page, host } = line();
    serve(
      host,
      handlers({
        'files.open': () => Promise.reject(hostError('noDialogs')),
        'recent.list': () => Promise.reject(new Error('/home/me/secret.json is missing')),
      }),
    );
    const client = connect(page);
    const refused = await errorOf(client.call('files.open', {}));
    expect(refused.code).toBe('noDialogs');
    expect(refused.text).toEqual(hostError('noDialogs').text);
    const failed = await errorOf(client.call('recent.list', {}));
    expect(failed.code).toBe('failed');
    expect(JSON.stringify(failed.text)).not.toContain('secret');
    expect(explainNothing(new Error('x')).code).toBe('failed');
  });

  test('is refused with a text cut to the maximum length', async () => {
    const { page, host } = line();
    const long = { en: 'word '.repeat(5_000), es: 'voz' };
    serve(host, handlers({ 'files.open': () => Promise.reject(serviceError('long', long)) }));
    const refused = await errorOf(connect(page).call('files.open', {}));
    expect(refused.code).toBe('long');
    expect(refused.text.en).toMatch(/^word word .*…$/);
    expect(refused.text.es).toBe('voz');
  });

  test('rejects when the channel closes, and afterwards', async () => {
    const { page, host, close } = line();
    serve(host, handlers({ 'presets.list': () => new Promise(() => {}) }));
    const client = connect(page);
    const pending = [client.call('presets.list', {}), client.call('presets.list', {})];
    await new Promise((resolve) => setTimeout(resolve));
    close();
    for (const one of pending) await expect(one).rejects.toBeInstanceOf(HostClosed);
    await expect(client.call('presets.list', {})).rejects.toBeInstanceOf(HostClosed);
  });

  test('is not answered over a closed channel', async () => {
    const { page, host, sent, close } = line();
    let finish = () => {};
    const served = serve(
      host,
      handlers({
        'recent.clear': () =>
          new Promise((resolve) => {
            finish = () => resolve({});
          }),
      }),
    );
    const pending = connect(page).call('recent.clear', {});
    await new Promise((resolve) => setTimeout(resolve));
    close();
    await expect(pending).rejects.toBeInstanceOf(HostClosed);
    finish();
    served.emit('app.closing', {});
    await new Promise((resolve) => setTimeout(resolve));
    expect(sent).toHaveLength(1);
  });

  test('rejects if the channel refuses the message', async () => {
    const { page } = line();
    const refusing: Transport = {
      ...page,
      post: () => {
        throw hostError('tooMuch');
      },
    };
    expect((await errorOf(connect(refusing).call('recent.list', {}))).code).toBe('tooMuch');
  });
});

describe('both sides validate', () => {
  /** Sends a raw message, and returns the host's reply. */
  async function answerTo(message: unknown, some: Partial<Handlers> = {}): Promise<unknown> {
    const { page, host } = line();
    serve(host, handlers(some));
    return new Promise((resolve) => {
      page.onMessage(resolve);
      page.post(message);
      setTimeout(() => resolve('silence'), 20);
    });
  }

  test('the client, before a request', async () => {
    const { page, sent } = line();
    const client = connect(page);
    expect((await errorOf(client.call('files.read', { handle: '' }))).code).toBe('badInput');
    expect((await errorOf(client.call('presets.save', { name: 'x'.repeat(300), text: '' }))).code).toBe('badInput');
    expect(sent).toEqual([]);
  });

  test.each([
    ['a wrong type', { handle: 7 }],
    ['nothing', null],
    ['a list', ['h1']],
    ['too much', { handle: 'h1', path: '/etc/passwd' }],
    ['a prototype key', JSON.parse('{"handle":"h1","__proto__":{"x":1}}')],
  ])('the host, before a handler sees %s', async (_, input) => {
    let called = false;
    const read = async () => {
      called = true;
      return { file, text: '', sha256: hash };
    };
    const answer = await answerTo({ id: 1, call: 'files.read', input }, { 'files.read': read });
    expect(answer).toMatchObject({ id: 1, ok: false, error: { code: 'badInput' } });
    expect(called).toBe(false);
  });

  test.each(['toString', '__proto__', 'constructor', 'files.delete', ''])('the host: there is no call %j', async (call) => {
    expect(await answerTo({ id: 3, call, input: {} })).toMatchObject({ id: 3, ok: false, error: { code: 'unknownCall' } });
  });

  test.each([
    null,
    'hello',
    [],
    { id: -1, call: 'recent.list', input: {} },
    { id: '1', call: 'recent.list', input: {} },
    { id: 1, call: 'recent.list', input: {}, more: 1 },
  ])('the host, that %j is no question', async (message) => {
    expect(await answerTo(message)).toBe('silence');
  });

  test('the host, before a reply', async () => {
    const wrong = async () => JSON.parse('[{"handle":"h1","path":"/home/me"}]');
    expect(await answerTo({ id: 1, call: 'recent.list', input: {} }, { 'recent.list': wrong })).toMatchObject({
      ok: false,
      error: { code: 'failed' },
    });
    // Keys that are not in the schema are dropped.
    const more = async () => [{ ...file, path: '/home/me/net.json' }];
    const answer = await answerTo({ id: 1, call: 'files.open', input: {} }, { 'files.open': more });
    expect(answer).toEqual({ id: 1, ok: true, output: [file] });
  });

  test('the client, after a reply', async () => {
    const { page, host } = line();
    host.onMessage(() => host.post({ id: 0, ok: true, output: [{ handle: 1 }] }));
    expect((await errorOf(connect(page).call('files.open', {}))).code).toBe('badOutput');
  });
});

describe('events', () => {
  test('reach their listeners, validated, until these stop', async () => {
    const { page, host } = line();
    const served = serve(host, handlers({}));
    const client = connect(page);
    const heard: unknown[] = [];
    const stop = client.on('app.command', ({ command }) => heard.push(command));
    served.emit('app.command', { command: 'file.save' });
    host.post({ event: 'app.command', payload: { command: 7 } });
    host.post({ event: 'toString', payload: {} });
    await new Promise((resolve) => setTimeout(resolve));
    expect(heard).toEqual(['file.save']);
    stop();
    served.emit('app.command', { command: 'file.open' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(heard).toEqual(['file.save']);
  });

  test('have unique names', () => {
    expect(EVENTS.every((event) => event.includes('.'))).toBe(true);
    expect(Object.keys(api).filter((call) => call.includes('.'))).toHaveLength(Object.keys(api).length);
  });
});

test('a file name gets the extension of its kind once', () => {
  expect(withExtension('net', 'document')).toBe('net.patchbay.json');
  expect(withExtension('net.json', 'document')).toBe('net.json');
  expect(withExtension('net.Patchbay.JSON', 'document')).toBe('net.Patchbay.JSON');
  expect(FILE_KINDS.map((kind) => withExtension('v1.2', kind))).toEqual([
    'v1.2.patchbay.json',
    'v1.2.py',
    'v1.2.svg',
    'v1.2.png',
    'v1.2.json',
    'v1.2.csv',
    'v1.2.html',
  ]);
});
