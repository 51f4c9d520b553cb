import { link, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { findNative } from '../engine/backends/setup/native-setup';

/** The binding and its libraries, without the files that it is compiled from. */
const WANTED = /\.(node|dll|dylib)$|\.so(\.\d+)*$/;

/**
 * Lays out this machine's libtensorflow as in tfjs-node's package: `lib/napi-v8` with the binding, and the libraries where it looks for
 * them. The files, about 850 MB, are hard links.
 * @returns its version; undefined if it is not set up, so that the package trains on WebAssembly only
 */
export async function stageNative(folder: string): Promise<string | undefined> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const native = await findNative().catch(() => undefined);
  if (!native) return undefined;
  const binding = path.join(folder, 'lib/napi-v8');
  await linkAll(path.dirname(native.binding), binding);
  // tfjs-node's own download keeps the libraries apart.
  const libraries = path.join(native.folder, 'deps/lib');
  if (native.way !== 'wheel' && (await stat(libraries).catch(() => undefined)))
    await linkAll(libraries, path.join(folder, 'deps/lib'));
  return native.version;
}

async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true }))
    if (!entry.isDirectory() && WANTED.test(entry.name)) await link(path.join(from, entry.name), path.join(to, entry.name));
}
