import { type ChildProcess, spawn } from 'node:child_process';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import type { Call, In } from '../../shared/host/api';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** An answer of the server: what it gave, or the code of why not. */
export type Answer = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly code: string };

/** A served Patchbay in a process of its own, and a line to it that sends whatever one likes. */
export interface Victim {
  readonly pid: number;
  readonly port: number;
  readonly cookie: string;
  /** Asks as a page would. */
  call<K extends Call>(call: K, input: In<K>): Promise<Answer>;
  /** Asks for anything at all. @returns undefined where the line ends over it, or nothing comes within the time, in milliseconds */
  ask(call: unknown, input: unknown, patience?: number): Promise<Answer | undefined>;
  /** Sends a text as it is, and opens another line where this one ends over it. */
  raw(text: string): Promise<void>;
  /** Ends the process at once. */
  kill(): Promise<void>;
  readonly alive: boolean;
}

/** Starts the server that `npx patchbay serve` starts. @param uid the user that it runs as */
export async function startVictim(home: string, uid?: number): Promise<Victim> {
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', 'serve', '--no-open', '--lang', 'en'], {
    cwd: ROOT,
    env: { ...process.env, PATCHBAY_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const url = new URL(await linkOf(child));
  const port = Number(url.port);
  const cookie = await cookieOf(port, `${url.pathname}${url.search}`);
  let socket = await open(port, cookie);
  let asked = 0;
  const waiting = new Map<number, (answer: Answer | undefined) => void>();
  const listen = () => {
    socket.on('message', (data) => {
      const { id, ok, output, error } = JSON.parse(data.toString());
      const resolve = waiting.get(id);
      waiting.delete(id);
      resolve?.(ok ? { ok, output } : { ok: false, code: String(error?.code) });
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    });
  };
  listen();
  const reopen = async () => {
    if (socket.readyState === socket.OPEN) return;
    socket = await open(port, cookie);
    listen();
    await ask('app.hello', { window: 'faults-window' });
  };
  const ask = async (call: unknown, input: unknown, patience = 10_000): Promise<Answer | undefined> => {
    // A line that is closed fails at once: whoever asks again and again would leave no time to hear that the process has ended.
    if (socket.readyState !== socket.OPEN) await new Promise((resolve) => setTimeout(resolve, 10));
    const id = asked++;
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
  await ask('app.hello', { window: 'faults-window' });
  return {
    pid: child.pid ?? 0,
    port,
    cookie,
    call: async (call, input) => (await ask(call, input)) ?? { ok: false, code: 'closed' },
    ask,
    raw: async (text) => {
      socket.send(text);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await reopen();
    },
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
    get alive() {
      return child.exitCode === null && child.signalCode === null;
    },
  };
}

function open(port: number, cookie: string): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/host`, {
      headers: { Cookie: cookie, Origin: `http://127.0.0.1:${port}` },
    });
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
  });
}

/** Asks for a path as it is written. @returns the status, and what came */
export function get(
  port: number,
  path: string,
  cookie = '',
): Promise<{ readonly status: number; readonly body: string; readonly cookie: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers: { Cookie: cookie } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      const [set = ''] = response.headers['set-cookie'] ?? [];
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, cookie: set.split(';')[0] ?? '' }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

async function cookieOf(port: number, path: string): Promise<string> {
  return (await get(port, path)).cookie;
}

function linkOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`patchbay serve did not begin: ${said}`));
    const timer = setTimeout(fail, 120_000);
    const listen = (chunk: unknown) => {
      said += String(chunk);
      const link = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
      if (link === undefined) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', fail);
  });
}
