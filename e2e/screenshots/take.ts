import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { serializeDocument } from '../../shared/graph/parse';
import { chain } from '../bench/chain';
import { launchFound } from '../support/chromium';
import { openEditor } from '../support/editor-page';
import { serve } from '../support/served';
import type { State } from './state';
import { TRAINED_STATES, trainedHome } from './trained';

const TABLE2 = 'presets/table2-baseline.patchbay.json';
const AS_PRINTED = 'presets/table2-as-printed.patchbay.json';

const [folder, ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder that the pictures are to be written to.');
const own = mkdtempSync(join(tmpdir(), 'patchbay-screenshots-'));
const large = join(own, 'large.patchbay.json');
writeFileSync(large, serializeDocument(chain(200)));

const longNames = join(own, 'long-names.patchbay.json');
const renamed: { name: string; graphs: { name: string; nodes: Record<string, { name?: string }> }[] } = JSON.parse(
  readFileSync(TABLE2, 'utf8'),
);
renamed.name = 'A convolutional autoencoder on Fashion-MNIST, after the paper, with everything that was tried in October';
for (const graph of renamed.graphs) {
  graph.name = 'Autoencoder with three Dropouts and transposed convolutions of 5×5 and 6×6';
  for (const node of Object.values(graph.nodes)) node.name = `${node.name ?? 'Layer'} of the encoder as the paper prints it`;
}
writeFileSync(longNames, JSON.stringify(renamed));

/** Takes pictures of the editor's states, to be looked at: `npx tsx e2e/screenshots/take.ts FOLDER [STATE…]`. README's pictures are some of these. */
const STATES: Readonly<Record<string, State>> = {
  empty: {},
  'first-layer': { show: ({ drop }) => drop('Conv', 690, 168) },
  table2: { file: TABLE2 },
  mistake: {
    file: AS_PRINTED,
    async show({ page, node }) {
      await node('convt1').click();
      await page.getByRole('button', { name: 'Set padding to 0' }).waitFor();
    },
  },
  layer: { file: TABLE2, show: ({ node }) => node('conv1').click() },
  schedule: {
    file: TABLE2,
    async show({ page }) {
      await page.getByRole('tab', { name: 'Training', exact: true }).click();
      await page.getByRole('combobox', { name: 'schedule' }).selectOption('cosine');
    },
  },
  gallery: {
    file: TABLE2,
    async show({ page }) {
      await page.keyboard.press('Control+Shift+O');
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /Table 2, baseline/ })
        .waitFor();
    },
  },
  problems: {
    file: AS_PRINTED,
    async show({ page, node }) {
      await node('convt1').click();
      await page.getByRole('tab', { name: /Problems/ }).click();
      await page.getByRole('button', { name: /Set padding/ }).waitFor();
    },
  },
  several: {
    file: TABLE2,
    async show({ node }) {
      for (const id of ['conv1', 'conv2', 'convt1']) await node(id).click({ modifiers: ['ControlOrMeta'] });
    },
  },
  'long-names': {
    file: longNames,
    async show({ node }) {
      await node('conv1').click();
    },
  },
  search: {
    file: TABLE2,
    async show({ page, node }) {
      await node('pool1').click();
      await page.keyboard.press('/');
    },
  },
  commands: { file: TABLE2, show: ({ page }) => page.keyboard.press('Control+k') },
  keys: { file: TABLE2, show: ({ command }) => command('keys') },
  export: { file: TABLE2, show: ({ command }) => command('export as pytorch') },
  text: { file: TABLE2, show: ({ command }) => command('open from text') },
  spanish: {
    file: AS_PRINTED,
    async show({ page, node, command }) {
      await command('español');
      await node('convt1').click();
      await page
        .getByRole('button', { name: /^Poner/ })
        .first()
        .waitFor();
    },
  },
  large: { file: large },
  branches: { file: 'presets/residual-net.patchbay.json' },
  variant: {
    file: TABLE2,
    async show({ page, node, field }) {
      await page.keyboard.press('Control+Shift+D');
      await node('dropout1').click();
      await field('rate').fill('0');
      await page.keyboard.press('Escape');
    },
  },
  ...TRAINED_STATES,
};

/** 640×400 is a window of 1280×800 at 200 %. */
const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 640, height: 400 },
];

/** The folder with runs to be looked at, made when it is first needed. */
let trained: string | undefined;

function home(): string {
  trained ??= trainedHome(own);
  // Serving ends with its folder.
  const copy = mkdtempSync(join(own, 'home-'));
  cpSync(trained, copy, { recursive: true });
  return copy;
}

/** Waits until what fades, slides or flashes into view stands still. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function take(browser: Browser, name: string, { file, show, runs, locale = 'en' }: State): Promise<void> {
  for (const theme of ['light', 'dark'] as const)
    for (const size of SIZES) {
      // A file is open in the first window of a server alone.
      const served = await serve(file === undefined ? [] : [file], runs ? home() : undefined);
      try {
        const editor = await openEditor(browser, served, { theme, locale, ...size });
        if (size.width > 820) await show?.(editor);
        await settled(editor.page);
        await editor.page.screenshot({ path: join(folder ?? own, `${name}-${theme}-${size.width}.png`) });
        await editor.close();
      } finally {
        await served.close();
      }
    }
}

const browser = await launchFound();
try {
  for (const [name, state] of Object.entries(STATES))
    if (wanted.length === 0 || wanted.includes(name)) await take(browser, name, state);
} finally {
  await browser.close();
  rmSync(own, { recursive: true, force: true });
}
