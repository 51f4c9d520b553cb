import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { cacheFolder, surroundings } from '../../electron/engine/data/places';

/** A Chromium that tests can run. */
export interface Chromium {
  readonly executablePath: string;
  /** Where it comes from, for the tests' output to say. */
  readonly origin: 'named' | 'playwright' | 'system' | 'npm';
  /** A folder of system libraries that it needs and that may not be on the machine. */
  readonly libraries?: string;
}

/** The names that a Chromium goes by on a search path. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium on this machine: the one that is named, Playwright's own, or the system's; `undefined` where there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): Chromium | undefined {
  const named = env['PATCHBAY_CHROMIUM'];
  if (named) return { executablePath: named, origin: 'named' };
  const own = chromium.executablePath();
  if (existsSync(own)) return { executablePath: own, origin: 'playwright' };
  const folders = (env['PATH'] ?? '').split(delimiter);
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((file) => existsSync(file));
  return system === undefined ? undefined : { executablePath: system, origin: 'system' };
}

/** The package of npm's that carries a headless Chromium for Linux on x64. */
const PACKAGE = '@sparticuz/chromium';
const RELEASE = '138.0.2';

/**
 * Gets a Chromium out of a package of npm's, once for all clones, for machines that have none and cannot download Playwright's.
 * @throws Error where npm cannot get it, or on a system that it is not made for
 */
export async function fetchChromium(cache = cacheFolder(surroundings())): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`${PACKAGE} is made for Linux on x64 alone`);
  const folder = join(cache, `chromium-${RELEASE}`);
  const found: Chromium = { executablePath: join(folder, 'chromium'), origin: 'npm', libraries: join(folder, 'lib') };
  if (existsSync(found.executablePath)) return found;
  const run = promisify(execFile);
  const making = `${folder}.${process.pid}`;
  await mkdir(making, { recursive: true });
  try {
    const install = ['install', '--prefix', making, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', [...install, `${PACKAGE}@${RELEASE}`], { timeout: 300_000 });
    const packed = join(making, 'node_modules', PACKAGE, 'bin');
    await unpack(join(packed, 'chromium.br'), join(making, 'chromium'));
    await chmod(join(making, 'chromium'), 0o755);
    const archive = join(making, 'libraries.tar');
    await unpack(join(packed, 'al2023.tar.br'), archive);
    await run('tar', ['-xf', archive, '-C', making]);
    await rm(archive);
    await rm(join(making, 'node_modules'), { recursive: true });
    await rename(making, folder);
  } catch (error) {
    // Another process may have been first: what it made is as good.
    if (!existsSync(found.executablePath)) throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return found;
}

function unpack(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}

/** Starts a Chromium without a window. */
export function launch({ executablePath, libraries }: Chromium): Promise<Browser> {
  const path = [libraries, process.env['LD_LIBRARY_PATH']].filter((part) => part !== undefined && part !== '').join(delimiter);
  const env = libraries === undefined ? {} : { env: { ...definedEnv(), LD_LIBRARY_PATH: path } };
  return chromium.launch({ executablePath, args: ['--no-sandbox'], ...env });
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
