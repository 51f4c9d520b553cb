import os from 'node:os';
import path from 'node:path';

/** The parts of the environment that decide where files are. Tests have their own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
}

/** The environment of this process. */
export function surroundings(): Surroundings {
  return { env: process.env, platform: process.platform, home: os.homedir(), cwd: process.cwd() };
}

/** The cache folder: files that can be fetched again. $XDG_CACHE_HOME moves it on every system; a relative path there is ignored. */
export function cacheFolder({ env, platform, home }: Surroundings): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'patchbay');
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'patchbay', 'Cache');
  return platform === 'darwin' ? path.join(home, 'Library', 'Caches', 'patchbay') : path.join(home, '.cache', 'patchbay');
}
