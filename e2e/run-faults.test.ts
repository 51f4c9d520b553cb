import { spawnSync } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterEach, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import type { EditorPage } from './support/editor-page';
import { homeFolder } from './support/home';
import { type Host, hosted, startHost } from './support/host';
import { engineOf, PATIENCE, trainSmall } from './support/training';

const TABLE2 = 'presets/table2-baseline.patchbay.json';
/** More epochs than any test waits for. */
const ENDLESS = 900;

/** Faults during a run: the window reports each of them, nothing is lost, and one click resumes the run. */
describe('a run that is disturbed', { timeout: 240_000, tags: THOROUGH, ...hosted() }, () => {
  let host: Host | undefined;
  let editor: EditorPage | undefined;

  afterEach(async () => {
    await host?.close();
    expect(editor?.errors ?? []).toEqual([]);
    host = undefined;
    editor = undefined;
  });

  const dock = (page: Page) => page.getByRole('region', { name: 'Training', exact: true });
  const inView = (page: Page) =>
    dock(page)
      .getByRole('group', { name: 'Run in view' })
      .getByText(/ · epoch \d+ of \d+/);
  /** Number of epochs in the chart of the run in view. */
  const epochsDrawn = async (page: Page) =>
    Number(
      await dock(page)
        .getByRole('slider', { name: 'Loss, epoch' })
        .getAttribute('aria-valuemax')
        .catch(() => '0'),
    );
  const underWay = (page: Page) => page.getByRole('button', { name: 'Pause' });
  /** The notice about the run in view, with the button that resumes it. */
  const broken = (page: Page) =>
    dock(page)
      .getByRole('status')
      .filter({ has: page.getByRole('button', { name: 'Resume' }) });

  async function goesOn(page: Page): Promise<void> {
    await underWay(page).waitFor(PATIENCE);
    const before = await epochsDrawn(page);
    await expect.poll(() => epochsDrawn(page), PATIENCE).toBeGreaterThan(before);
  }

  it('says that nothing is heard of an engine that was put to sleep, and that it has woken', async () => {
    host = await startHost([TABLE2]);
    editor = await host.open();
    const { page } = editor;
    await trainSmall(editor, ENDLESS);
    await expect.poll(() => epochsDrawn(page), PATIENCE).toBeGreaterThan(1);
    const pid = await engineOf(host);
    process.kill(pid, 'SIGSTOP');
    try {
      await dock(page).getByRole('status').filter({ hasText: 'The engine has not responded for' }).waitFor(PATIENCE);
      await page.getByTitle('Current run and queue').getByText('no response').waitFor();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await page.getByText(/The engine was suspended for \d+ s, .* Nothing is lost\./).waitFor(PATIENCE);
    expect(await dock(page).getByText('has not responded for').count()).toBe(0);
    await goesOn(page);
  });

  it('says that the disk is full, and goes on once there is room', async ({ skip }) => {
    const home = await homeFolder();
    const disk = join(home, 'runs');
    await mkdir(disk);
    // A small disk of one's own can be made by an administrator of Linux alone.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk]).status !== 0) {
      await rm(home, { recursive: true });
      skip('a small disk cannot be mounted here');
    }
    try {
      host = await startHost([TABLE2], home);
      editor = await host.open();
      const { page } = editor;
      await trainSmall(editor, ENDLESS);
      await expect.poll(() => epochsDrawn(page), PATIENCE).toBeGreaterThan(1);
      const filler = join(disk, 'filler');
      spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
      await broken(page).filter({ hasText: 'The disk is full' }).waitFor(PATIENCE);
      const before = await epochsDrawn(page);
      await rm(filler);
      await broken(page).getByRole('button', { name: 'Resume' }).click();
      await goesOn(page);
      expect(await epochsDrawn(page)).toBeGreaterThan(before);
    } finally {
      spawnSync('umount', ['-l', disk]);
    }
  });

  it('learns on from what it has read of a data set that is removed, and misses it in words when it needs it again', async () => {
    const home = await homeFolder();
    const data = join(home, 'my-images');
    await idxFolder(data);
    // Files of one's own are trained on from the terminal; the window shows the run, and goes on with it.
    const trained = spawnSync(
      process.execPath,
      ['electron/cli/patchbay.mjs', 'train', TABLE2, '--data', data, '--epochs', '1', '--seed', '1', '--lang', 'en'],
      { env: { ...process.env, PATCHBAY_HOME: home } },
    );
    expect(trained.stderr.toString() + trained.stdout.toString()).toContain('Finished');
    host = await startHost([TABLE2], home);
    editor = await host.open();
    const { page } = editor;
    await page.keyboard.press('Control+j');
    // The command is there for a run in view, and the list of runs comes a moment later than the window.
    await inView(page).waitFor(PATIENCE);
    await editor.command('More epochs');
    const more = page.getByRole('dialog', { name: /^More epochs/ });
    await more.getByRole('textbox').fill(String(ENDLESS));
    await more.getByRole('button', { name: 'Resume' }).click();
    await goesOn(page);
    await rename(data, `${data}-gone`);
    await goesOn(page);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect.poll(() => inView(page).textContent(), PATIENCE).toContain('stopped');
    const before = await epochsDrawn(page);
    await editor.command('Resume');
    await broken(page).filter({ hasText: 'There is no folder' }).waitFor(PATIENCE);
    // The last one before it stopped may have been drawn since.
    expect(await epochsDrawn(page)).toBeGreaterThanOrEqual(before);
    await rename(`${data}-gone`, data);
    await broken(page).getByRole('button', { name: 'Resume' }).click();
    await goesOn(page);
  });

  // The windows of the desktop app end with it: recovery.test.ts covers that.
  it('outlives its server: the tab says so, and the next link shows what became of it', hosted('served'), async () => {
    const first = await startHost([TABLE2]);
    const tab = await first.open();
    await trainSmall(tab, ENDLESS);
    await expect.poll(() => epochsDrawn(tab.page), PATIENCE).toBeGreaterThan(1);
    await first.kill();
    await tab.page.getByText('The connection to Patchbay’s process was lost', { exact: false }).waitFor(PATIENCE);
    // The curves stay in view, and the graph can be edited.
    expect(await epochsDrawn(tab.page)).toBeGreaterThan(1);
    await tab.node('conv1').click();
    await tab.page.getByRole('tab', { name: 'Layer', exact: true }).click();
    await tab.field('filters').fill('5');
    await expect.poll(async () => (await tab.sizes())[1]).toBe('26×26×5');
    host = await startHost([], first.home);
    editor = await host.open();
    const { page } = editor;
    const offered = page.getByRole('button', { name: 'Restore' });
    await offered.waitFor();
    await offered.click();
    await page.getByRole('region', { name: 'Training', exact: true }).getByText('Curves', { exact: true }).click();
    await broken(page)
      .filter({ hasText: 'Patchbay’s process exited unexpectedly. The run stopped at a checkpoint' })
      .waitFor(PATIENCE);
    await broken(page).getByRole('button', { name: 'Resume' }).click();
    await goesOn(page);
    expect(tab.errors).toEqual([]);
    // The second host has the first one's folder, which is all that is left of it.
    await tab.close();
  });
});

/** Sixty images to train on and twenty to validate with, as four IDX files. */
async function idxFolder(folder: string): Promise<void> {
  await mkdir(folder);
  const idx = (axes: readonly number[], body: Buffer) => {
    const head = Buffer.from([0, 0, 8, axes.length, ...axes.flatMap((axis) => [0, 0, axis >> 8, axis & 255])]);
    return Buffer.concat([head, body]);
  };
  for (const [part, images] of [
    ['train', 60],
    ['t10k', 20],
  ] as const) {
    const pixels = Buffer.from(Array.from({ length: images * 784 }, (_, at) => (at * 7919) % 256));
    const labels = Buffer.from(Array.from({ length: images }, (_, at) => at % 10));
    await writeFile(join(folder, `${part}-images-idx3-ubyte`), idx([images, 28, 28], pixels));
    await writeFile(join(folder, `${part}-labels-idx1-ubyte`), idx([images], labels));
  }
}
