import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';

const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * What Electron runs: the main process, and the script that bridges it to the page (`--mode preload`), each in one file with its
 * libraries. CommonJS is loaded at once: what must be said before Electron is ready is said in time.
 */
export default defineConfig(({ mode }): UserConfig => {
  const name = mode === 'preload' ? 'preload' : 'main';
  return {
    publicDir: false,
    // Everything but Node and Electron themselves, in the form that libraries have for Node.
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: at(`electron/${name}/${name}.ts`),
      outDir: at('dist/electron'),
      emptyOutDir: false,
      target: 'node24',
      rollupOptions: { output: { format: 'cjs', entryFileNames: `${name}.cjs`, inlineDynamicImports: true } },
    },
  };
});
