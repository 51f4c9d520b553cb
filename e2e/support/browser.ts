import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installedRuntime } from '../../electron/runtime';
import { type Bundle, build, electronBundles, isStale, pageBundle } from '../../electron/services/build';
import { findChromium, type TriedChromium } from './chromium';
import { PACKAGED } from './packaged';
import { type HostUnderTest, WAYS, type Way } from './targets';

declare module 'vitest' {
  interface ProvidedContext {
    /** The target of the specs; null where it is not available. */
    host: HostUnderTest | null;
    /** The Chromium of the tests that know the served app alone; null in the other ways. */
    chromium: TriedChromium | null;
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Finds or gets what one way of running the specs needs, once, and says which way it is and with what. */
export default async function provideHost(project: TestProject): Promise<void> {
  const way = WAYS[project.name];
  if (!way) throw new Error(`${project.name} is no way to run the specs in`);
  const host = way === 'electron' ? await electron() : await inChromium(way);
  if (host) await (way === 'served' ? upToDate([pageBundle(ROOT)]) : buildApp());
  for (const line of host ? skipped(host) : []) console.log(line);
  project.provide('host', host);
  project.provide('chromium', host?.way === 'served' ? host.chromium : null);
}

async function inChromium(way: Exclude<Way, 'electron'>): Promise<HostUnderTest | null> {
  const chromium = await findChromium();
  const how = { served: 'served to a browser', standin: 'on the stand-in for Electron' }[way];
  if (!chromium) {
    console.log(`The specs ${how} are skipped: there is no Chromium.`);
    return null;
  }
  const { executablePath, origin, version } = chromium;
  console.log(`The specs run ${how}, in Chromium ${version}, ${executablePath} (${origin}).`);
  return { way, chromium };
}

/** The specs that cannot run for want of something, a line each. */
function skipped(host: HostUnderTest): readonly string[] {
  if (host.way !== 'served')
    return existsSync(PACKAGED)
      ? []
      : ['Skipped: the packaged app (packaged.test.ts), which `npm run package -- --dir` has not made.'];
  return host.chromium.keepsFileHandles
    ? []
    : ['Skipped: saving in place in a browser (save-in-place.test.ts), since this Chromium cannot keep the handles of files.'];
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

/** Builds what the desktop app runs, where it is older than its sources. */
export function buildApp(): Promise<void> {
  return upToDate([pageBundle(ROOT), ...electronBundles(ROOT)]);
}

async function upToDate(bundles: readonly Bundle[]): Promise<void> {
  for (const bundle of bundles) if (await isStale(bundle)) await build(ROOT, bundle);
}
