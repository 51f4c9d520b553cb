import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SETUP_SEEN } from '../../electron/services/host/setup';
import type { EditorPage } from '../support/editor-page';
import type { State } from './state';

/** Patchbay's folder with four small runs in it: two autoencoders, an encoder and the classifier on it. */
export function trainedHome(within: string): string {
  const home = mkdtempSync(join(within, 'trained-'));
  writeFileSync(join(home, SETUP_SEEN), '');
  const some = ['--train', '2000', '--val', '500', '--seed', '1'];
  for (const [preset, ...options] of [
    ['table2-baseline', '--epochs', '6'],
    ['autoencoder-dropout', '--epochs', '6'],
    ['classifier-baseline', '--graph', 'autoencoder', '--epochs', '3'],
    ['classifier-baseline', '--graph', 'classifier', '--epochs', '4'],
  ]) {
    const command = ['electron/cli/patchbay.mjs', 'train', `presets/${preset}.patchbay.json`, ...options, ...some];
    const { status, stderr } = spawnSync(process.execPath, command, { env: { ...process.env, PATCHBAY_HOME: home } });
    if (status !== 0) throw new Error(`${preset} could not be trained: ${stderr}`);
  }
  return home;
}

/** The views of the dock stand in this order, in every language. */
const VIEWS = { curves: 0, reconstructions: 1, confusion: 2, layers: 3, try: 4, runs: 5 } as const;

/** Opens the dock at a view. @param run which run is looked at, the newest being 0 */
async function look({ page }: EditorPage, view: keyof typeof VIEWS, run: number): Promise<void> {
  await page.locator('.dock .side-tab').nth(VIEWS[view]).click();
  const picker = page.locator('.run-picker select');
  await picker.selectOption({ index: run });
}

/** Compares the run in view with another one. */
async function compare(editor: EditorPage, row: number): Promise<void> {
  await look(editor, 'runs', 2);
  await editor.page.locator('.runs tbody tr').nth(row).locator('input[type=checkbox]').check();
}

const [BASELINE, DROPOUT, CLASSIFIER] = [3, 2, 0];

const VIEWS_OF_RUNS: Readonly<Record<string, State['show'] & {}>> = {
  async curves(editor) {
    await compare(editor, BASELINE);
    await look(editor, 'curves', DROPOUT);
    await editor.page.locator('.chart').first().waitFor();
  },
  async reconstructions(editor) {
    await compare(editor, BASELINE);
    await look(editor, 'reconstructions', DROPOUT);
    await editor.page.locator('.dock canvas').nth(12).waitFor();
  },
  async confusion(editor) {
    await look(editor, 'confusion', CLASSIFIER);
    await editor.page.locator('.matrix td button').nth(66).click();
    await editor.page.locator('.dock canvas').first().waitFor({ timeout: 90_000 });
  },
  async layers(editor) {
    await look(editor, 'layers', BASELINE);
    await editor.node('conv1').click();
    await editor.page.locator('.layer-pictures canvas').nth(15).waitFor({ timeout: 90_000 });
  },
  async 'try-it'(editor) {
    await look(editor, 'try', CLASSIFIER);
    const box = await editor.page.locator('.pad').boundingBox();
    if (!box) throw new Error('there is no pad');
    const { mouse } = editor.page;
    for (const [x, y, to] of [
      [0.3, 0.2, 0.8],
      [0.45, 0.2, 0.8],
      [0.6, 0.25, 0.7],
    ] as const) {
      await mouse.move(box.x + box.width * x, box.y + box.height * y);
      await mouse.down();
      await mouse.move(box.x + box.width * x, box.y + box.height * to, { steps: 5 });
      await mouse.up();
    }
    await editor.page.locator('.try-classes li').first().waitFor({ timeout: 90_000 });
  },
  async runs(editor) {
    await compare(editor, BASELINE);
  },
  async study({ page }) {
    await page.locator('.dock .side-tab').nth(VIEWS.runs).click();
    await page.locator('.dock-tools button:has(.lucide-graduation-cap)').click();
    await page.locator('.study tbody tr').nth(9).waitFor();
  },
  async report(editor) {
    await compare(editor, BASELINE);
    await editor.page.locator('.dock-tools button:has(.lucide-file-text)').click();
    await editor.page.locator('.report-captions textarea').first().waitFor();
  },
  async 'train-dialog'({ page }) {
    await page.keyboard.press('Control+Enter');
    await page.locator('.trial-facts').waitFor({ timeout: 90_000 });
  },
  async training({ page }) {
    await page.keyboard.press('Control+Enter');
    for (const [index, count] of [2_000, 200].entries())
      await page.locator('.train-images .field').nth(index).fill(String(count));
    await page.locator('.train button[type=submit]').click();
    await page.locator('.chart').first().waitFor({ timeout: 90_000 });
    await page.locator('.train-progress').click();
    await page.waitForFunction(() => Number(document.querySelector('.chart')?.getAttribute('aria-valuemax')) > 1, undefined, {
      timeout: 90_000,
    });
  },
};

/** Names of the parts that show runs, in both languages. */
export const TRAINED_STATES: Readonly<Record<string, State>> = Object.fromEntries(
  Object.entries(VIEWS_OF_RUNS).flatMap(([name, show]): [string, State][] => {
    const file = 'presets/table2-baseline.patchbay.json';
    return [
      [name, { file, runs: true, show }],
      [`${name}-es`, { file, runs: true, show, locale: 'es' }],
    ];
  }),
);
