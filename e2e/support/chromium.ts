import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { cacheFolder, surroundings } from '../../electron/engine/system/surroundings';
import { chromiumFromNpm } from './chromium-from-npm';

/** A Chromium that tests can run. */
export interface Chromium {
  readonly executablePath: string;
  /** Its origin, for the output of the tests. */
  readonly origin: 'named' | 'playwright' | 'system' | 'npm';
}

/** A Chromium that has been started once. */
export interface TriedChromium extends Chromium {
  readonly version: string;
  /** True if it can keep the handles of files that it gives to pages. A headless shell cannot. */
  readonly keepsFileHandles: boolean;
}

/** The names that a Chromium goes by on a search path. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromiums on this machine in the order in which they are tried: the one that PATCHBAY_CHROMIUM names and no other, else
 * Playwright's own and then those of the system.
 */
export function chromiumsHere(env: NodeJS.ProcessEnv = process.env, own = chromium.executablePath()): readonly Chromium[] {
  const named = env['PATCHBAY_CHROMIUM'];
  if (named) return [{ executablePath: named, origin: 'named' }];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [
    { executablePath: own, origin: 'playwright' as const },
    ...onPath.map((executablePath) => ({ executablePath, origin: 'system' as const })),
  ].filter(({ executablePath }) => existsSync(executablePath));
}

/**
 * The first Chromium that starts: one of this machine, else npm's, which is downloaded once for all clones.
 * @param say told which ones do not start, what is downloaded, and why there is none
 * @returns undefined if none can be had
 * @throws Error if the one that PATCHBAY_CHROMIUM names does not start
 */
export async function findChromium(
  say: (line: string) => void = console.log,
  here = chromiumsHere(),
  fetched = fetchChromium,
): Promise<TriedChromium | undefined> {
  for (const one of here) {
    try {
      return await tryOut(one);
    } catch (error) {
      const line = `${one.executablePath} (${one.origin}) does not start: ${reasonOf(error)}`;
      if (one.origin === 'named') throw new Error(line);
      say(line);
    }
  }
  try {
    return await tryOut(await fetched(say));
  } catch (error) {
    say(`There is no Chromium: ${reasonOf(error)}`);
    say('Install Chromium, run `npx playwright install chromium`, or name one in PATCHBAY_CHROMIUM.');
    return undefined;
  }
}

async function fetchChromium(say: (line: string) => void): Promise<Chromium> {
  const onDownload = () => say('There is no Chromium on this machine: one is downloaded from npm, once (70 MB).');
  return { executablePath: await chromiumFromNpm(cacheFolder(surroundings()), onDownload), origin: 'npm' };
}

/** Starts a Chromium, finds out what it can do, and ends it. @throws Error if it does not start */
async function tryOut(one: Chromium): Promise<TriedChromium> {
  const browser = await launch(one);
  try {
    const page = await browser.newPage();
    // A secure page, which alone is given files. It is answered here, and asked for nowhere else.
    await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('https://patchbay.invalid/');
    // A headless shell ends when a handle comes back out of the database.
    return { ...one, version: browser.version(), keepsFileHandles: await page.evaluate(keepFileHandle).catch(() => false) };
  } finally {
    await browser.close();
  }
}

/** In a page: puts the handle of a file into a database and takes it out again. */
async function keepFileHandle(): Promise<boolean> {
  if (!('showSaveFilePicker' in window)) return false;
  const handle = await (await navigator.storage.getDirectory()).getFileHandle('kept', { create: true });
  const opening = indexedDB.open('kept', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept').put(handle, 'kept');
  return new Promise((resolve, reject) => {
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const kept = opening.result.transaction('kept').objectStore('kept').get('kept');
      kept.onerror = () => reject(kept.error);
      kept.onsuccess = () => resolve(handle.isSameEntry(kept.result));
    };
  });
}

/** The first line that a browser printed before it ended, else the first of the error. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /^\[pid=\d+\]\[err\] (.*\S.*)$/m.exec(text)?.[1] ?? text.split('\n')[0] ?? '';
}

/** Starts the Chromium that `findChromium` finds. @throws Error if there is none */
export async function launchFound(): Promise<Browser> {
  const chromium = await findChromium();
  if (!chromium) throw new Error('there is no Chromium');
  return launch(chromium);
}

/** Starts a Chromium without a window. @throws Error if it does not start */
export function launch({ executablePath }: Chromium): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
