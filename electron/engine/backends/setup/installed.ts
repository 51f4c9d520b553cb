import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sizeOf } from '../../system/size';
import { type Host, nativeFolder } from './host';
import { builtBinding } from './ordinary';
import { packageOf } from './packages';

/** The methods of installing libtensorflow. */
export type Way = 'package' | 'wheel' | 'ordinary';

/** A libtensorflow with tfjs-node's binding. */
export interface Installed {
  readonly way: Way;
  readonly folder: string;
  /** The binding's file, a native module. */
  readonly binding: string;
}

/** The file that is written last into a folder: it marks the folder as complete, and names the binding. */
export const READY = 'ready.json';
const ready = z.object({
  binding: z.string().refine((file) => !path.isAbsolute(file) && !file.split(/[\\/]/).includes('..')),
});

/** The version of our recipe: bindings of another recipe or tfjs-node live in another folder. */
const RECIPE = 1;

/** The folder of an installation; `version` is that of its package, where tfjs-node's does not determine it. */
export function folderOf(host: Host, way: Exclude<Way, 'package'>, version?: string): string {
  const { version: tfjsNode } = packageOf('@tensorflow/tfjs-node');
  const facts = [way, version, 'tfjs-node', tfjsNode, host.platform, host.arch, RECIPE];
  return path.join(nativeFolder(host), facts.filter((fact) => fact !== undefined).join('-'));
}

/** The installation in a folder; `undefined` unless it is complete. */
export async function readInstalled(way: Way, folder: string): Promise<Installed | undefined> {
  try {
    const { binding } = ready.parse(JSON.parse(await readFile(path.join(folder, READY), 'utf8')));
    return { way, folder, binding: path.join(folder, binding) };
  } catch {
    return undefined;
  }
}

/** The libtensorflow in tfjs-node's own package, where npm ran its install scripts. */
export async function inPackage(): Promise<Installed | undefined> {
  try {
    const { folder } = packageOf('@tensorflow/tfjs-node');
    const binding = await builtBinding(folder);
    return binding === undefined ? undefined : { way: 'package', folder, binding: path.join(folder, binding) };
  } catch {
    return undefined;
  }
}

/** The size of an installation on the disk, in bytes. */
export async function diskUse({ way, folder }: Installed): Promise<number> {
  if (way !== 'package') return sizeOf(folder);
  const made = (await readdir(folder)).filter((name) => name === 'deps' || name === 'lib');
  return (await Promise.all(made.map((name) => sizeOf(path.join(folder, name))))).reduce((sum, size) => sum + size, 0);
}
