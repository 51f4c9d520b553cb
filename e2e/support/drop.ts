import type { Locator } from '@playwright/test';

/** Drops a file or a folder of the disk onto the middle of an element, as the system does it. */
export async function dropOnto(target: Locator, path: string): Promise<void> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not in view');
  const session = await target.page().context().newCDPSession(target.page());
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  await session.detach();
}
