import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Lang, lookUp, type Messages, type Values } from '../shared/i18n/i18n';
import { langOf } from './cli/command/context';
import { main } from './cli/main';
import { processTerminal } from './cli/output/terminal';
import { findRuntime, NoElectron } from './runtime';
import { BuildError, build, electronBundles, isStale, pageBundle } from './services/build';

/** What starting says before there is a window. */
const WORDS: Messages = {
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
  return lookUp(WORDS, code, values, lang) ?? code;
}

/** Runs Electron on this folder until its window is closed. @returns the exit code */
function run(runtime: string, args: readonly string[]): Promise<number> {
  const child = spawn(runtime, [ROOT, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
