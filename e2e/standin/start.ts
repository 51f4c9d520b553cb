import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import inspector from 'node:inspector';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { z } from 'zod';
import { app } from './api/app';
import { followTargets } from './api/browser-window';
import { electron } from './api/index';
import { startBrowser } from './browser/browser';
import { parseCommandLine } from './command-line';
import { preventable } from './event';
import { setLaunched } from './launched';

const manifestSchema = z.object({
  name: z.string().default('Electron'),
  productName: z.string().optional(),
  version: z.string().default('0.0.0'),
  main: z.string().default('index.js'),
});

/** Runs an app, as Electron's executable would that is called with these words. */
export async function start(words: readonly string[]): Promise<void> {
  const line = parseCommandLine(words);
  const place = line.resources === undefined ? (line.app ?? '.') : unpacked(line.resources);
  const folder = statSync(place).isDirectory() ? place : path.dirname(place);
  const file = path.join(folder, 'package.json');
  const manifest = manifestSchema.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  setLaunched({
    folder,
    name: manifest.productName ?? manifest.name,
    version: manifest.version,
    isPackaged: line.resources !== undefined,
    switches: [...line.switches],
  });
  actAsElectron(line.resources, line.required.length > 0 ? words : line.argv);

  const require = createRequire(path.join(folder, 'package.json'));
  if (line.inspect !== undefined) inspector.open(line.inspect, '127.0.0.1');
  for (const module of line.required) require(path.resolve(module));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  require(folder === place ? path.join(folder, manifest.main) : place);

  // The app's own code has run, and has said what must be said before it is ready.
  const devtools = await startBrowser(path.join(app.getPath('userData'), 'Chromium'), app.getLocale(), () =>
    app.emit('child-process-gone', preventable(), { type: 'GPU', reason: 'killed', exitCode: 9 }),
  );
  devtools.onClosed(() => {
    if (app.isQuitting()) return;
    console.error('stand-in: Chromium has ended');
    process.exit(1);
  });
  followTargets();
  app.start();
}

/** Makes this process look like a main process of Electron's, and `electron` a module that there is. */
function actAsElectron(resources: string | undefined, argv: readonly string[]): void {
  process.argv = [process.argv[1] ?? '', ...argv];
  const versions = { ...process.versions, electron: '45.0.0-standin', chrome: 'standin' };
  for (const [name, value] of Object.entries({ versions, type: 'browser', resourcesPath: resources ?? '' }))
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true });
  const load: unknown = Reflect.get(Module, '_load');
  if (typeof load !== 'function') throw new Error('this Node has no Module._load');
  Reflect.set(Module, '_load', (request: string, ...rest: unknown[]) =>
    request === 'electron' || request === 'electron/main' ? electron : Reflect.apply(load, Module, [request, ...rest]),
  );
}

/** A packaged app in a folder, as Electron reads it out of its archive; what lies beside the archive is linked. */
function unpacked(resources: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'standin-app-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const archive = path.join(resources, 'app.asar');
  for (const name of listPackage(archive, { isPack: false }).map((file) => file.slice(1))) {
    const entry = statFile(archive, name, false);
    const to = path.join(folder, name);
    if ('files' in entry) mkdirSync(to, { recursive: true });
    else if ('unpacked' in entry && entry.unpacked) symlinkSync(path.join(`${archive}.unpacked`, name), to);
    else writeFileSync(to, extractFile(archive, name));
  }
  return folder;
}
