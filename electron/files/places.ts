import { homedir } from 'node:os';
import { join } from 'node:path';

/** Patchbay's folder in the system's folder for application data. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['PATCHBAY_HOME']) return env['PATCHBAY_HOME'];
  if (platform === 'win32') return join(env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), 'Patchbay');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Patchbay');
  // An empty XDG_DATA_HOME counts as unset (XDG Base Directory Specification).
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'patchbay');
}

/** The folder of runs. */
export const runsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'runs');

/** The folder of the user's own presets. */
export const presetsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'presets');

/** The folder of the log. */
export const logFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'log');

/** The folder of copies of unsaved work. */
export const recoveryFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'recovery');

/** The folder of deleted runs that can be restored; on the same disk, so that deleting is a rename. */
export const trashFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'trash');
