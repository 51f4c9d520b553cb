import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Values } from '../shared/i18n/i18n';

const PACKAGE = fileURLToPath(new URL('../node_modules/electron', import.meta.url));

/** Maximum duration of the download of Electron's runtime, about 120 MB, in seconds. */
const PATIENCE = 180;

/** Electron cannot be run: a code of start.ts, or the error message of its installation. */
export class NoElectron extends Error {
  override readonly name = 'NoElectron';

  constructor(
    readonly code: string,
    readonly values: Values = {},
  ) {
    super(code);
  }
}

/** Finds Electron's executable. If it is missing, Electron's own installer downloads it. @throws NoElectron */
export async function findRuntime(onInstall: () => void): Promise<string> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    throw new NoElectron('noScreen');
  const found = await installedRuntime();
  if (found !== undefined) return found;
  const script = path.join(PACKAGE, 'install.js');
  if (!existsSync(script)) throw new NoElectron('notInstalled');
  onInstall();
  await install(script);
  const runtime = await installedRuntime();
  if (runtime === undefined) throw new NoElectron('notInstalled');
  return runtime;
}

/** The executable in Electron's package or in `ELECTRON_OVERRIDE_DIST_PATH`; undefined if it does not exist. */
export async function installedRuntime(): Promise<string | undefined> {
  const name = await readFile(path.join(PACKAGE, 'path.txt'), 'utf8').catch(() => undefined);
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const file = folder ? path.join(folder, name ?? 'electron') : name && path.join(PACKAGE, 'dist', name);
  return file && existsSync(file) ? file : undefined;
}

/** Runs the package's own installer. @throws NoElectron with the first line of its error output */
async function install(script: string): Promise<void> {
  const child = spawn(process.execPath, [script], { cwd: PACKAGE, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(0, 4_000);
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill();
  }, PATIENCE * 1_000);
  const code = await new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  clearTimeout(timer);
  if (late) throw new NoElectron('slow', { seconds: PATIENCE });
  if (code !== 0) throw new NoElectron(complaint.trim().split('\n', 1)[0] || `${code}`);
}
