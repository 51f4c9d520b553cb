import { describe, expect, it } from 'vitest';
import { useApp } from './support/app';
import { hosted } from './support/host';
import { buildTable2, SIZES } from './support/table2';
import { PATIENCE, runInView, trainSmall } from './support/training';

describe('from Table 2 to a classifier', { timeout: 240_000, ...hosted() }, () => {
  const app = useApp();

  it('builds, mends a mistake, trains, detaches the encoder, and reads the confusion matrix', async () => {
    const { page, node, field, sizes } = app.editor;
    await buildTable2(app.editor);
    await expect.poll(sizes).toEqual(SIZES);

    await node('convt1').click();
    await field('padding').fill('2');
    await expect.poll(async () => (await sizes())[7]).toBe('9×9×16');
    await page.getByRole('button', { name: '1 problem' }).first().click();
    await page.getByRole('button', { name: 'Set padding of convt1 to 0' }).click();
    await expect.poll(sizes).toEqual(SIZES);

    await trainSmall(app.editor, 2, 300);
    await expect.poll(() => runInView(app.editor).textContent(), PATIENCE).toContain('done · epoch 2 of 2');
    const dock = page.getByRole('region', { name: 'Training', exact: true });
    const loss = await dock.getByRole('slider', { name: 'Loss, epoch' }).getAttribute('aria-valuetext');
    expect(loss).toMatch(/train 0\.\d+; .*validation 0\.\d+/);
    await dock.getByRole('tab', { name: 'Reconstructions' }).click();
    const pictures = dock.getByRole('table', { name: 'Originals and reconstructions' }).getByRole('img');
    await expect.poll(() => pictures.count(), PATIENCE).toBe(20);

    await node('dropout2').click();
    await app.editor.command('Detach as classifier');
    await page.getByText(/It starts from the best weights of/).waitFor();
    await node('conv1').click();
    await page.keyboard.press('Control+Shift+F');
    await trainSmall(app.editor, 4, 1_000);
    await expect.poll(() => runInView(app.editor).textContent(), PATIENCE).toContain('done · epoch 4 of 4');
    await dock.getByRole('tab', { name: 'Confusion' }).click();
    const matrix = dock.getByRole('table', { name: 'Confusion matrix: true and predicted classes' });
    await matrix
      .getByRole('button', { name: /predicted correctly: [1-9]\d* of \d+/ })
      .first()
      .click();
    const images = dock.getByRole('region', { name: /, predicted correctly$/ });
    await images
      .getByRole('img', { name: /^Image \d+: .+ %/ })
      .first()
      .waitFor(PATIENCE);
  });
});
