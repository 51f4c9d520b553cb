#!/usr/bin/env node
// The stand-in for Electron's executable: see README.md in this folder.
import { fileURLToPath } from 'node:url';

const { register } = await import('tsx/esm/api');
register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { start } = await import('./start.ts');
await start(process.argv.slice(2));
