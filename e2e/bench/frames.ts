import type { Page } from '@playwright/test';

/** tsx marks the functions that it compiles with their names by this one, also those that are handed to a page. */
export const NAMES = 'globalThis.__name = (marked) => marked';

/** Milliseconds between a page's frames while something is done to it. */
export async function framesDuring(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await page.evaluate(() => {
    const frames: number[] = [];
    const recording = { frames, on: true };
    Object.assign(window, { recording });
    let last = performance.now();
    const next = (now: number) => {
      frames.push(now - last);
      last = now;
      if (recording.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await work();
  const frames: unknown = await page.evaluate(() => {
    const recording: unknown = Reflect.get(window, 'recording');
    if (typeof recording !== 'object' || recording === null || !('frames' in recording)) return [];
    Object.assign(recording, { on: false });
    return recording.frames;
  });
  // The first frames belong to the beginning of the work.
  return Array.isArray(frames) ? frames.map(Number).slice(2) : [];
}

/** The value below which a part of the numbers lies: 0.95 for the 95th percentile. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
