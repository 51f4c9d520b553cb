import os from 'node:os';
import path from 'node:path';

/** What the machine says about where things are; tests say it otherwise. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
}

/** The machine as it is. */
export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: os.homedir(), cwd: process.cwd() };
}

/** The folder for what Patchbay can fetch again. $XDG_CACHE_HOME moves it on every system; a relative one counts as none. */
export function cacheFolder({ env, platform, home }: Surroundings): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'patchbay');
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'patchbay', 'Cache');
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'patchbay') : path.join(home, '.cache', 'patchbay');
}

/** The folder of the app's cache for the files of a data set. */
export function datasetCache(id: string, where: Surroundings): string {
  return path.join(cacheFolder(where), id);
}

/** The folders in which the packages of the system put what all users share. @see XDG Base Directory Specification, XDG_DATA_DIRS */
export function sharedFolders(env: Surroundings['env']): readonly string[] {
  const named = (env['XDG_DATA_DIRS'] ?? '').split(':').filter((folder) => path.isAbsolute(folder));
  return named.length > 0 ? named : ['/usr/local/share', '/usr/share'];
}

/** The folders of a given one where the files may be: itself, and where torchvision puts them below it. */
export function insideOf(folder: string): readonly string[] {
  return [folder, path.join(folder, 'FashionMNIST', 'raw'), path.join(folder, 'raw')];
}
