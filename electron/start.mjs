#!/usr/bin/env node
// Starts Patchbay in its window or, without Electron, in a browser.
import { fileURLToPath } from 'node:url';

const { register } = await import('tsx/esm/api');
register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
// npm runs a script in the folder of its package.json; paths are relative to the folder that npm was called in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && npm_lifecycle_event === 'start') process.chdir(INIT_CWD);

const { start } = await import('./start.ts');
process.exitCode = await start(process.argv.slice(2));
