import path from 'node:path';
import { createServer } from 'vite';
import { startServer } from './serve/server';

/**
 * `npm run dev [FILE…]`: the editor in a browser, with hot reload. Vite serves the page from its sources, and forwards the page's
 * calls to Patchbay's server. Vite's port needs no authentication, so this is for development only.
 */
const ROOT = path.resolve(import.meta.dirname, '..');

const server = await startServer({
  root: path.join(ROOT, 'dist/renderer'),
  opened: process.argv.slice(2).map((file) => path.resolve(file)),
});
const target = `http://127.0.0.1:${server.port}`;
const admitted = await fetch(server.linkOnce(), { redirect: 'manual' });
const cookie = admitted.headers.get('set-cookie')?.split(';')[0] ?? '';

const vite = await createServer({
  configFile: path.join(ROOT, 'vite.config.ts'),
  server: {
    host: '127.0.0.1',
    // Only the channel for calls: the modules of the folder renderer/host are served by Vite.
    proxy: { '^/host$': { target, ws: true, changeOrigin: true, headers: { origin: target, cookie } } },
  },
});
await vite.listen();
// The fragment has the key of Patchbay's server, which the page sends with its calls.
console.log(new URL(admitted.headers.get('location') ?? '/', vite.resolvedUrls?.local[0]).href);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await vite.close();
    await server.close();
    process.exit();
  });
