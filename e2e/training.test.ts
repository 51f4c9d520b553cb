import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { useApp } from './support/app';
import type { EditorPage } from './support/editor-page';
import { type Host, hosted } from './support/host';
import {
  dockOf,
  engineOf,
  graphTabsOf,
  PATIENCE,
  runInView,
  showRun,
  showTab,
  trainDocument,
  trainSmall,
} from './support/training';

/** More epochs than any test waits for: such a run ends by a click or a crash. */
const ENDLESS = 5_000;

const BASELINE = 'presets/table2-baseline.patchbay.json';
const OPTIONS = { timeout: 240_000, tags: THOROUGH, ...hosted() };

const stateOf = (editor: EditorPage) => () => runInView(editor).textContent();
const lossChart = (editor: EditorPage) => dockOf(editor).getByRole('slider', { name: 'Loss, epoch' });

/** The number of epochs in the chart of the loss. */
const epochsDrawn = (editor: EditorPage) => async () =>
  Number(
    (await lossChart(editor)
      .getAttribute('aria-valuemax', { timeout: 1_000 })
      .catch(() => '0')) ?? 0,
  );

/** Builds a small autoencoder from the palette. */
async function buildSmall({ page, node, field, sizes }: EditorPage): Promise<void> {
  const layers = page.getByRole('region', { name: 'Layers' });
  await layers.getByRole('button', { name: 'Conv', exact: true }).click();
  await layers.getByRole('button', { name: 'ConvT', exact: true }).click();
  await node('conv1').click();
  for (const [name, value] of Object.entries({ filters: 4, stride: 2, padding: 1 })) await field(name).fill(String(value));
  await node('convt1').click();
  for (const [name, value] of Object.entries({ filters: 1, kernel: 4, stride: 2, padding: 1 }))
    await field(name).fill(String(value));
  await expect.poll(sizes).toEqual(['28×28×1', '14×14×4', '28×28×1']);
}

/** Builds a small autoencoder, and begins to train it without an end in sight. */
async function trainWithoutEnd(editor: EditorPage): Promise<void> {
  await buildSmall(editor);
  await trainSmall(editor, ENDLESS, 500);
  await editor.page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
  await expect.poll(epochsDrawn(editor), PATIENCE).toBeGreaterThan(2);
}

async function stop({ page }: EditorPage): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
}

describe('a run in the window', OPTIONS, () => {
  const app = useApp();

  it('begins with a graph that was just built; its curves grow, and are read by arrow keys', async () => {
    const { editor } = app;
    await trainWithoutEnd(editor);
    const chart = lossChart(editor);
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/epoch \d+; .*train 0\.\d+; .*validation 0\.\d+/);
    expect(await editor.page.title()).toMatch(/%/);

    const dock = dockOf(editor);
    await chart.press('Home');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^epoch 1;/);
    await dock.getByText('epoch 1', { exact: true }).waitFor();
    await chart.press('Escape');
    await dock.getByText('Steps', { exact: true }).click();
    const steps = dock.getByRole('slider', { name: 'Loss, step' });
    await expect.poll(async () => Number(await steps.getAttribute('aria-valuemax'))).toBeGreaterThan(20);
    // Windows of the desktop app share this choice.
    await dock.getByText('Epochs', { exact: true }).click();
    await stop(editor);
  });

  it('is paused, changed, resumed and stopped', async () => {
    const { editor } = app;
    const { page } = editor;
    await trainWithoutEnd(editor);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor(PATIENCE);
    await expect.poll(stateOf(editor)).toContain('paused');
    await page.getByTitle('Current run and queue').click();
    const details = page.getByRole('dialog', { name: 'Current run and queue' });
    await details.getByRole('textbox', { name: 'Learning rate' }).fill('0.002');
    await details.getByRole('button', { name: 'Change' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    const before = await epochsDrawn(editor)();
    await expect.poll(epochsDrawn(editor), PATIENCE).toBeGreaterThan(before);
    await stop(editor);
    await expect.poll(stateOf(editor)).toContain('stopped');
    const [run] = await records(app.host);
    expect(run).toMatchObject({ state: 'stopped', interventions: [{ learningRate: 0.002 }] });
  });

  it('says that its engine was killed, and resumes with one click', async () => {
    const { editor } = app;
    const { page } = editor;
    await trainWithoutEnd(editor);
    process.kill(await engineOf(app.host), 'SIGKILL');
    const said = dockOf(editor)
      .getByRole('status')
      .filter({ has: page.getByRole('button', { name: 'Resume' }) });
    await said.waitFor(PATIENCE);
    expect(await said.textContent()).toMatch(/\S/);
    await expect.poll(stateOf(editor)).toContain('interrupted');
    const before = await epochsDrawn(editor)();
    await said.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await expect.poll(epochsDrawn(editor), PATIENCE).toBeGreaterThan(before);
    await stop(editor);
  });

  it('goes on without the window that began it, and another window stops it', async () => {
    const { editor } = app;
    const second = await app.host.open();
    await trainWithoutEnd(editor);
    await second.page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await showRun(second, 'newest');
    await showTab(second, 'Curves');
    await editor.close();
    const before = await epochsDrawn(second)();
    await expect.poll(epochsDrawn(second), PATIENCE).toBeGreaterThan(before);
    await stop(second);
  });

  it('is compared with another: curves, figures, and differences', async () => {
    const { editor } = app;
    const { page, node, field } = editor;
    await buildSmall(editor);
    await trainSmall(editor, 2);
    await expect.poll(stateOf(editor), PATIENCE).toContain('done');
    await node('conv1').click();
    await page.getByRole('tab', { name: 'Layer', exact: true }).click();
    await field('filters').fill('6');
    const dock = dockOf(editor);
    await dock.getByText('The canvas differs from this run’s graph in one place.').waitFor();
    await trainSmall(editor, 3);
    await expect.poll(stateOf(editor), PATIENCE).toContain('done · epoch 3 of 3');
    const legend = dock.getByRole('region', { name: 'Runs in the chart' });
    await legend.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 1 });
    await expect.poll(() => legend.getByRole('article').count()).toBe(2);
    await legend.getByText(/filters of conv1: 6 → 4/).waitFor();
    await showTab(editor, /^Runs/);
    expect(await dock.getByRole('table', { name: 'Runs' }).getByRole('checkbox', { checked: true }).count()).toBe(1);
  });
});

