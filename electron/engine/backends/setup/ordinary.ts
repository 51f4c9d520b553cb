import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asNode, reasonOf, run } from '../../system/run';
import { sizeOf } from '../../system/size';
import { BackendError } from '../backend';
import { textOf } from '../messages';
import type { SetUpOptions } from './options';
import { modulesOf, packageOf } from './packages';

/** A server that does not answer is given up after this, in ms. */
const STALLED = 45_000;

/** The disk space of tfjs-node's own set-up in bytes, about. */
export const ORDINARY_BYTES = 600e6;

/** The platforms that tfjs-node's own set-up supports. */
const PLATFORMS = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']);

/** True if tfjs-node's own set-up supports this platform. */
export function knowsOrdinary({ platform, arch }: SetUpOptions['host']): boolean {
  return PLATFORMS.has(`${platform}-${arch}`);
}

/**
 * tfjs-node's own download, by its own install script: libtensorflow from its publisher's address, and the binding ready-made, or
 * compiled where there is none. It runs in a copy of the package, so that nothing half-done ever is where it is looked for.
 *
 * @returns the binding, relative to the folder
 * @throws BackendError `ordinary`, `ordinaryTimeout`, `noSources`
 */
export async function ordinary(folder: string, { host, signal, onProgress }: SetUpOptions): Promise<string> {
  const source = packageOf('@tensorflow/tfjs-node');
  // Without its dependencies, and without the results of an earlier set-up.
  const left = new Set(['node_modules', 'deps', 'lib']);
  const filter = (file: string) => !left.has(path.relative(source.folder, file).split(path.sep)[0] ?? '');
  await cp(source.folder, folder, { recursive: true, filter });

  const modules = modulesOf(source);
  const env = {
    ...asNode(host.env),
    NODE_PATH: modules.join(path.delimiter),
    PATH: [await commands(folder), ...modules.map((each) => path.join(each, '.bin')), host.env['PATH']].join(path.delimiter),
  };
  const step = textOf('step.ordinary');
  const start = await sizeOf(folder);
  onProgress({ step, done: 0 });
  const ended = await run(process.execPath, [path.join('scripts', 'install.js')], {
    ...{ env, cwd: folder, signal, stalledAfter: STALLED },
    measure: async () => (await sizeOf(folder)) - start,
    onMoved: (done) => onProgress({ step, done: Math.max(done, 0) }),
  });
  const detail = ended.stderr;
  if (ended.stalled) throw new BackendError('ordinaryTimeout', { seconds: STALLED / 1000 }, { detail });
  const binding = await builtBinding(folder);
  // The script succeeds even if the server has sent an error page.
  if (ended.code !== 0 || binding === undefined) throw new BackendError('ordinary', { reason: reasonOf(ended) }, { detail });
  for (const entry of await readdir(folder))
    if (!['deps', 'lib'].includes(entry)) await rm(path.join(folder, entry), { recursive: true, force: true });
  return binding;
}

/** The binding in a tfjs-node package that was set up, for the newest Node-API that this Node has; relative to the package. */
export async function builtBinding(folder: string): Promise<string | undefined> {
  const versions = await readdir(path.join(folder, 'lib')).catch((): readonly string[] => []);
  const numbers = versions
    .map((name) => Number(/^napi-v(\d+)$/.exec(name)?.[1]))
    .filter((one) => one <= Number(process.versions.napi));
  for (const version of numbers.sort((a, b) => b - a)) {
    const within = path.join('lib', `napi-v${version}`);
    const files = await readdir(path.join(folder, within));
    if (files.includes('tfjs_binding.node')) return path.join(within, 'tfjs_binding.node');
  }
  return undefined;
}

/** The install script calls `node`, and in Electron there may be none. */
async function commands(folder: string): Promise<string> {
  const bin = path.join(folder, 'commands');
  await mkdir(bin);
  const windows = process.platform === 'win32';
  const file = path.join(bin, windows ? 'node.cmd' : 'node');
  await writeFile(file, windows ? `@"${process.execPath}" %*\r\n` : `#!/bin/sh\nexec "${process.execPath}" "$@"\n`);
  await chmod(file, 0o755);
  return bin;
}
