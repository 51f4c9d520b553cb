import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as buildPackages, Platform } from 'electron-builder';
import { z } from 'zod';
import { hasCode } from '../files/system-error';
import { build, electronBundles, isStale, pageBundle } from '../services/build';
import { CONFIG } from './config';
import { drawIcon } from './icon';
import { stageNative } from './native';
import { sizes } from './size';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** Error codes of a download whose server cannot be reached. */
const NOT_REACHED = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'];

export interface PackageOptions {
  /** The folder of Electron's runtime. */
  readonly electronDist: string;
  /** Make the app as a folder, without installers. */
  readonly dir: boolean;
  /** Include libtensorflow, if it is set up here. */
  readonly native: boolean;
}

/** Packages Patchbay for this system, and prints the size of each part. */
export async function makePackages({ electronDist, dir, native }: PackageOptions): Promise<void> {
  for (const bundle of [pageBundle(ROOT), ...electronBundles(ROOT)])
    if (await isStale(bundle)) {
      console.log(`Building ${path.relative(ROOT, bundle.output)}`);
      await build(ROOT, bundle);
    }
  await mkdir(path.join(ROOT, 'dist/icons'), { recursive: true });
  await writeFile(path.join(ROOT, 'dist/icons/icon.png'), drawIcon());
  const version = native ? await stageNative(path.join(ROOT, 'dist/native')) : undefined;
  console.log(version ? `Includes libtensorflow ${version}.` : 'Does not include libtensorflow: the app trains on WebAssembly.');

  try {
    await buildPackages({
      projectDir: ROOT,
      targets: Platform.current().createTarget(dir ? 'dir' : null),
      config: { ...CONFIG, electronDist, electronVersion: await electronVersion() },
      publish: 'never',
    });
  } catch (error) {
    if (dir || !hasCode(error, ...NOT_REACHED)) throw error;
    console.error(
      `The tools for installers could not be downloaded (${String(error)}). The app as a folder needs none: add -- --dir.`,
    );
    process.exitCode = 1;
  }
  await printSizes(path.join(ROOT, 'dist/package'));
}

async function printSizes(output: string): Promise<void> {
  for (const name of (await readdir(output)).filter((one) => one.endsWith('-unpacked'))) {
    const parts = await sizes(path.join(output, name));
    console.log(`\n${path.join('dist/package', name)}`);
    const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [part, bytes] of [...parts, ['total', total] as const])
      console.log(`  ${part.padEnd(34)}${(bytes / 1e6).toFixed(2).padStart(9)} MB`);
  }
}

async function electronVersion(): Promise<string> {
  const about = await readFile(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(about)).version;
}

/** The options `--dir` and `--no-native` of a command line. */
export const PACKAGE_OPTIONS = {
  dir: { type: 'boolean', default: false },
  'no-native': { type: 'boolean', default: false },
} as const;
