import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { endsWithUs } from './children';
import { editorIn, errorsOf } from './editor-page';
import { homeFolder } from './home';
import { nativeDialogs } from './native-dialogs';
import type { Host, HostUnderTest } from './targets';

const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');
const STANDIN = join(ROOT, 'e2e/standin/electron.mjs');

/** The desktop app, and its main process for a test to reach into. */
export interface Desktop extends Host {
  readonly app: ElectronApplication;
}

/** Starts the desktop app on this folder's sources: on the stand-in, or on Electron itself. */
export async function startDesktop(
  under: Exclude<HostUnderTest, { way: 'served' }>,
  files: readonly string[] = [],
  home?: string,
): Promise<Desktop> {
  const folder = home ?? (await homeFolder());
  const app = await launchDesktop(under, [ROOT, ...files.map((file) => resolve(file))], folder);
  return desktopOf(app, folder);
}

/** Starts the app that is in an executable, or that the first word names. Nothing here knows which runtime it is. */
export async function launchDesktop(
  under: HostUnderTest,
  args: readonly string[],
  home: string,
  executable?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<ElectronApplication> {
  const env = {
    ...definedEnv(),
    PATCHBAY_HOME: home,
    LANGUAGE: 'en',
    ...more,
    ...('chromium' in under ? { STANDIN_CHROMIUM: under.chromium.executablePath } : {}),
  };
  const runtime = executable ?? (under.way === 'electron' ? undefined : STANDIN);
  const path = runtime === undefined ? {} : { executablePath: runtime };
  const app = await _electron.launch({ args: [...args], env, cwd: ROOT, ...path });
  endsWithUs(app.process());
  return app;
}

/** A running desktop app as a host of the specs. */
export function desktopOf(app: ElectronApplication, home: string): Desktop {
  const child = app.process();
  const ended = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once('exit', () => done());
  });
  let windows = 0;

  /** The first window is there by itself; another comes from the menu. */
  async function window(): Promise<Page> {
    if (windows++ === 0) return app.firstWindow();
    const [page] = await Promise.all([
      app.waitForEvent('window'),
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('window.new')?.click()),
    ]);
    return page;
  }

  return {
    app,
    home,
    open: async ({ theme = 'light', width = 1280, height = 800 } = {}) => {
      const page = await window();
      const errors = errorsOf(page);
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      const close = async () => {
        if (child.exitCode !== null || child.signalCode !== null || page.isClosed()) return;
        await (await app.browserWindow(page)).evaluate((shown) => shown.destroy()).catch(() => {});
      };
      return editorIn(page, errors, { ...nativeDialogs(app, home), close });
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    close: async () => {
      // Nobody is there to be asked about what is unsaved.
      await app.evaluate(({ app: main }) => main.exit(0)).catch(() => {});
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
