import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import type { EditorPage } from './support/editor-page';
import { type Host, hosted, startHost } from './support/host';
import { engineOf, PATIENCE } from './support/training';

/** More epochs than any test waits for: such a run is ended by a person, or by a crash. */
const ENDLESS = 5_000;

describe('training in the window', { timeout: 240_000, tags: THOROUGH, ...hosted() }, () => {
  let host: Host;
  let editor: EditorPage;

  beforeAll(async () => {
    host = await startHost();
    editor = await host.open();
  }, 180_000);

  afterAll(async () => {
    await host?.close();
    expect(editor?.errors ?? []).toEqual([]);
  });

  const dock = () => editor.page.getByRole('region', { name: 'Training', exact: true });
  const view = (name: string | RegExp) => dock().getByRole('tab', { name }).click();
  /** How it stands with the run in view, as it says itself. */
  const inView = () => dock().locator('.run-picker .run-state');
  const tabs = () => editor.page.getByRole('tab').filter({ has: editor.page.locator('.graph-title') });

  /** Sets how the graph in view is trained. */
  async function configure(epochs: number, dataset?: string): Promise<void> {
    const { page, field } = editor;
    await page.getByRole('tab', { name: 'Training', exact: true }).click();
    if (dataset) await page.getByRole('combobox', { name: 'data set' }).selectOption({ label: dataset });
    await field('batch size').fill('50');
    await field('epochs').fill(String(epochs));
    await field('epochs').press('Tab');
  }

  /** Looks at what is to be trained, and begins with few images. */
  async function train(images: number): Promise<void> {
    const { page } = editor;
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Train' });
    await dialog.getByLabel('training images').fill(String(images));
    await dialog.getByLabel('validation images').fill('200');
    await dialog.getByRole('button', { name: /^(Start training|Add to the queue)$/ }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** The epochs that the chart of the loss has. */
  const epochsDrawn = async () =>
    Number(
      (await dock()
        .getByRole('slider', { name: 'Loss, epoch' })
        .getAttribute('aria-valuemax')
        .catch(() => '0')) ?? 0,
    );

  it('begins with a graph that was just built, and its curves grow', async () => {
    const { page, node, field, sizes } = editor;
    const layers = page.getByRole('region', { name: 'Layers' });
    await layers.getByRole('button', { name: 'Conv', exact: true }).click();
    await layers.getByRole('button', { name: 'ConvT', exact: true }).click();
    await node('conv1').click();
    for (const [name, value] of Object.entries({ filters: 4, stride: 2, padding: 1 })) await field(name).fill(String(value));
    await node('convt1').click();
    for (const [name, value] of Object.entries({ filters: 1, kernel: 4, stride: 2, padding: 1 }))
      await field(name).fill(String(value));
    await expect.poll(sizes).toEqual(['28×28×1', '14×14×4', '28×28×1']);
    await configure(ENDLESS, 'Generated garments');
    await train(500);
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await expect.poll(epochsDrawn, PATIENCE).toBeGreaterThan(2);
    expect(await dock().getByRole('slider', { name: 'Loss, epoch' }).getAttribute('aria-valuetext')).toMatch(
      /epoch \d+; .*train 0\.\d+; .*validation 0\.\d+/,
    );
    expect(await page.title()).toMatch(/%/);
  });

  it('shows the values at a place that the arrow keys reach, and steps as well as epochs', async () => {
    const chart = dock().getByRole('slider', { name: 'Loss, epoch' });
    await chart.press('Home');
    await expect.poll(() => chart.getAttribute('aria-valuetext')).toMatch(/^epoch 1;/);
    await dock().getByText('epoch 1', { exact: true }).waitFor();
    await chart.press('Escape');
    await dock().getByText('Steps', { exact: true }).click();
    const steps = dock().getByRole('slider', { name: 'Loss, step' });
    await expect.poll(async () => Number(await steps.getAttribute('aria-valuemax'))).toBeGreaterThan(20);
    await dock().getByText('Epochs', { exact: true }).click();
  });

  it('shows the same images after every epoch beside what the run makes of them', async () => {
    await view('Reconstructions');
    const grid = dock().getByRole('table', { name: 'Originals and reconstructions' });
    const pictures = grid.getByRole('img');
    await expect.poll(() => pictures.count(), PATIENCE).toBe(20);
    const [original, own] = [await pixels(pictures.first()), await pixels(pictures.nth(10))];
    expect(original).toContain(255);
    expect(own).not.toEqual(original);
    const scrubber = dock().getByRole('slider', { name: 'Epoch' });
    await scrubber.press('Home');
    await expect.poll(async () => pixels(pictures.nth(10)), PATIENCE).not.toEqual(own);
    expect(await pixels(pictures.first())).toEqual(original);
  });

  it('is paused, changed, resumed and stopped', async () => {
    const { page } = editor;
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).waitFor(PATIENCE);
    await expect.poll(() => inView().textContent()).toContain('paused');
    await page.getByTitle('Current run and queue').click();
    const details = page.getByRole('dialog', { name: 'Current run and queue' });
    await details.getByRole('textbox', { name: 'Learning rate' }).fill('0.002');
    await details.getByRole('button', { name: 'Change' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await view('Curves');
    const before = await epochsDrawn();
    await expect.poll(epochsDrawn, PATIENCE).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
    await expect.poll(() => inView().textContent()).toContain('stopped');
    const [run] = await records(host);
    expect(run).toMatchObject({ state: 'stopped', interventions: [{ learningRate: 0.002 }] });
  });

  it('compares two runs: curves, figures, and what differs', async () => {
    const { page, node, field } = editor;
    await node('conv1').click();
    await page.getByRole('tab', { name: 'Layer', exact: true }).click();
    await field('filters').fill('6');
    await dock().getByText('The canvas differs from this run’s graph in one place.').waitFor();
    await configure(3);
    await train(500);
    await expect.poll(() => inView().textContent(), PATIENCE).toContain('done');
    const legend = dock().getByRole('region', { name: 'Runs in the chart' });
    await legend.getByRole('combobox', { name: 'Compare with' }).selectOption({ index: 1 });
    await expect.poll(() => legend.getByRole('article').count()).toBe(2);
    await legend.getByText(/filters of conv1: 6 → 4/).waitFor();
    await view(/^Runs/);
    const table = dock().getByRole('table', { name: 'Runs' });
    expect(await table.getByRole('checkbox', { checked: true }).count()).toBe(1);
    await expect.poll(() => table.getByRole('row').count()).toBe(3);
  });

  it('saves curves as a table and as a figure', async () => {
    const { page } = editor;
    await view('Curves');
    const choose = (item: string) => async () => {
      await dock().getByRole('button', { name: 'Save the figure' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    const table = await editor.saved(choose('The curves as CSV'));
    const [head, ...rows] = table.bytes.toString().trim().split('\n');
    expect(head).toMatch(/^run,epoch,train_loss,val_loss/);
    expect(rows.length).toBeGreaterThan(5);
    const figure = (await editor.saved(choose('As SVG'))).bytes.toString();
    expect(figure).toMatch(/<svg[\s\S]*<path d="M[\d.]+ [\d.]+L/);
  });

  it('deletes a run and brings it back, names it and gives it a star', async () => {
    const { page } = editor;
    await view(/^Runs/);
    const rows = dock().getByRole('table', { name: 'Runs' }).getByRole('row');
    const older = rows.nth(2);
    const menu = async (item: string) => {
      await older.getByRole('button', { name: /^Actions for/ }).click();
      await page.getByRole('menuitem', { name: item }).click();
    };
    await menu('Rename');
    await dock().getByRole('textbox', { name: 'Name of the run' }).fill('Four filters');
    await page.keyboard.press('Enter');
    await older.getByText('Four filters').waitFor();
    await older.getByRole('button', { name: 'Star Four filters' }).click();
    await older.getByRole('button', { name: 'Unstar Four filters' }).waitFor();
    await menu('Delete');
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => rows.count()).toBe(3);
  });

  it('detaches the encoder with the weights of the run in view, freezes it, and trains a classifier', async () => {
    const { page, node } = editor;
    await dock().getByRole('table', { name: 'Runs' }).getByRole('row').nth(1).locator('.runs-link').click();
    await node('conv1').click();
    await editor.command('Detach as classifier');
    await expect.poll(() => tabs().count()).toBe(2);
    await page.getByText(/It starts from the best weights of/).waitFor();
    await expect
      .poll(() =>
        node('conv1')
          .getByRole('img', { name: /Starts from the weights of conv1/ })
          .count(),
      )
      .toBe(1);
    await node('conv1').click();
    await page.keyboard.press('Control+Shift+F');
    await node('conv1').getByTitle('Frozen: training does not change its weights.').waitFor();
    await configure(4);
    await train(1_000);
    await expect.poll(() => inView().textContent(), PATIENCE).toContain('done · epoch 4 of 4');
    const [run] = await records(host);
    expect(run).toMatchObject({ state: 'finished', weightsFrom: [{ nodes: ['conv1'], checkpoint: 'best' }] });
    await view('Curves');
    await dock().getByRole('slider', { name: 'Accuracy, epoch' }).waitFor();
  });

  it('shares the document with the weights that it takes, and opens it without them where they are known', async () => {
    const { page, node } = editor;
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
    const question = page.getByRole('alertdialog');
    await question
      .or(page.getByRole('tab', { name: /conv1|Model|Classifier/ }).first())
      .first()
      .waitFor();
    if (await question.isVisible()) await question.getByRole('button', { name: 'Don’t save' }).click();
    await expect.poll(() => tabs().count()).toBe(2);
    await tabs().nth(1).click();
    await node('conv1')
      .getByRole('img', { name: /Starts from the weights of conv1/ })
      .waitFor();
  });

  it('shows the images of a cell of the confusion matrix, reached by click and by key', async () => {
    await view('Confusion');
    const matrix = dock().getByRole('table', { name: 'Confusion matrix: true and predicted classes' });
    const cell = matrix.getByRole('button', { name: /^Trouser predicted correctly: [1-9]/ });
    await cell.click();
    const images = dock().getByRole('region', { name: 'Trouser, predicted correctly' });
    await images
      .getByRole('img', { name: /^Image \d+: .+ %/ })
      .first()
      .waitFor(PATIENCE);
    const counted = /predicted correctly: (\d+) of/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1];
    await images.getByText(`${counted} image`, { exact: false }).waitFor();
    await cell.press('ArrowLeft');
    await dock().page().keyboard.press('Enter');
    await dock().getByRole('region', { name: 'Trouser, predicted as T-shirt/top' }).waitFor();
  });

  it('says what it takes a drawing for, and draws by keyboard', async () => {
    const { page } = editor;
    await view('Try it');
    const pad = dock().getByRole('application', { name: /^Drawing pad, 28 by 28/ });
    const box = await pad.boundingBox();
    if (!box) throw new Error('the pad is not in view');
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.35, box.y + box.height * 0.8, { steps: 6 });
    await page.mouse.up();
    const result = dock().getByRole('region', { name: 'Result' });
    const classes = result.getByRole('listitem');
    await expect.poll(() => classes.count(), PATIENCE).toBe(10);
    const before = await classes.allTextContents();
    await pad.focus();
    for (const key of ['ArrowRight', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight', ' ', 'Shift+ArrowRight'])
      await page.keyboard.press(key);
    await expect.poll(() => classes.allTextContents(), PATIENCE).not.toEqual(before);
    const shares = (await classes.allTextContents()).map((text) => Number(/([\d.]+) %$/.exec(text)?.[1]));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
  });

  it('shows what the selected layer makes of an image, and its filters', async () => {
    const { node } = editor;
    await view('Layers');
    await node('conv1').click();
    const activations = dock().getByRole('region', { name: 'Activations' });
    await expect.poll(() => activations.getByRole('img').count(), PATIENCE).toBe(6);
    await expect.poll(() => dock().getByRole('region', { name: 'Filters' }).getByRole('img').count()).toBe(6);
    await node('fc1').click();
    await activations.getByText('10', { exact: true }).waitFor(PATIENCE);
  });

  it('says that the engine was killed, and resumes with one click where it left off', async () => {
    const { page } = editor;
    await tabs().first().click();
    await configure(ENDLESS);
    await train(500);
    await view('Curves');
    await expect.poll(() => inView().textContent(), PATIENCE).toMatch(/^running · epoch ([6-9]|\d\d+) /);
    await expect.poll(epochsDrawn, PATIENCE).toBeGreaterThan(4);
    process.kill(await engineOf(host), 'SIGKILL');
    const said = dock()
      .getByRole('status')
      .filter({ has: page.getByRole('button', { name: 'Resume' }) });
    await said.waitFor(PATIENCE);
    expect(await said.textContent()).toMatch(/\S/);
    await expect.poll(() => inView().textContent()).toContain('interrupted');
    const before = await epochsDrawn();
    await said.getByRole('button', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await expect.poll(epochsDrawn, PATIENCE).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
  });

  it('goes on without the window that began it, seen from another', async () => {
    const { page } = editor;
    await view(/^Runs/);
    const first = dock().getByRole('table', { name: 'Runs' }).getByRole('row').nth(1);
    await first.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Resume' }).click();
    await page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    // A second window sees the same run, and leads it as well.
    const second = await host.open();
    const closed = editor;
    editor = second;
    await second.page.getByRole('button', { name: 'Pause' }).waitFor(PATIENCE);
    await second.page.getByRole('region', { name: 'Training', exact: true }).getByText('Curves', { exact: true }).click();
    await closed.close();
    const before = await epochsDrawn();
    await expect.poll(epochsDrawn, PATIENCE).toBeGreaterThan(before);
    await second.page.getByRole('button', { name: 'Stop', exact: true }).click();
    await second.page.getByRole('button', { name: 'Train', exact: true }).waitFor(PATIENCE);
  });
});

/** The bytes of a picture on screen. */
function pixels(picture: Locator): Promise<number[]> {
  return picture.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('it is no canvas');
    const data = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data;
    return Array.from(data ?? []);
  });
}

/** What run.json says of every run, the newest first. */
async function records({ home }: Host): Promise<readonly unknown[]> {
  const names = (await readdir(join(home, 'runs'))).sort().reverse();
  return Promise.all(
    names.map(async (name): Promise<unknown> => JSON.parse(await readFile(join(home, 'runs', name, 'run.json'), 'utf8'))),
  );
}