describe('a trained autoencoder', OPTIONS, () => {
  const app = useApp({ document: BASELINE });
  beforeAll(() => trainDocument(app.host, BASELINE, 3, 300), PATIENCE.timeout);

  it('has the same images after every epoch beside their reconstructions', async () => {
    const { editor } = app;
    await showRun(editor);
    await showTab(editor, 'Reconstructions');
    const dock = dockOf(editor);
    const pictures = dock.getByRole('table', { name: 'Originals and reconstructions' }).getByRole('img');
    await expect.poll(() => pictures.count(), PATIENCE).toBe(20);
    const [original, own] = [await pixels(pictures.first()), await pixels(pictures.nth(10))];
    expect(original).toContain(255);
    expect(own).not.toEqual(original);
    const scrubber = dock.getByRole('slider', { name: 'Epoch' });
    await scrubber.press('Home');
    await expect.poll(async () => pixels(pictures.nth(10)), PATIENCE).not.toEqual(own);
    expect(await pixels(pictures.first())).toEqual(original);
  });

  it('has its curves saved as a table and as a figure', async () => {
    const { editor } = app;
    await showRun(editor);
    await showTab(editor, 'Curves');
    const choose = (item: string) => async () => {
      await dockOf(editor).getByRole('button', { name: 'Save the figure' }).click();
      await editor.page.getByRole('menuitem', { name: item }).click();
    };
    const table = await editor.saved(choose('The curves as CSV'));
    const [head, ...rows] = table.bytes.toString().trim().split('\n');
    expect(head).toMatch(/^run,epoch,train_loss,val_loss/);
    expect(rows).toHaveLength(3);
    const figure = (await editor.saved(choose('As SVG'))).bytes.toString();
    expect(figure).toMatch(/<svg[\s\S]*<path d="M[\d.]+ [\d.]+L/);
  });

  it('is named, starred, deleted, and brought back', async () => {
    const { editor } = app;
    const { page } = editor;
    await showRun(editor);
    await showTab(editor, /^Runs/);
    const dock = dockOf(editor);
    const row = dock.getByRole('table', { name: 'Runs' }).getByRole('row').last();
    const menu = async (item: string) => {
      await row.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu('Rename');
    await dock.getByRole('textbox', { name: 'Name of the run' }).fill('Sixteen filters');
    await page.keyboard.press('Enter');
    await row.getByText('Sixteen filters').waitFor();
    await row.getByRole('button', { name: 'Star Sixteen filters' }).click();
    await row.getByRole('button', { name: 'Unstar Sixteen filters' }).waitFor();
    await menu('Delete');
    const cell = dock.getByRole('cell', { name: /Sixteen filters/ }).first();
    await cell.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await cell.waitFor();
  });

  it('gives a classifier its encoder, which is frozen and trained', async () => {
    const { editor } = app;
    const { page, node } = editor;
    await detach(editor);
    await node('conv1').click();
    await page.keyboard.press('Control+Shift+F');
    await node('conv1').getByTitle('Frozen: training does not change its weights.').waitFor();
    await trainSmall(editor, 2);
    await expect.poll(stateOf(editor), PATIENCE).toContain('done · epoch 2 of 2');
    const [run] = await records(app.host);
    expect(run).toMatchObject({ state: 'finished', weightsFrom: [{ checkpoint: 'best' }] });
    await dockOf(editor).getByRole('slider', { name: 'Accuracy, epoch' }).waitFor();
  });

  it('is shared as text, with the weights that a classifier takes from it', async () => {
    const { editor } = app;
    const { page, node } = editor;
    await detach(editor);
    await editor.command('Copy document as text');
    await page.getByRole('button', { name: 'With the weights' }).click();
    await page.getByText('The document is on the clipboard, as text.').waitFor();
    const shared: unknown = JSON.parse(await editor.clipboard());
    expect(shared).toMatchObject({
      packed: [{ path: expect.stringMatching(/best\.safetensors$/) }, { path: expect.stringMatching(/run\.json$/) }],
    });
    await editor.command('Open from text');
    await page.getByRole('dialog').getByRole('textbox').fill(JSON.stringify(shared));
    await page.getByRole('dialog').getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Don’t save' }).click();
    await expect.poll(() => graphTabsOf(editor).count()).toBe(2);
    await graphTabsOf(editor).nth(1).click();
    await node('conv1')
      .getByRole('img', { name: /Starts from the weights of conv1/ })
      .waitFor();
  });
});

describe('a trained classifier', OPTIONS, () => {
  const app = useApp({ document: 'presets/plain-cnn.patchbay.json' });
  beforeAll(() => trainDocument(app.host, 'presets/plain-cnn.patchbay.json', 2, 1_000), PATIENCE.timeout);

  it('shows the images of a cell of its confusion matrix, by click and by key', async () => {
    const { editor } = app;
    await showRun(editor);
    await showTab(editor, 'Confusion');
    const dock = dockOf(editor);
    const matrix = dock.getByRole('table', { name: 'Confusion matrix: true and predicted classes' });
    const cell = matrix.getByRole('button', { name: /^Trouser predicted correctly: [1-9]/ });
    await cell.click();
    const images = dock.getByRole('region', { name: 'Trouser, predicted correctly' });
    await images
      .getByRole('img', { name: /^Image \d+: .+ %/ })
      .first()
      .waitFor(PATIENCE);
    const counted = /predicted correctly: (\d+) of/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1];
    await images.getByText(`${counted} image`, { exact: false }).waitFor();
    await cell.press('ArrowLeft');
    await editor.page.keyboard.press('Enter');
    await dock.getByRole('region', { name: 'Trouser, predicted as T-shirt/top' }).waitFor();
  });

  it('classifies a drawing, by mouse and by keyboard', async () => {
    const { editor } = app;
    const { page } = editor;
    await showRun(editor);
    await showTab(editor, 'Try it');
    const dock = dockOf(editor);
    const pad = dock.getByRole('application', { name: /^Drawing pad, 28 by 28/ });
    const box = await pad.boundingBox();
    if (!box) throw new Error('the pad is not in view');
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.8, { steps: 6 });
    await page.mouse.up();
    const classes = dock.getByRole('region', { name: 'Result' }).getByRole('listitem');
    await expect.poll(() => classes.count(), PATIENCE).toBe(10);
    const before = await classes.allTextContents();
    await pad.focus();
    for (const key of ['ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight', ' ', 'Shift+ArrowRight'])
      await page.keyboard.press(key);
    await expect.poll(() => classes.allTextContents(), PATIENCE).not.toEqual(before);
    const shares = (await classes.allTextContents()).map((text) => Number(/([\d.]+) %$/.exec(text)?.[1]));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });

  it('shows the activations and the filters of the selected layer', async () => {
    const { editor } = app;
    const { node } = editor;
    await showRun(editor);
    await showTab(editor, 'Layers');
    await node('conv1').click();
    const dock = dockOf(editor);
    const activations = dock.getByRole('region', { name: 'Activations' });
    await expect.poll(() => activations.getByRole('img').count(), PATIENCE).toBe(32);
    await expect.poll(() => dock.getByRole('region', { name: 'Filters', exact: true }).getByRole('img').count()).toBe(32);
    await node('fc2').click();
    await activations.getByText('10', { exact: true }).waitFor(PATIENCE);
  });
});

/** Takes the encoder of the graph in view, with the weights of its best run, into a classifier. */
async function detach(editor: EditorPage): Promise<void> {
  const { page, node } = editor;
  await showRun(editor);
  await node('dropout2').click();
  await editor.command('Detach as classifier');
  await expect.poll(() => graphTabsOf(editor).count()).toBe(2);
  await page.getByText(/It starts from the best weights of/).waitFor();
  await node('conv1')
    .getByRole('img', { name: /Starts from the weights of conv1/ })
    .waitFor();
}

/** The bytes of a picture on screen. */
function pixels(picture: Locator): Promise<number[]> {
  return picture.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('it is no canvas');
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data;
    return Array.from(data ?? []);
  });
}

/** The content of every run.json, the newest first. */
async function records({ home }: Host): Promise<readonly unknown[]> {
  const names = (await readdir(join(home, 'runs'))).sort().reverse();
  return Promise.all(
    names.map(async (name): Promise<unknown> => JSON.parse(await readFile(join(home, 'runs', name, 'run.json'), 'utf8'))),
  );
}
