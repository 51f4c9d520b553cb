#!/usr/bin/env node
// Starts the command line. Patchbay is TypeScript, which tsx compiles when it is loaded.
import { fileURLToPath } from 'node:url';
import { forkEngine } from '../services/fork-engine.mjs';

// npm runs a script in the folder of its package.json; paths are relative to the folder that npm was called in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && npm_lifecycle_event === 'patchbay') process.chdir(INIT_CWD);

const argv = process.argv.slice(2);
let engine;
try {
  const { register } = await import('tsx/esm/api');
  // Training needs the engine's process, which loads while this one does.
  const trains = ['train', 'resume'].includes(argv[0]) && !argv.some((word) => word === '-h' || word === '--help');
  engine = trains ? forkEngine() : undefined;
  // With our own tsconfig.json, not one of the current folder.
  register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
} catch (error) {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('patchbay: its libraries are not installed. Run `npm ci` in the folder of its package.json.');
  process.exit(2);
}

const { start } = await import('./main.ts');
await start(argv, engine);
