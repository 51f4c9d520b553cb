import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

/** A script of the folder page/ in one piece, for a world that imports nothing. */
function bundled(name: string, format: 'iife' | 'esm', platform: 'browser' | 'node'): string {
  const entry = fileURLToPath(new URL(`page/${name}.ts`, import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, write: false, format, platform, target: 'es2022' });
  return outputFiles[0]?.text ?? '';
}

/** The script that runs in the page's own world before the page's code. */
export function mainWorldScript(channel: string): string {
  return `(() => { const STANDIN_CHANNEL = ${JSON.stringify(channel)};\n${bundled('main-world', 'iife', 'browser')} })();`;
}

/** The script that runs in the preload's world: the preload, with its part of `electron`. */
export function preloadScript(channel: string, preload: string, about: Readonly<Record<string, unknown>>): string {
  return [
    `(() => { const STANDIN_CHANNEL = ${JSON.stringify(channel)}; const STANDIN_PROCESS = ${JSON.stringify(about)};`,
    `const STANDIN_PRELOAD = function (require, module, exports, process) {\n${preload}\n};`,
    `${bundled('preload-world', 'iife', 'browser')} })();`,
  ].join('\n');
}

/** Node's options that load the parent's port before a utility process's script. */
export function parentPortOptions(): readonly string[] {
  const code = bundled('parent-port', 'esm', 'node');
  return ['--import', `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`];
}
