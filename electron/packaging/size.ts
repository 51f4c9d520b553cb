import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { listPackage, statFile } from '@electron/asar';

/** The parts of a packaged app with their sizes in bytes. */
export async function sizes(folder: string): Promise<ReadonlyMap<string, number>> {
  const parts = new Map<string, number>();
  const add = (part: string, bytes: number) => void parts.set(part, (parts.get(part) ?? 0) + bytes);
  const archive = path.join(folder, 'resources/app.asar');
  for (const file of listPackage(archive, { isPack: false })) {
    const entry = statFile(archive, file.replace(/^[/\\]/, ''), false);
    if ('size' in entry && !('unpacked' in entry && entry.unpacked)) add(partOf(file), entry.size);
  }
  for (const file of await filesIn(folder)) {
    const name = path.relative(folder, file);
    if (name.endsWith('app.asar')) continue;
    const { size } = await stat(file);
    const unpacked = name.split('app.asar.unpacked')[1];
    add(unpacked === undefined ? "Electron's runtime" : partOf(unpacked), size);
  }
  return new Map([...parts].sort(([, a], [, b]) => b - a));
}

function partOf(file: string): string {
  const name = file.replaceAll('\\', '/');
  if (name.includes('tfjs-node')) return 'libtensorflow and its binding';
  if (name.includes('tfjs-backend-wasm')) return 'WebAssembly';
  if (name.includes('dist/renderer')) return 'the page';
  if (name.endsWith('engine.cjs')) return 'the engine';
  if (/(main|preload)\.cjs$/.test(name)) return 'the main process and its bridge';
  return name.includes('presets') ? 'presets' : 'licence and description';
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = entries.map((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(file) : [file];
  });
  return (await Promise.all(inside)).flat();
}
