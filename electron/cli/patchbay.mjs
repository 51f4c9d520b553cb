#!/usr/bin/env node
// Starts the command line. Patchbay is TypeScript: tsx reads it as it is, wherever it is started from.
import { fileURLToPath } from 'node:url';

try {
  const { register } = await import('tsx/esm/api');
  // Our own configuration: the one of the folder that we are started in is none of our business.
  register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('patchbay: its libraries are not installed: run `npm ci` in the folder of its package.json.');
  process.exit(2);
}
// npm runs a script in the folder of its package; a path means what it means where its reader stands.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && npm_lifecycle_event === 'patchbay') process.chdir(INIT_CWD);

const { start } = await import('./main.ts');
await start(process.argv.slice(2));
