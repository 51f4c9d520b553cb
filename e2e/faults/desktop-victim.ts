import { callHost } from '../support/call';
import { startDesktop } from '../support/desktop';
import type { HostUnderTest } from '../support/targets';
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
  // On the stand-in, pages are shown by a Chromium of its own, which is one process to it.
  const chromium = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
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
      await desktop.kill();
      // It ends by itself, and writes into its profile until it has.
      if (chromium !== undefined) await gone(chromium);
    },
  };
}
