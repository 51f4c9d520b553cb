import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build as makePackage, Platform } from 'electron-builder';
import { z } from 'zod';
import { installedRuntime } from '../runtime';
import { build, electronBundles, isStale, pageBundle } from '../services/build';
import { CONFIG } from './config';
import { drawIcon } from './icon';
import { stageNative } from './native';
import { sizes } from './size';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/**
 * `npm run package [-- --dir]`: packages Patchbay for this system, with `--dir` as a folder and not as what is handed out. Where
 * Electron's runtime is not here, its stand-in takes its place, which is said.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { dir: { type: 'boolean', default: false }, 'no-native': { type: 'boolean', default: false } },
  });
  for (const bundle of [pageBundle(ROOT), ...electronBundles(ROOT)])
    if (await isStale(bundle)) {
      console.log(`Building ${path.relative(ROOT, bundle.output)}`);
      await build(ROOT, bundle);
    }
  await mkdir(path.join(ROOT, 'dist/icons'), { recursive: true });
  await writeFile(path.join(ROOT, 'dist/icons/icon.png'), drawIcon());
  const native = values['no-native'] ? undefined : await stageNative(path.join(ROOT, 'dist/native'));
  console.log(
    native ? `libtensorflow ${native} comes with it.` : 'No libtensorflow is set up here: it trains on WebAssembly alone.',
  );

  const runtime = await installedRuntime();
  const electronDist = runtime === undefined ? await standin() : path.dirname(runtime);
  const config = { ...CONFIG, electronDist, electronVersion: await electronVersion() };
  await makePackage({
    projectDir: ROOT,
    targets: Platform.current().createTarget(values.dir ? 'dir' : null),
    config,
    publish: 'never',
  });
  const output = path.join(ROOT, 'dist/package');
  for (const name of (await readdir(output)).filter((one) => one.endsWith('-unpacked'))) {
    const parts = await sizes(path.join(output, name));
    console.log(`\n${path.join('dist/package', name)}`);
    for (const [part, bytes] of parts) console.log(`  ${part.padEnd(34)}${(bytes / 1e6).toFixed(2).padStart(9)} MB`);
    const all = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
    console.log(`  ${'in all'.padEnd(34)}${(all / 1e6).toFixed(2).padStart(9)} MB`);
  }
}

async function standin(): Promise<string> {
  console.log("Electron's runtime is not here: the package is made with its stand-in, and runs on this machine alone.");
  const { standinDistribution } = await import('../../e2e/standin/distribution');
  return standinDistribution(path.join(ROOT, 'dist/standin'));
}

async function electronVersion(): Promise<string> {
  const about = await readFile(path.join(ROOT, 'node_modules/electron/package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(about)).version;
}

await main();
