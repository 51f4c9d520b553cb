import path from 'node:path';
import { cacheFolder, surroundings } from '../../system/surroundings';

/** The machine of the set-up. Tests describe their own. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** The cache of all copies of Patchbay. */
  readonly cache: string;
}

/** The machine that this runs on. */
export function thisHost(): Host {
  const { env, platform, arch } = process;
  return { env, platform, arch, cache: cacheFolder(surroundings()) };
}

/** The folder of everything that belongs to the native backend. */
export function nativeFolder(host: Host): string {
  return path.join(host.cache, 'native');
}
