import { callHost } from '../support/call';
import { startDesktop } from '../support/desktop';
import type { HostUnderTest } from '../support/ways';
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
    kill: desktop.kill,
  };
}
