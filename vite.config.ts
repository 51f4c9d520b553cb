import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The page: one bundle for every host. Paths are relative, so that it can lie anywhere. */
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: './',
  esbuild: { jsx: 'automatic' },
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('dist/renderer', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // One window on one's own machine: the size of a chunk says nothing of how long it takes to load.
    chunkSizeWarningLimit: 4_000,
    // The page's security policy takes fonts from its own files alone.
    assetsInlineLimit: 0,
  },
});
