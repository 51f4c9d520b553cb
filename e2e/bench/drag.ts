import type { Page } from '@playwright/test';

/** How often the pointer is moved in one drag. */
const MOVES = 90;

/** tsx marks the functions that it compiles with their names by this one, also those that are handed to a page. */
export const NAMES = 'globalThis.__name = (marked) => marked';

/** Milliseconds between frames while a node is dragged in a circle. */
export async function framesOfDrag(page: Page, selector: string): Promise<readonly number[]> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not in view`);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(14, box.height / 4)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 4, y + 4, { steps: 4 });
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
  for (let move = 0; move < MOVES; move++) {
    const angle = (move / MOVES) * 4 * Math.PI;
    await page.mouse.move(x + 40 * Math.sin(angle), y + 40 * (1 - Math.cos(angle)));
  }
  const frames: unknown = await page.evaluate(() => {
    const recording: unknown = Reflect.get(window, 'recording');
    if (typeof recording !== 'object' || recording === null || !('frames' in recording)) return [];
    Object.assign(recording, { on: false });
    return recording.frames;
  });
  await page.mouse.move(x, y);
  await page.mouse.up();
  // The first frames belong to the beginning of the drag.
  return Array.isArray(frames) ? frames.map(Number).slice(2) : [];
}

/** The value below which a part of the numbers lies: 0.95 for the 95th percentile. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
