import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect } from 'vitest';
import type { Capabilities } from './capabilities';

/** Files as the desktop app has them: the system's dialogs, whose answers are given in the main process. */
export function nativeDialogs(app: ElectronApplication, folder: string): Pick<Capabilities, 'saved' | 'choose' | 'clipboard'> {
  return {
    async saved(work) {
      await app.evaluate(({ dialog }, into) => {
        const asked: string[] = [];
        Object.assign(globalThis, { patchbaySaved: asked });
        dialog.showSaveDialog = async (...args: readonly object[]) => {
          const suggested = String(Reflect.get(args.at(-1) ?? {}, 'defaultPath'));
          const filePath = `${into}/${suggested.split(/[\\/]/).at(-1)}`;
          asked.push(filePath);
          return { canceled: false, filePath };
        };
      }, folder);
      const before = new Map<string, string>();
      for (const name of await readdir(folder)) before.set(name, await stamp(join(folder, name)));
      await work();
      const asked = () => app.evaluate(() => String(Reflect.get(globalThis, 'patchbaySaved')?.[0] ?? ''));
      await expect.poll(asked, { timeout: 10_000 }).not.toBe('');
      const path = await asked();
      await expect.poll(async () => (await stamp(path)) !== (before.get(basename(path)) ?? ''), { timeout: 10_000 }).toBe(true);
      return { name: basename(path), path, bytes: await readFile(path) };
    },
    async choose(file, work) {
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
      }, file);
      await work();
    },
    clipboard: () => app.evaluate(({ clipboard }) => clipboard.readText()),
  };
}

/** Tells a file from the one that was there before it; '' where there is none. */
async function stamp(file: string): Promise<string> {
  const stats = await stat(file).catch(() => undefined);
  return stats ? `${stats.ino} ${stats.mtimeMs}` : '';
}
