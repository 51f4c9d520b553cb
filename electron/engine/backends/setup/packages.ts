import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { BackendError } from '../backend';

const require = createRequire(import.meta.url);

const manifest = z.object({ version: z.string() });

/** An installed package. */
export interface Package {
  readonly folder: string;
  readonly version: string;
}

/** Finds a package: beside the engine's bundle, else among those that npm installed. @throws BackendError `noSources` where it is not installed */
export function packageOf(name: string): Package {
  try {
    const beside = fileURLToPath(new URL(`./packages/${name}/package.json`, import.meta.url));
    const file = existsSync(beside) ? beside : require.resolve(`${name}/package.json`);
    return { folder: path.dirname(file), version: manifest.parse(JSON.parse(readFileSync(file, 'utf8'))).version };
  } catch (error) {
    throw new BackendError('noSources', { name }, { cause: error });
  }
}

/** The folders in which a package finds those that it needs, its own before the shared ones. */
export function modulesOf({ folder }: Package): readonly string[] {
  const folders = [path.join(folder, 'node_modules')];
  for (let at = folder; at !== path.dirname(at); at = path.dirname(at))
    if (path.basename(at) !== 'node_modules') folders.push(path.join(at, 'node_modules'));
  return [...new Set(folders)];
}
