import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FileError, isFolder } from '../../files/text-file';
import { BuildError, build, isStale, pageBundle } from '../../services/build';
import { type Context, EXIT, type Exit } from '../context';
import { CliError, words } from '../messages';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

const optionsSchema = z.object({ port: z.int().optional(), open: z.boolean().default(true) });

/** `serve [FILE…]`: the editor in a browser, with the documents open in its first window, until Ctrl-C. */
export async function serve(context: Context, rawFiles: unknown, rawOptions: unknown): Promise<Exit> {
  const files = z.array(z.string()).parse(rawFiles);
  const { port, open } = optionsSchema.parse(rawOptions);
  const { lang, terminal } = context;
  for (const file of files) if (await isFolder(file)) throw new FileError('folder', { file });
  await buildPage(context);
  // The server and its libraries are loaded by the one command that needs them.
  const { startServer } = await import('../../serve/server');
  const server = await startServer({
    root: path.join(ROOT, 'dist/renderer'),
    opened: files.map((file) => path.resolve(file)),
    ...(port === undefined ? {} : { port }),
    report: (error) => terminal.error(`${error instanceof Error ? error.stack : error}\n`),
  }).catch((error: unknown) => {
    throw portError(error, port);
  });
  terminal.out(`${words('serve.ready', {}, lang)} ${server.url}\n${words('serve.end', {}, lang)}\n`);
  if (open && hasBrowser(terminal.env)) openBrowser(server.linkOnce());
  await interrupted();
  await server.close();
  return EXIT.ok;
}

async function buildPage({ lang, terminal }: Context): Promise<void> {
  const page = pageBundle(ROOT);
  if (!(await isStale(page))) return;
  terminal.out(`${words('serve.building', {}, lang)}\n`);
  try {
    await build(ROOT, page);
  } catch (error) {
    if (error instanceof BuildError) throw new CliError('serve.notBuilt', { reason: error.message });
    throw error;
  }
}

function portError(error: unknown, port = 0): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new CliError('serve.portTaken', { port });
  return code === 'EACCES' ? new CliError('serve.portRefused', { port }) : error;
}

/** Whether there is likely to be somebody before a screen. */
function hasBrowser(env: Context['terminal']['env']): boolean {
  if (env['CI'] || env['SSH_CONNECTION']) return false;
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Opens the system's browser. Where that fails, there is still the link that was printed. */
function openBrowser(url: string): void {
  const commands: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
  };
  const [command, ...args] = commands[process.platform] ?? ['xdg-open', url];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

/** Waits for Ctrl-C, or for the terminal to be closed. A second Ctrl-C ends the process at once. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
