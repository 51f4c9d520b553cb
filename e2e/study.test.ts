import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import { type EditorPage, isThere } from './support/editor-page';
import { hosted } from './support/host';
import { dockOf, PATIENCE, showRun } from './support/training';

/** The models that this study trains; the classifier needs one more, its encoder. */
const WANTED = ['Baseline', 'Baseline: encoder + FC(10)'];
const NEEDED = 'Channels (optimized)';

const OPTIONS = { timeout: 240_000, tags: THOROUGH, ...hosted() };

/** The dialog of the study in a window. */
const studyOf = ({ page }: EditorPage) => page.getByRole('dialog', { name: 'The paper’s study' });
const rowOf = (editor: EditorPage, model: string) => studyOf(editor).getByRole('row').filter({ hasText: model }).first();

async function openStudy(editor: EditorPage): Promise<void> {
  await editor.command('Train the paper’s study');
  await studyOf(editor).getByRole('row').nth(10).waitFor();
}

/** Opens the study, and chooses a few of its models and images. */
async function chooseStudy(editor: EditorPage): Promise<void> {
  await openStudy(editor);
  const study = studyOf(editor);
  await study.getByRole('combobox', { name: 'Data' }).selectOption({ label: 'Generated garments' });
  for (const [name, value] of Object.entries({ 'Epochs per model': 2, 'training images': 200, 'validation images': 40 })) {
    await study.getByRole('textbox', { name }).fill(String(value));
    await study.getByRole('textbox', { name }).press('Tab');
  }
  for (const box of await study.getByRole('checkbox').all()) {
    const label = await box.evaluate((input) => (input instanceof HTMLInputElement ? input.labels?.[0]?.textContent : undefined));
    if (!WANTED.includes(label?.trim() ?? '') && label?.trim() !== NEEDED) await box.uncheck();
  }
  // It is trained along, and cannot be left out.
  await rowOf(editor, NEEDED).getByRole('checkbox', { checked: true, disabled: true }).waitFor();
}

async function startStudy(editor: EditorPage): Promise<void> {
  await chooseStudy(editor);
  await studyOf(editor).getByRole('button', { name: 'Train the study' }).click();
}

describe('the study in the window', OPTIONS, () => {
  const app = useApp();

  it('is started with a choice of models, stopped as a whole, and resumed after the window is loaded anew', async () => {
    const { editor } = app;
    const button = (name: string) => studyOf(editor).getByRole('button', { name });
    const row = (model: string) => rowOf(editor, model);
    await startStudy(editor);
    await row('Baseline').getByText('running').waitFor(PATIENCE);
    await row(NEEDED).getByText('queued').waitFor();
    await studyOf(editor).getByText('0 of 3 are done.').waitFor();

    await button('Stop the study').click();
    await row('Baseline')
      .getByText(/stopped|done|not started/)
      .waitFor(PATIENCE);
    await row(NEEDED).getByText('not started').waitFor();
    await editor.page.reload();
    await isThere(editor.page);
    await openStudy(editor);
    await row(NEEDED).getByText('not started').waitFor();
    await expect.poll(() => button('Stop the study').isDisabled(), PATIENCE).toBe(true);
    await button('Resume the study').click();
    await studyOf(editor).getByText('3 of 3 are done.').waitFor(PATIENCE);
    expect(await button('Resume the study').isDisabled()).toBe(true);
    // The paper's figure stands beside the run's.
    expect(await row(NEEDED).textContent()).toMatch(/done · epoch 2 of 2.*0\.\d{4}.*0\.0175/);
  });
});

