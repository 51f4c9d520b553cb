import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What Electron runs, by Vite's mode. */
const ENTRIES: Readonly<Record<string, string>> = {
  main: 'electron/main/main.ts',
  preload: 'electron/preload/preload.ts',
  engine: 'electron/engine/process/main.ts',
};

/** tfjs in the form that it has for Node: tfjs-node's classes are made for that one, and there must not be two of it. */
const TFJS = ['', '-core', '-layers', '-data', '-converter', '-backend-cpu', '-backend-webgl', '-backend-wasm'].map((part) => ({
  find: new RegExp(`^@tensorflow/tfjs${part}$`),
  replacement: at(`node_modules/@tensorflow/tfjs${part}/dist/tf${part}.node.js`),
}));

/**
 * What Electron runs: the main process, the script that bridges it to the page, and the engine's process (`--mode`), each in one file
 * with its libraries. CommonJS is loaded at once: what must be said before Electron is ready is said in time.
 */
export default defineConfig(({ mode }): UserConfig => {
  const name = mode in ENTRIES ? mode : 'main';
  return {
    publicDir: false,
    plugins: name === 'engine' ? [packagesBeside()] : [],
    resolve: { alias: name === 'engine' ? TFJS : [] },
    // Everything but Node and Electron themselves, in the form that libraries have for Node.
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: at(ENTRIES[name] ?? ''),
      outDir: at('dist/electron'),
      emptyOutDir: false,
      target: 'node24',
      chunkSizeWarningLimit: 10_000,
      rollupOptions: {
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, inlineDynamicImports: true },
        onwarn: (warning, warn) => {
          // tfjs looks at `this` to find the global object, and is ready for it to be nothing.
          if (warning.code !== 'THIS_IS_UNDEFINED') warn(warning);
        },
      },
    },
  };
});

/** Lays beside the engine's bundle what it reads of its packages while it runs: who they are, and tfjs's WebAssembly. */
function packagesBeside(): Plugin {
  const files = {
    '@tensorflow/tfjs-node': ['package.json'],
    '@tensorflow/tfjs-backend-wasm': [
      'package.json',
      'wasm-out/tfjs-backend-wasm.wasm',
      'wasm-out/tfjs-backend-wasm-simd.wasm',
      'wasm-out/tfjs-backend-wasm-threaded-simd.wasm',
    ],
  };
  return {
    name: 'packages-beside',
    closeBundle: () => {
      for (const [name, list] of Object.entries(files))
        for (const file of list) {
          const to = at(path.posix.join('dist/electron/packages', name, file));
          mkdirSync(path.dirname(to), { recursive: true });
          cpSync(at(path.posix.join('node_modules', name, file)), to);
        }
    },
  };
}
