import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CodeOf, defineMessages, type Lang, lookUp, translate, type Values } from '../shared/i18n/i18n';
import { langOf } from './cli/command/context';
import { main } from './cli/main';
import { processTerminal } from './cli/output/terminal';
import { findRuntime, NoElectron } from './runtime';
import { BuildError, build, electronBundles, isStale, pageBundle } from './services/build';

/** Messages while Patchbay starts, before it has a window. */
const MESSAGES = defineMessages({
  en: {
    installing: "Electron's runtime is missing. Downloading it once.",
    noElectron: "Electron's runtime is not available ({reason}). Patchbay opens in a browser instead.",
    notInstalled: 'its package is not installed',
    slow: 'the download took more than {seconds} s',
    noScreen: 'there is no screen',
    building: 'Building Patchbay: the build is missing, or older than its sources.',
    notBuilt: 'Patchbay could not be built: {reason}',
  },
  es: {
    installing: 'Falta el runtime de Electron. Se descarga una sola vez.',
    noElectron: 'El runtime de Electron no está disponible ({reason}). Patchbay se abre en un navegador.',
    notInstalled: 'su paquete no está instalado',
    slow: 'la descarga tardó más de {seconds} s',
    noScreen: 'no hay pantalla',
    building: 'Se compila Patchbay: la compilación falta, o es más vieja que sus fuentes.',
    notBuilt: 'No se pudo compilar Patchbay: {reason}',
  },
});

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Starts Patchbay with documents: in its window, or if that is not possible, in a browser. @returns the exit code */
export async function start(args: readonly string[]): Promise<number> {
  const lang = langOf(args, process.env);
  const tell = (code: Code, values: Values = {}) => console.error(`patchbay: ${words(code, values, lang)}`);
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
    tell('noElectron', { reason: lookUp(MESSAGES, error.code, error.values, lang) ?? error.code });
    return main(
      ['serve', ...args],
      processTerminal(() => lang),
    );
  }
}

type Code = CodeOf<typeof MESSAGES>;

function words(code: Code, values: Values, lang: Lang): string {
  return translate(MESSAGES, code, values, lang);
}

/** Runs Electron with this folder until its window is closed. @returns the exit code */
function run(runtime: string, args: readonly string[]): Promise<number> {
  const child = spawn(runtime, [ROOT, ...args], { stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
