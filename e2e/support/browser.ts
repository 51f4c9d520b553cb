import type { TestProject } from 'vitest/node';
import { type Chromium, fetchChromium, findChromium } from './chromium';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Chromium that the tests run; null where none is to be had. */
    chromium: Chromium | null;
  }
}

/** Finds or gets a Chromium once, before the tests in a browser, and says which it is. */
export default async function provideChromium(project: TestProject): Promise<void> {
  const chromium = findChromium() ?? (await fetched());
  if (chromium) console.log(`The tests in a browser run in ${chromium.executablePath} (${chromium.origin}).`);
  project.provide('chromium', chromium);
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
