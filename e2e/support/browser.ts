import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installedRuntime } from '../../electron/runtime';
import { build, electronBundles, isStale, pageBundle } from '../../electron/services/build';
import { type Chromium, fetchChromium, findChromium } from './chromium';
import { type HostUnderTest, WAYS, type Way } from './ways';

declare module 'vitest' {
  interface ProvidedContext {
    /** How the specs run, and with what; null where that is not to be had. */
    host: HostUnderTest | null;
    /** The Chromium of the tests that know the served app alone; null in the other ways. */
    chromium: Chromium | null;
  }
}

/** Finds or gets what one way of running the specs needs, once, and says which way it is and with what. */
export default async function provideHost(project: TestProject): Promise<void> {
  const way = WAYS[project.name];
  if (!way) throw new Error(`${project.name} is no way to run the specs in`);
  const host = way === 'electron' ? await electron() : await inChromium(way);
  if (host && way !== 'served') await buildApp();
  project.provide('host', host);
  project.provide('chromium', host?.way === 'served' ? host.chromium : null);
}

async function inChromium(way: Exclude<Way, 'electron'>): Promise<HostUnderTest | null> {
  const chromium = findChromium() ?? (await fetched());
  const how = { served: 'served to a browser', standin: 'on the stand-in for Electron' }[way];
  if (chromium) console.log(`The specs run ${how}, in ${chromium.executablePath} (${chromium.origin}).`);
  return chromium ? { way, chromium } : null;
}

async function electron(): Promise<HostUnderTest | null> {
  const runtime = await installedRuntime();
  if (runtime === undefined) {
    console.log('The specs cannot run on Electron: its runtime is not here. `npx install-electron` downloads it.');
    return null;
  }
  console.log(`The specs run on Electron itself, ${runtime}.`);
  return { way: 'electron', runtime };
}

/** What Electron runs is built before it, where it is older than its sources. */
export async function buildApp(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  for (const bundle of [pageBundle(root), ...electronBundles(root)]) if (await isStale(bundle)) await build(root, bundle);
}

async function fetched(): Promise<Chromium | null> {
  console.log('No Chromium is on this machine: one is fetched from npm, once.');
  try {
    return await fetchChromium();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.log(`It could not be had, so the tests in a browser are skipped: ${reason}`);
    console.log('Install Chromium, run `npx playwright install chromium`, or name one in PATCHBAY_CHROMIUM.');
    return null;
  }
}
