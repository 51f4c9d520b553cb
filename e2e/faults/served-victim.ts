import { request } from 'node:http';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { serve } from '../support/served';
import type { Answer, Victim } from './victim';

/** The window that it is asked from. */
const WINDOW = 'faults-window';

const helloSchema = z.object({ opened: z.array(z.object({ handle: z.string() })) });

/** A served Patchbay, and a line to it that sends whatever one likes. */
export interface ServedVictim extends Victim {
  readonly port: number;
  readonly cookie: string;
  /** Asks for anything at all. @returns undefined where the line ends over it, or nothing comes within the time, in milliseconds */
  ask(call: unknown, input: unknown, patience?: number): Promise<Answer | undefined>;
  /** Sends a text as it is. */
  raw(text: string): Promise<void>;
  /** Number of messages that were sent. */
  readonly sent: number;
  /** Opens another line where this one has ended. @returns the code that it ended with; undefined where it is still there */
  reopen(): Promise<number | undefined>;
}

/** Starts the server that `npx patchbay serve` starts, and opens its documents as the page would. @param uid the user that it runs as */
export async function startServed(home: string, files: readonly string[] = [], uid?: number): Promise<ServedVictim> {
  const served = await serve(files, home, uid);
  const url = new URL(served.url);
  const port = Number(url.port);
  const { cookie, key } = await get(port, `${url.pathname}${url.search}`);
  let socket = await open(port, cookie, key);
  let sent = 0;
  let ended: number | undefined;
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  const listen = () => {
    socket.on('message', (data) => {
      const { id, ok, output, error } = JSON.parse(data.toString());
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(ok ? { ok, output } : { ok: false, code: String(error?.code) });
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      ended = code;
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    });
  };
  listen();
  const reopen = async () => {
    if (socket.readyState === socket.OPEN) return undefined;
    socket = await open(port, cookie, key);
    listen();
    await ask('app.hello', { window: WINDOW });
    return ended;
  };
  const ask = async (call: unknown, input: unknown, patience = 10_000): Promise<Answer | undefined> => {
    // A line that is closed fails at once: whoever asks again and again would leave no time to hear that the process has ended.
    if (socket.readyState !== socket.OPEN) await new Promise((resolve) => setTimeout(resolve, 10));
    const id = sent++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        resolve(undefined);
      }, patience);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      socket.send(JSON.stringify({ id, call, input }), (error) => error && waiting.get(id)?.(undefined));
    });
  };
  const hello = await ask('app.hello', { window: WINDOW });
  const { opened } = helloSchema.parse(hello?.ok ? hello.output : undefined);
  for (const { handle } of opened) await ask('files.read', { handle });
  return {
    pid: served.pid,
    get alive() {
      return served.alive;
    },
    window: WINDOW,
    port,
    cookie,
    call: async (call, input) => (await ask(call, input)) ?? { ok: false, code: 'closed' },
    ask,
    raw: async (text) => {
      sent++;
      socket.send(text);
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    get sent() {
      return sent;
    },
    reopen,
    kill: served.kill,
  };
}

function open(port: number, cookie: string, key: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/host`, ['patchbay', key], {
      headers: { Cookie: cookie, Origin: `http://127.0.0.1:${port}` },
    });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Asks for a path as it is written. @returns the status, what came, and the cookie and the key that were given */
export function get(
  port: number,
  path: string,
  cookie = '',
): Promise<{ readonly status: number; readonly body: string; readonly cookie: string; readonly key: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers: { Cookie: cookie } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      const [set = ''] = response.headers['set-cookie'] ?? [];
      const key = response.headers.location?.split('#key=')[1] ?? '';
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, cookie: set.split(';')[0] ?? '', key }));
    });
    asking.on('error', reject);
    asking.end();
  });
}