describe('a finished study', OPTIONS, () => {
  const app = useApp();
  beforeAll(async () => {
    const editor = await app.host.open();
    await startStudy(editor);
    await studyOf(editor).getByText('3 of 3 are done.').waitFor(PATIENCE);
  }, PATIENCE.timeout);

  it('is reported in the language and with the captions that are chosen, in a file that needs nothing else', async () => {
    const { editor } = app;
    await chooseStudy(editor);
    await studyOf(editor).getByRole('button', { name: 'Report…' }).click();
    const report = editor.page.getByRole('dialog', { name: 'Report' });
    expect(await report.getByRole('checkbox', { checked: true }).count()).toBe(3);
    await report.getByText('Spanish', { exact: true }).click();
    const captions = report.getByRole('textbox', { name: /^Captions/ });
    await expect.poll(() => captions.first().inputValue()).toMatch(/^Pérdidas/);
    await captions.first().fill('Lo que <medimos> nosotros');
    await report.getByRole('textbox', { name: 'Title' }).fill('Mi estudio');
    const saved = await editor.saved(() => report.getByRole('button', { name: 'Save the report…' }).click());
    expect(saved.name).toBe('Mi estudio.html');
    const page = await editor.page.evaluate((text) => {
      const html = new DOMParser().parseFromString(text, 'text/html');
      const all = [...html.querySelectorAll('*')];
      const names = ['src', 'href', 'srcset', 'action', 'data', 'poster', 'background'];
      return {
        lang: html.documentElement.lang,
        title: html.title,
        captions: [...html.querySelectorAll('caption, figcaption')].map(({ textContent }) => textContent),
        headings: [...html.querySelectorAll('h2')].map(({ textContent }) => textContent),
        active: all.filter(({ tagName }) => /^(script|link|iframe|object|embed|base|form)$/i.test(tagName)).length,
        outside: all
          .flatMap((one) => names.flatMap((name) => one.getAttribute(name) ?? []))
          .filter((to) => !/^data:image\//.test(to)),
        styles: text.match(/url\(|@import/g),
        pictures: html.images.length,
        curves: html.querySelectorAll('svg path, svg polyline').length,
      };
    }, (await readFile(saved.path)).toString());
    expect(page).toMatchObject({ lang: 'es', title: 'Mi estudio', active: 0, outside: [], styles: null });
    expect(page.captions[0]).toBe('Lo que <medimos> nosotros');
    expect(page.headings).toContain('Configuración, semillas y tiempos');
    // Three images, and what the first and the last autoencoder make of them.
    expect(page.pictures).toBe(9);
    expect(page.curves).toBeGreaterThan(0);
    await report.waitFor({ state: 'detached' });
  });

  const dock = () => dockOf(app.editor);
  const look = (run: string) => dock().getByRole('table', { name: 'Runs' }).getByTitle(run).first().click();
  const view = (name: string | RegExp) => dock().getByRole('tab', { name }).click();
  const figure = (kind: string) =>
    app.editor.saved(async () => {
      await dock().getByRole('button', { name: 'Save the figure' }).click();
      await app.editor.page.getByRole('menuitem', { name: kind }).click();
    });

  /** Saves what is in view as SVG and as PNG, which are the same picture, and looks at both. @returns the text of the SVG */
  async function bothKinds(): Promise<string> {
    const svg = (await figure('As SVG')).bytes.toString();
    const { name, bytes } = await figure('As PNG');
    expect(name).toMatch(/\.png$/);
    const seen = await app.editor.page.evaluate(
      async ([text, data]) => {
        const root = new DOMParser().parseFromString(text ?? '', 'image/svg+xml').documentElement;
        const file = new Blob([Uint8Array.from(atob(data ?? ''), (byte) => byte.charCodeAt(0))]);
        const picture = await createImageBitmap(file).catch(() => undefined);
        if (!picture) return undefined;
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const pen = canvas.getContext('2d');
        pen?.drawImage(picture, 0, 0);
        const colours = new Set(
          new Uint32Array(pen?.getImageData(0, 0, picture.width, picture.height).data.buffer ?? new ArrayBuffer(0)),
        );
        const size = (of: string) => Number(root.getAttribute(of));
        return {
          svg: [root.nodeName, size('width'), size('height')],
          png: [picture.width, picture.height],
          colours: colours.size,
        };
      },
      [svg, bytes.toString('base64')],
    );
    const [root, width = 0, height = 0] = seen?.svg ?? [];
    expect(root).toBe('svg');
    expect(seen?.png).toEqual([3 * Number(width), 3 * Number(height)]);
    expect(seen?.colours).toBeGreaterThan(20);
    return svg;
  }

  it('has the curves of runs that are compared, and their numbers as a table', async () => {
    await showRun(app.editor);
    await view(/^Runs/);
    await look('View Table 2, baseline');
    await dock()
      .getByRole('checkbox', { name: /^Compare Autoencoder, optimized/ })
      .check();
    await view('Curves');
    const svg = await bothKinds();
    expect(svg.match(/<path /g)?.length).toBe(4);
    const table = (await figure('The curves as CSV')).bytes.toString();
    const rows = table.trim().split('\n');
    expect(rows[0]).toBe('run,epoch,train_loss,val_loss,train_accuracy,val_accuracy,learning_rate,seconds');
    expect(rows.slice(1).map((line) => /,(\d),0\.\d+,0\.\d+,/.exec(line)?.[1])).toEqual(['1', '2', '1', '2']);
  });

  it('has the reconstructions and the confusion matrix as they are seen', async () => {
    await showRun(app.editor);
    await view(/^Runs/);
    await look('View Table 2, baseline');
    await view('Reconstructions');
    await pictured(dock());
    expect((await bothKinds()).match(/<image /g)?.length).toBeGreaterThanOrEqual(20);
    await view(/^Runs/);
    await look('View Classifier, baseline');
    await view('Confusion');
    expect(await bothKinds()).toContain('Ankle boot');
  });
});

/** Waits for the pictures of the reconstructions. */
async function pictured(dock: Locator): Promise<void> {
  const grid = dock.getByRole('table', { name: 'Originals and reconstructions' });
  await expect.poll(() => grid.getByRole('img').count(), PATIENCE).toBeGreaterThanOrEqual(20);
}
