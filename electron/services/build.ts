import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Something that Vite builds from the sources. */
export interface Bundle {
  /** A file that building makes last or anew each time. */
  readonly output: string;
  /** Files and folders that it is made from. */
  readonly sources: readonly string[];
  /** What Vite is told after `build`. */
  readonly args: readonly string[];
}

/** Building failed, with what Vite printed. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

/** The page. @param root Patchbay's own folder */
export function pageBundle(root: string): Bundle {
  return {
    output: path.join(root, 'dist/renderer/index.html'),
    sources: ['renderer', 'shared', 'vite.config.ts', 'package.json'].map((name) => path.join(root, name)),
    args: [],
  };
}

/** What Electron runs: the main process, the script that bridges it to the page, and the engine's. @param root Patchbay's own folder */
export function electronBundles(root: string): readonly Bundle[] {
  const bundle = (mode: string, output: string): Bundle => ({
    output: path.join(root, 'dist/electron', output),
    sources: ['electron', 'shared', 'vite.electron.config.ts', 'package.json'].map((name) => path.join(root, name)),
    args: ['--config', path.join(root, 'vite.electron.config.ts'), '--mode', mode],
  });
  return [bundle('main', 'main.cjs'), bundle('preload', 'preload.cjs'), bundle('engine', 'engine.cjs')];
}

/** Whether a bundle is missing, or older than what it is made from. Without its sources, as in a package, it is what it is. */
export async function isStale({ output, sources }: Bundle): Promise<boolean> {
  const built = await modified(output);
  const newest = Math.max(...(await Promise.all(sources.map(newestIn))));
  return built === 0 || newest > built;
}

/** Builds a bundle with the Vite that is installed. @throws BuildError */
export async function build(root: string, { args }: Bundle): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  if ((await modified(vite)) === 0) throw new BuildError('vite is not installed');
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn', ...args], {
    cwd: root,
    // Whatever the shell or a test says: React's form for development is many times slower.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-8_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new BuildError(output.trim() || `vite ended with ${code}`);
}

/** When it was changed last, in milliseconds since 1970; 0 where there is nothing. */
async function modified(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

/** When a file, or anything in a folder but its tests, was changed last. A folder's own time tells that something was removed. */
async function newestIn(place: string): Promise<number> {
  const own = await modified(place);
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const inside = entries
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .map((entry) => (entry.isDirectory() ? newestIn(path.join(place, entry.name)) : modified(path.join(place, entry.name))));
  return Math.max(own, ...(await Promise.all(inside)));
}
