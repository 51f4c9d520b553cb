#!/usr/bin/env node
// Starts the command line. Patchbay is TypeScript, which is compiled when it is started.
import { compiled } from '../services/compile.mjs';
import { forkEngine } from '../services/fork-engine.mjs';

// npm runs a script in the folder of its package.json; paths are relative to the folder that npm was called in.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (INIT_CWD && npm_lifecycle_event === 'patchbay') process.chdir(INIT_CWD);

const argv = process.argv.slice(2);
const programs = await compiled().catch((error) => {
  if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  console.error('patchbay: its libraries are not installed. Run `npm ci` in the folder of its package.json.');
  process.exit(2);
});
// Training needs the engine's process, which loads while this one does.
const trains = ['train', 'resume'].includes(argv[0]) && !argv.some((word) => word === '-h' || word === '--help');
const engine = trains ? forkEngine(programs.engine) : undefined;
try {
  const { start } = await import(programs.cli);
  await start(argv, engine);
} catch (error) {
  if (error?.code !== 'EMFILE' && error?.code !== 'ENFILE') throw error;
  console.error('patchbay: too few files may be open at a time here. Raise the limit, with `ulimit -n 1024`, and try again.');
  engine?.child.kill('SIGKILL');
  process.exit(2);
}
