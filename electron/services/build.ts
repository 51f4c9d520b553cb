import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A bundle that Vite builds from the sources. */
export interface Bundle {
  /** A file that every build writes, the last one if there are several. */
  readonly output: string;
  /** Source files and folders. */
  readonly sources: readonly string[];
  /** Arguments of `vite build`. */
  readonly args: readonly string[];
}

/** A build failed; the message is Vite's output. */
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

/** The bundles for Electron: main process, preload script and engine. @param root Patchbay's own folder */
export function electronBundles(root: string): readonly Bundle[] {
  const bundle = (mode: string, output: string): Bundle => ({
    output: path.join(root, 'dist/electron', output),
    sources: ['electron', 'shared', 'vite.electron.config.ts', 'package.json'].map((name) => path.join(root, name)),
    args: ['--config', path.join(root, 'vite.electron.config.ts'), '--mode', mode],
  });
  return [bundle('main', 'main.cjs'), bundle('preload', 'preload.cjs'), bundle('engine', 'engine.cjs')];
}

/** True if a bundle is missing or older than its sources. In a package, where there are no sources, it is never stale. */
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
    // Regardless of the environment: React's development build is many times slower.
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

/** The modification time in milliseconds since 1970; 0 if the file does not exist. */
async function modified(file: string): Promise<number> {
  return (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
}

/** The newest modification time of a file, or in a folder without its tests. A folder's own time changes when a file is removed. */
async function newestIn(place: string): Promise<number> {
  const own = await modified(place);
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  const inside = entries
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .map((entry) => (entry.isDirectory() ? newestIn(path.join(place, entry.name)) : modified(path.join(place, entry.name))));
  return Math.max(own, ...(await Promise.all(inside)));
}
