import { readlink } from 'node:fs/promises';
import path from 'node:path';
import { callHost } from '../support/call';
import { startDesktop } from '../support/desktop';
import type { HostUnderTest } from '../support/ways';
import { gone } from './processes';
import type { Victim } from './victim';

/** The desktop app on the stand-in for Electron's runtime, whose main process is what is killed. */
export async function startMain(
  under: Exclude<HostUnderTest, { way: 'served' }>,
  home: string,
  files: readonly string[],
): Promise<Victim> {
  const desktop = await startDesktop(under, files, home);
  const { page } = await desktop.open();
  const main = desktop.app.process();
  return {
    pid: main.pid ?? 0,
    get alive() {
      return main.exitCode === null && main.signalCode === null;
    },
    window: await page.evaluate(() => sessionStorage.getItem('patchbay.window') ?? ''),
    call: async (call, input) =>
      callHost(page, call, input).then(
        (output) => ({ ok: true, output }),
        // A page whose main process has gone does not answer at all.
        (error: unknown) => ({ ok: false, code: error instanceof Error ? error.message : 'closed' }),
      ),
    kill: async () => {
      const chromium = await chromiumOf(home);
      await desktop.kill();
      // It ends by itself, and writes into its profile until it has.
      if (chromium !== undefined) await gone(chromium);
    },
  };
}

/** The Chromium that shows the window: it names itself in its profile's lock. */
async function chromiumOf(home: string): Promise<number | undefined> {
  const lock = await readlink(path.join(home, 'window', 'Chromium', 'SingletonLock')).catch(() => '');
  const pid = /-(\d+)$/.exec(lock)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
