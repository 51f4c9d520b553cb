import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { holderOf } from '../../electron/lock/lock';
import { lockPath } from '../../electron/run-folder/folder';
import { openDocument } from './app';
import type { EditorPage } from './editor-page';
import type { Host } from './targets';

/** Time limit for training to get somewhere on a busy machine, in milliseconds. */
export const PATIENCE = { timeout: 90_000 };

/** Trains the graph in view on a few generated images, as a person begins it. */
export async function trainSmall({ page, field }: EditorPage, epochs: number, images = 100): Promise<void> {
  await page.getByRole('tab', { name: 'Training', exact: true }).click();
  await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: 'Generated garments' });
  await field('epochs').fill(String(epochs));
  await field('epochs').press('Tab');
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Train' });
  await dialog.getByLabel('training images').fill(String(images));
  await dialog.getByLabel('validation images').fill('50');
  await dialog.getByRole('button', { name: /^(Start training|Add to the queue)$/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** The process that trains: the one that has a run's lock. @throws Error where no run is locked */
export async function engineOf({ home }: Host): Promise<number> {
  for (const name of await readdir(join(home, 'runs'))) {
    const holder = await holderOf(lockPath(join(home, 'runs', name)));
    if (holder?.pid !== undefined) return holder.pid;
  }
  throw new Error('no run is locked');
}

/** The state of the run in view, as the training dock says it. */
export const runInView = (editor: EditorPage): Locator =>
  dockOf(editor)
    .getByRole('group', { name: 'Run in view' })
    .getByText(/ · epoch \d+ of \d+/);

/** The training dock. */
export const dockOf = ({ page }: EditorPage): Locator => page.getByRole('region', { name: 'Training', exact: true });

/** The tabs of the document's graphs. */
export const graphTabsOf = ({ page }: EditorPage): Locator => page.getByRole('tablist', { name: 'Graphs' }).getByRole('tab');

/** Shows a tab of the training dock. */
export const showTab = (editor: EditorPage, name: string | RegExp): Promise<void> =>
  dockOf(editor).getByRole('tab', { name }).click();

/** Trains a document's first graph in a window of its own. */
export async function trainDocument(host: Host, document: string, epochs: number, images: number): Promise<void> {
  const editor = await host.open();
  await openDocument(host, editor, document);
  await trainSmall(editor, epochs, images);
  await runInView(editor)
    .filter({ hasText: `done · epoch ${epochs} of ${epochs}` })
    .waitFor(PATIENCE);
}

/** Opens the training dock with a run in view. */
export async function showRun(editor: EditorPage, which: 'oldest' | 'newest' = 'oldest'): Promise<void> {
  const dock = dockOf(editor);
  if (!(await dock.getByRole('tab', { name: 'Curves' }).isVisible())) await editor.page.keyboard.press('Control+j');
  const run = dock.getByRole('combobox', { name: 'Run in view' });
  const options = run.getByRole('option');
  await run.selectOption(await (which === 'oldest' ? options.last() : options.first()).getAttribute('value'));
}
