import { decode, encode } from '../clone';
import { unsupported } from '../strict';
import { openBridge } from './bridge';

/** Set by the script's own first lines. */
declare const STANDIN_CHANNEL: string;
declare const STANDIN_PROCESS: Readonly<Record<string, unknown>>;
declare function STANDIN_PRELOAD(require: unknown, module: unknown, exports: unknown, process: unknown): void;

type Listener = (event: unknown, ...args: unknown[]) => void;

/** The world of a sandboxed preload: the `electron` that it may require, and then the preload itself. */
if (window === window.top) {
  const toHost: unknown = Reflect.get(globalThis, '__standinToHost');
  Reflect.deleteProperty(globalThis, '__standinToHost');
  const send = (message: object) => {
    if (typeof toHost === 'function') toHost(JSON.stringify(message));
  };
  const bridge = openBridge(STANDIN_CHANNEL, 'preload', () => {});
  const listeners = new Map<string, Listener[]>();
  const calls = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const files: File[] = [];
  let count = 0;

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => send({ type: 'send', channel, args: encode(args) }),
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const text = encode(args);
        calls.set(++count, { resolve, reject });
        send({ type: 'invoke', id: count, channel, args: text });
      }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    removeListener: (channel: string, listener: Listener) => {
      const others = (listeners.get(channel) ?? []).filter((one) => one !== listener);
      listeners.set(channel, others);
    },
  };
  const electron = {
    ipcRenderer: throwing('ipcRenderer', ipcRenderer),
    contextBridge: throwing('contextBridge', { exposeInMainWorld: bridge.expose }),
    webUtils: throwing('webUtils', {
      // Only Chromium knows the path of a file: the host asks for it when the message passes.
      getPathForFile: (file: File) => `standin-file:${files.push(file) - 1}`,
    }),
  };
  Object.assign(globalThis, {
    __standinFile: (index: number) => files[index],
    __standinFromHost: (text: string) => {
      const message: { type: string; id: number; channel: string; args: string; value?: string; error?: string } =
        JSON.parse(text);
      if (message.type === 'event') {
        const args = decode(message.args);
        for (const listener of listeners.get(message.channel) ?? []) listener({}, ...(Array.isArray(args) ? args : []));
        return;
      }
      const call = calls.get(message.id);
      calls.delete(message.id);
      if (message.value === undefined) call?.reject(new Error(message.error));
      else call?.resolve(decode(message.value));
    },
  });
  const module = { exports: {} };
  const require = (name: string) => {
    if (name === 'electron' || name === 'electron/renderer') return electron;
    throw new Error(`module not found: ${name}`);
  };
  try {
    STANDIN_PRELOAD(require, module, module.exports, STANDIN_PROCESS);
  } catch (error) {
    console.error(`Unable to load the preload: ${error}`);
    send({ type: 'preload-error', message: String(error) });
  }
}

function throwing<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get: (target, key) => {
      if (key in target || typeof key === 'symbol') return Reflect.get(target, key);
      throw unsupported(`${name}.${key}`);
    },
  });
}
