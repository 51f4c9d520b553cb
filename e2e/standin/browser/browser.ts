import { mkdirSync } from 'node:fs';
import { launched, switchValue } from '../launched';
import { DevTools } from './devtools';

let current: DevTools | undefined;

/** The Chromium that shows the windows. */
export function browser(): DevTools {
  if (!current) throw new Error('the app is not ready');
  return current;
}

/** The pid of the process that draws, as far as it is known. */
export let gpuProcess: number | undefined;

/** Starts Chromium with the switches that the app has by now. @param onGpuGone told when the process that draws is another one */
export async function startBrowser(profile: string, locale: string, onGpuGone: () => void): Promise<DevTools> {
  mkdirSync(profile, { recursive: true });
  const port = switchValue('remote-debugging-port');
  const own = /^--(user-data-dir|remote-debugging-port)/;
  current = new DevTools(process.env['STANDIN_CHROMIUM'] ?? 'chromium', [
    ...(process.env['STANDIN_HEADED'] ? [] : ['--headless=new']),
    `--user-data-dir=${profile}`,
    ...(port === undefined ? [] : [`--remote-debugging-port=${port}`]),
    `--accept-lang=${locale}`,
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--hide-scrollbars',
    ...launched().switches.filter((one) => !own.test(one)),
  ]);
  await current.root.send('Target.setDiscoverTargets', { discover: true });
  void watchGpu(current, onGpuGone);
  return current;
}

/** Looks for the process that draws: Chromium starts another one when it ends. */
async function watchGpu(devtools: DevTools, onGone: () => void): Promise<void> {
  while (!devtools.closed) {
    const { processInfo } = await devtools.root.send('SystemInfo.getProcessInfo').catch(() => ({ processInfo: [] }));
    const found = processInfo.find(({ type }) => type === 'GPU')?.id;
    if (gpuProcess !== undefined && found !== undefined && found !== gpuProcess) onGone();
    gpuProcess = found ?? gpuProcess;
    await new Promise((resolve) => setTimeout(resolve, 300).unref());
  }
}
