import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { hasCode } from '../../files/system-error';
import { FileError, isFolder } from '../../files/text-file';
import { startServer } from '../../serve/server';
import { BuildError, build, isStale, pageBundle } from '../../services/build';
import { defineCommand } from '../command/command';
import { type Context, EXIT } from '../command/context';
import { cliError } from '../command/error';
import { DOCUMENT, valued } from '../command/options';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const MESSAGES = defineMessages({
  en: {
    building: 'Building the page: it is missing, or older than its sources.',
    notBuilt: 'The page could not be built: {reason}',
    ready: 'Patchbay is at',
    end: 'Anyone who has this link can use it, until Ctrl-C ends Patchbay.',
    portTaken: 'Port {port} is in use by another program. Without --port, a free port is chosen.',
    portRefused: 'You have no permission to listen on port {port}. Choose a port from 1024 on.',
  },
  es: {
    building: 'Se construye la página: falta, o es más vieja que sus fuentes.',
    notBuilt: 'No se pudo construir la página: {reason}',
    ready: 'Patchbay está en',
    end: 'Cualquiera que tenga este enlace puede usarlo, hasta que Ctrl-C cierre Patchbay.',
    portTaken: 'Otro programa usa el puerto {port}. Sin --port se elige uno libre.',
    portRefused: 'No tiene permiso para escuchar en el puerto {port}. Elija un puerto desde 1024.',
  },
});

/** `serve [FILE…]`: the editor in a browser, with the documents open in its first window, until Ctrl-C. */
export const serve = defineCommand({
  name: 'serve',
  about: {
    en: 'Open the editor in a browser, served on this machine only.',
    es: 'Abre el editor en un navegador, servido solo en esta máquina.',
  },
  arguments: [{ ...DOCUMENT, key: 'files', several: true }],
  options: [
    valued(
      'port',
      'N',
      { en: 'the port to listen on (default: any free port)', es: 'el puerto en que escucha (por defecto, uno libre)' },
      { read: portOf },
    ),
    {
      flags: '--no-open',
      about: { en: 'print the link without opening a browser', es: 'muestra el enlace sin abrir un navegador' },
    },
  ],
  exits: {
    en: 'Runs until Ctrl-C. Exit code: 0, or 2 if it cannot start.',
    es: 'Sigue hasta Ctrl-C. Código de salida: 0, o 2 si no puede empezar.',
  },
  input: z.object({ files: z.array(z.string()), port: z.int().optional(), open: z.boolean().default(true) }),
  async run(context, { files, port, open }) {
    const { lang, terminal } = context;
    for (const file of files) if (await isFolder(file)) throw new FileError('folder', file);
    await buildPage(context);
    const server = await startServer({
      root: path.join(ROOT, 'dist/renderer'),
      opened: files.map((file) => path.resolve(file)),
      ...(port === undefined ? {} : { port }),
      report: (error) => terminal.error(`${error instanceof Error ? error.stack : error}\n`),
    }).catch((error: unknown) => {
      throw portError(error, port);
    });
    terminal.out(`${translate(MESSAGES, 'ready', {}, lang)} ${server.url}\n${translate(MESSAGES, 'end', {}, lang)}\n`);
    if (open && hasBrowser(terminal.env)) openBrowser(server.linkOnce());
    await interrupted();
    await server.close();
    return EXIT.ok;
  },
});

function portOf(text: string): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) < 2 ** 16 ? Number(text) : undefined;
}

async function buildPage({ lang, terminal }: Context): Promise<void> {
  const page = pageBundle(ROOT);
  if (!(await isStale(page))) return;
  terminal.out(`${translate(MESSAGES, 'building', {}, lang)}\n`);
  try {
    await build(ROOT, page);
  } catch (error) {
    if (error instanceof BuildError) throw cliError(MESSAGES, 'notBuilt', { reason: error.message });
    throw error;
  }
}

function portError(error: unknown, port = 0): unknown {
  if (hasCode(error, 'EADDRINUSE')) return cliError(MESSAGES, 'portTaken', { port });
  return hasCode(error, 'EACCES') && port !== 0 ? cliError(MESSAGES, 'portRefused', { port }) : error;
}

/** True if a browser can probably be opened here: not in CI, over SSH, or without a display. */
function hasBrowser(env: Context['terminal']['env']): boolean {
  if (env['CI'] || env['SSH_CONNECTION']) return false;
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** Opens the system's browser. If that fails, the user has the printed link. */
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

/** Waits for Ctrl-C, or for the terminal to be closed. A second Ctrl-C ends the process immediately. */
function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
