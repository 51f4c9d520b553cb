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
