import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import type { EditorPage } from './support/editor-page';
import { hosted, startHost } from './support/host';
import { recoveryCopies, recoveryCopyWith } from './support/recovery';

describe('unsaved work', { timeout: 180_000, tags: THOROUGH, ...hosted() }, () => {
  it('is offered after a crash, as what was lost', async () => {
    const host = await startHost();
    const first = await host.open();
    await first.page.getByRole('button', { name: 'Conv', exact: true }).click();
    await expect.poll(() => first.page.title()).toBe('● Untitled — Patchbay');
    await recoveryCopyWith(host.home, 'conv1');
    const [before] = await recoveryCopies(host.home);
    await host.kill();
    await first.close();
    const again = await startHost([], host.home);
    const second = await again.open();
    await second.page.getByText('Conv conv1 was added').waitFor();
    await second.page.getByRole('button', { name: 'Restore' }).click();
    await expect.poll(second.sizes).toEqual(['28×28×1', '26×26×16']);
    // The work is the new window's now, and is copied as such.
    await expect
      .poll(async () => (await recoveryCopies(host.home)).map(({ window }) => window === before?.window))
      .toEqual([false]);
    expect(second.errors).toEqual([]);
    await second.close();
    await again.close();
  });

  it('still is of a later version once it is restored, with what this one does not know', async () => {
    const host = await startHost();
    const file = join(host.home, 'later.patchbay.json');
    const first = await host.open();
    const document: Record<string, unknown> = JSON.parse(await readFile('presets/table2-baseline.patchbay.json', 'utf8'));
    await writeFile(file, JSON.stringify({ ...document, version: 99, mood: 'calm' }));
    await first.choose(file, () => first.page.keyboard.press('Control+o'));
    const mark = ({ page }: EditorPage) => page.getByRole('button', { name: /written by a later version of Patchbay/ });
    await mark(first).waitFor();
    await first.node('conv1').click();
    await first.field('filters').fill('24');
    await recoveryCopyWith(host.home, '"filters": 24');
    await host.kill();
    await first.close();
    const again = await startHost([], host.home);
    const second = await again.open();
    await second.page.getByText('filters of conv1: 16 → 24').waitFor();
    expect(await mark(second).count()).toBe(0);
    await second.page.getByRole('button', { name: 'Restore' }).click();
    await mark(second).waitFor();
    const saved = (await second.saved(() => second.command('save a copy'))).bytes.toString();
    for (const kept of ['"mood": "calm"', '"version": 99', '"filters": 24']) expect(saved).toContain(kept);
    expect(second.errors).toEqual([]);
    await second.close();
    await again.close();
  });

  it('comes back by itself when the page is loaded anew', async () => {
    const host = await startHost();
    const { page, sizes, close, errors } = await host.open();
    await page.getByRole('button', { name: 'Conv', exact: true }).click();
    await recoveryCopyWith(host.home, 'conv1');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect.poll(sizes).toEqual(['28×28×1', '26×26×16']);
    expect(errors).toEqual([]);
    await close();
    await host.close();
  });

  it('is not offered once it is undone', async () => {
    const host = await startHost();
    const first = await host.open();
    await first.page.getByRole('button', { name: 'Conv', exact: true }).click();
    await recoveryCopyWith(host.home, 'conv1');
    await first.page.keyboard.press('Control+z');
    await expect.poll(() => recoveryCopies(host.home)).toEqual([]);
    await host.kill();
    await first.close();
    const again = await startHost([], host.home);
    const second = await again.open();
    expect(await second.sizes()).toEqual(['28×28×1']);
    expect(await second.page.getByRole('alertdialog').count()).toBe(0);
    await second.close();
    await again.close();
  });
});
