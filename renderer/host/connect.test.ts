import { describe, expect, test } from 'vitest';
import { HostClosed } from '../../shared/host/errors';
import type { Transport } from '../../shared/host/rpc/transport';
import { keepConnected } from './connect';

/** A host that can be disconnected: it sends a greeting, has no recent files, and emits the events of a test. */
function fakeHost(options: { failing?: number } = {}) {
  let failing = options.failing ?? 0;
  let cut = () => {};
  let tell: (message: unknown) => void = () => {};
  const greetings: string[] = [];
  const opened: unknown[] = [];
  const open = async (): Promise<Transport> => {
    if (failing-- > 0) throw new HostClosed();
    const closing: (() => void)[] = [];
    let alive = true;
    cut = () => {
      alive = false;
      for (const listener of closing.splice(0)) listener();
    };
    const listeners: ((message: unknown) => void)[] = [];
    tell = (message) => {
      for (const listener of listeners) if (alive) listener(message);
    };
    return {
      post: (message) => {
        const { id, call, input } = JSON.parse(JSON.stringify(message));
        if (call === 'app.hello') greetings.push(input.window);
        const hello = { version: '1', host: 'served', platform: 'linux', nativeDialogs: false, opened: opened.splice(0) };
        queueMicrotask(() => tell({ id, ok: true, output: call === 'app.hello' ? hello : [] }));
      },
      onMessage: (listener) => void listeners.push(listener),
      onClose: (listener) => void closing.push(listener),
    };
  };
  return {
    open,
    greetings,
    opened,
    fail: (times: number) => {
      failing = times;
    },
    cut: () => cut(),
    tell: (message: unknown) => tell(message),
  };
}

const waits: number[] = [];
const wait = async (ms: number) => {
  waits.push(ms);
};
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a connection', () => {
  test('tries until somebody answers, a little later each time', async () => {
    waits.length = 0;
    const host = fakeHost({ failing: 7 });
    const connection = await keepConnected('window-1', host.open, wait);
    expect(connection.hello.version).toBe('1');
    expect(connection.state()).toBe('open');
    expect(waits).toEqual([100, 300, 1_000, 2_000, 5_000, 5_000, 5_000]);
    expect(await connection.host.call('recent.list', {})).toEqual([]);
  });

  test('outlives its line: it greets again, and its listeners stay', async () => {
    const host = fakeHost();
    const connection = await keepConnected('window-1', host.open, wait);
    const states: string[] = [];
    const heard: unknown[] = [];
    connection.onState(() => states.push(connection.state()));
    const stop = connection.host.on('app.command', ({ command }) => heard.push(command));
    host.fail(2);
    host.cut();
    expect(connection.state()).toBe('lost');
    await expect(connection.host.call('recent.list', {})).rejects.toBeInstanceOf(HostClosed);
    await settle();
    expect(states).toEqual(['lost', 'open']);
    expect(host.greetings).toEqual(['window-1', 'window-1']);
    expect(await connection.host.call('recent.list', {})).toEqual([]);
    host.tell({ event: 'app.command', payload: { command: 'file.save' } });
    expect(heard).toEqual(['file.save']);
    stop();
    host.tell({ event: 'app.command', payload: { command: 'file.save' } });
    expect(heard).toEqual(['file.save']);
  });

  test('passes on what was to be opened while it was lost', async () => {
    const host = fakeHost();
    const connection = await keepConnected('window-1', host.open, wait);
    const names: string[] = [];
    connection.host.on('files.opened', ({ files }) => names.push(...files.map(({ name }) => name)));
    host.opened.push({ handle: 'h', name: 'net.json', folder: 'nets' });
    host.cut();
    await settle();
    expect(names).toEqual(['net.json']);
  });

  test('a call that waits when the line is lost is rejected', async () => {
    const host = fakeHost();
    const connection = await keepConnected('window-1', host.open, wait);
    const pending = connection.host.call('recent.list', {});
    host.cut();
    await expect(pending).rejects.toBeInstanceOf(HostClosed);
  });
});
