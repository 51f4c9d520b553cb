import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Catalogue, type Lang, say, type Values } from '../shared/words/words';
import { langOf } from './cli/context';
import { main } from './cli/main';
import { processTerminal } from './cli/terminal';
import { BuildError, build, electronBundles, isStale, pageBundle } from './services/build';

/** What starting says before there is a window. */
const WORDS: Catalogue = {
  en: {
    installing: "Electron's runtime is missing: downloading it, once.",
    noElectron: "Electron's runtime could not be had ({reason}). Patchbay opens in a browser instead.",
    notInstalled: 'its package is not installed',
    slow: 'the download took more than {seconds} s',
    noScreen: 'there is no screen',
    building: 'Building Patchbay: it is missing, or older than its sources.',
    notBuilt: 'Patchbay could not be built: {reason}',
  },
  es: {
    installing: 'Falta el motor de Electron: se descarga, una sola vez.',
    noElectron: 'No se pudo conseguir el motor de Electron ({reason}). Patchbay se abre en un navegador.',
    notInstalled: 'su paquete no está instalado',
    slow: 'la descarga tardó más de {seconds} s',
    noScreen: 'no hay pantalla',
    building: 'Se construye Patchbay: falta, o es más viejo que sus fuentes.',
    notBuilt: 'No se pudo construir Patchbay: {reason}',
  },
};

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGE = path.join(ROOT, 'node_modules/electron');

/** How long the download of Electron's runtime, some 120 MB, may take, in seconds. */
const PATIENCE = 180;

/** Why there is no Electron to run: a code of the words, or what its own installation said. */
class NoElectron extends Error {
  constructor(
    readonly code: string,
    readonly values: Values = {},
  ) {
    super(code);
  }
}

/** Starts Patchbay on the documents that are named: in its window, or saying why not, in a browser. @returns the exit code */
export async function start(args: readonly string[]): Promise<number> {
  const lang = langOf(args, process.env);
  const tell = (code: string, values: Values = {}) => console.error(`patchbay: ${words(code, values, lang)}`);
  try {
    const runtime = await findRuntime(() => tell('installing'));
    for (const bundle of [pageBundle(ROOT), ...electronBundles(ROOT)]) {
      if (!(await isStale(bundle))) continue;
      tell('building');
      await build(ROOT, bundle);
    }
    return await run(runtime, args);
  } catch (error) {
    if (error instanceof BuildError) {
      tell('notBuilt', { reason: error.message });
      return 2;
    }
    if (!(error instanceof NoElectron)) throw error;
    tell('noElectron', { reason: words(error.code, error.values, lang) });
    return main(
      ['serve', ...args],
      processTerminal(() => lang),
    );
  }
}

function words(code: string, values: Values, lang: Lang): string {
  return say(WORDS, code, values, lang) ?? code;
}

/** Electron's executable, downloaded by its own means where it is missing. @throws NoElectron */
async function findRuntime(onInstall: () => void): Promise<string> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new NoElectron('noScreen');
  const found = await installed();
  if (found !== undefined) return found;
  const script = path.join(PACKAGE, 'install.js');
  if (!existsSync(script)) throw new NoElectron('notInstalled');
  onInstall();
  await install(script);
  const runtime = await installed();
  if (runtime === undefined) throw new NoElectron('notInstalled');
  return runtime;
}

/** The executable that Electron's package, or `ELECTRON_OVERRIDE_DIST_PATH`, has; undefined where it is not there. */
async function installed(): Promise<string | undefined> {
  const name = await readFile(path.join(PACKAGE, 'path.txt'), 'utf8').catch(() => undefined);
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const file = folder ? path.join(folder, name ?? 'electron') : name && path.join(PACKAGE, 'dist', name);
  return file && existsSync(file) ? file : undefined;
}

/** Runs the package's own installation. @throws NoElectron with the first line of what it complained of */
async function install(script: string): Promise<void> {
  const child = spawn(process.execPath, [script], { cwd: PACKAGE, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(0, 4_000);
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill();
  }, PATIENCE * 1_000);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  clearTimeout(timer);
  if (late) throw new NoElectron('slow', { seconds: PATIENCE });
  if (code !== 0) throw new NoElectron(complaint.trim().split('\n', 1)[0] || `${code}`);
}

/** Runs Electron on this folder until its window is closed. @returns the exit code */
function run(runtime: string, args: readonly string[]): Promise<number> {
  const child = spawn(runtime, [ROOT, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
