import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { sizeOf } from '../../system/size';
import { type Host, nativeFolder } from './host';
import { builtBinding } from './ordinary';
import { packageOf } from './packages';

/** The ways in which libtensorflow comes to a machine. */
export type Way = 'package' | 'wheel' | 'ordinary';

/** A libtensorflow with the binding that tfjs-node reaches it by. */
export interface Installed {
  readonly way: Way;
  readonly folder: string;
  /** The binding's file, a native module. */
  readonly binding: string;
}

/** What is written last into a folder: that everything is in it, and which of its files is the binding. */
export const READY = 'ready.json';
const ready = z.object({
  binding: z.string().refine((file) => !path.isAbsolute(file) && !file.split(/[\\/]/).includes('..')),
});

/** What the binding must fit, and the number of our own way to make it: another of either lives in another folder. */
const RECIPE = 1;

/** The folder of what a way makes; `version` is that of what it is made of, where tfjs-node's does not say it. */
export function folderOf(host: Host, way: Exclude<Way, 'package'>, version?: string): string {
  const { version: tfjsNode } = packageOf('@tensorflow/tfjs-node');
  const facts = [way, version, 'tfjs-node', tfjsNode, host.platform, host.arch, RECIPE];
  return path.join(nativeFolder(host), facts.filter((fact) => fact !== undefined).join('-'));
}

/** What there is in a folder, if everything is. */
export async function readInstalled(way: Way, folder: string): Promise<Installed | undefined> {
  try {
    const { binding } = ready.parse(JSON.parse(await readFile(path.join(folder, READY), 'utf8')));
    return { way, folder, binding: path.join(folder, binding) };
  } catch {
    return undefined;
  }
}

/** The libtensorflow that tfjs-node's package holds itself, where it was installed with its scripts on. */
export async function inPackage(): Promise<Installed | undefined> {
  try {
    const { folder } = packageOf('@tensorflow/tfjs-node');
    const binding = await builtBinding(folder);
    return binding === undefined ? undefined : { way: 'package', folder, binding: path.join(folder, binding) };
  } catch {
    return undefined;
  }
}

/** The bytes that it takes on the disk. */
export async function diskUse({ way, folder }: Installed): Promise<number> {
  if (way !== 'package') return sizeOf(folder);
  const made = (await readdir(folder)).filter((name) => name === 'deps' || name === 'lib');
  return (await Promise.all(made.map((name) => sizeOf(path.join(folder, name))))).reduce((sum, size) => sum + size, 0);
}
