#!/usr/bin/env node
// Starts Patchbay in its window or, without Electron, in a browser.
import { compiled } from './services/compile.mjs';

const programs = await compiled();
// npm runs a script in the folder of its package.json; paths are relative to the folder that npm was called in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && npm_lifecycle_event === 'start') process.chdir(INIT_CWD);

const { start } = await import(programs.start);
process.exitCode = await start(process.argv.slice(2));
