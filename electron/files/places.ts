import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that the user's system keeps the data of applications in, with ours in it. */
export function dataFolder(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['PATCHBAY_HOME']) return env['PATCHBAY_HOME'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Patchbay');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Patchbay');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'patchbay');
}

/** Where runs are kept. */
export const runsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'runs');

/** Where the user's own presets are kept. */
export const presetsFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'presets');

/** Where the log is kept. */
export const logFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'log');

/** Where copies of unsaved work are kept. */
export const recoveryFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'recovery');

/** Where runs that were deleted are kept for a while: on the same disk, so that nothing is copied. */
export const trashFolder = (env: NodeJS.ProcessEnv = process.env): string => join(dataFolder(env), 'trash');
