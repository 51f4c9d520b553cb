import type { Page } from '@playwright/test';
import { framesDuring } from './frames';

/** Number of pointer moves in one drag. */
const MOVES = 90;

/** Milliseconds between frames while a node is dragged in a circle. */
export async function framesOfDrag(page: Page, selector: string): Promise<readonly number[]> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} is not in view`);
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(14, box.height / 4)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 4, y + 4, { steps: 4 });
  const frames = await framesDuring(page, async () => {
    for (let move = 0; move < MOVES; move++) {
      const angle = (move / MOVES) * 4 * Math.PI;
      await page.mouse.move(x + 40 * Math.sin(angle), y + 40 * (1 - Math.cos(angle)));
    }
  });
  await page.mouse.move(x, y);
  await page.mouse.up();
  return frames;
}
