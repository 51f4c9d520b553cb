import { createReadStream, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from '@playwright/test';
import { build } from 'vite';
import { serializeDocument } from '../../shared/graph/parse';
import { launchFound } from '../support/chromium';
import { openEditor } from '../support/editor-page';
import { serve } from '../support/served';
import { chain } from './chain';
import { framesOfDrag } from './drag';
import { framesDuring, NAMES, quantile } from './frames';
import { median, type Result } from './rounds';

const COUNTS = [10, 200, 1_000];

/** Rounds in turn, and how much is done in each. */
const ROUNDS = 3;
const CHANGES = 12;
const HELD = 24;

/**
 * Response times of the editor in a real browser: from a key that changes a parameter to every size on screen, and the time
 * between frames while a node is dragged, beside a bare React Flow with as many nodes.
 */
export async function editor(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-bench-'));
  const bare = await serveBare(join(folder, 'bare'));
  const browser = await launchFound();
  try {
    const results: Result[] = [];
    for (const count of COUNTS) results.push(...(await measure(browser, folder, bare.url, count)));
    return results;
  } finally {
    await browser.close();
    bare.server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, folder: string, bareUrl: string, count: number): Promise<readonly Result[]> {
  const file = join(folder, `${count}.patchbay.json`);
  writeFileSync(file, serializeDocument(chain(count)));
  const served = await serve([file]);
  try {
    const { page, node, field, close } = await openEditor(browser, served);
    await page.evaluate(NAMES);
    await page.waitForFunction((nodes) => document.querySelectorAll('.node-size').length === nodes, count);
    const canvas = await page.locator('.react-flow').boundingBox();
    const viewport = { width: Math.round(canvas?.width ?? 800), height: Math.round(canvas?.height ?? 700) };
    const context = await browser.newContext({ viewport });
    const plain = await context.newPage();
    await plain.goto(`${bareUrl}?nodes=${count}`);
    await plain.evaluate(NAMES);
    await plain.waitForFunction((nodes) => document.querySelectorAll('.react-flow__node').length === nodes, count);

    const changes: number[] = [];
    const held: number[] = [];
    const rounds: { readonly ours: readonly number[]; readonly theirs: readonly number[] }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await page.bringToFront();
      await node('n1').click();
      await field('padding').focus();
      for (let change = 0; change < CHANGES; change++)
        changes.push(await timeChange(page, change % 2 === 0 ? 'ArrowUp' : 'ArrowDown'));
      held.push(...(await framesDuring(page, () => holdKeys(page))));
      const ours = await framesOfDrag(page, '.react-flow__node[data-id="n5"]');
      await plain.bringToFront();
      const theirs = await framesOfDrag(plain, '.react-flow__node[data-id="n5"]');
      rounds.push({ ours, theirs });
    }
    await context.close();
    await close();
    const beside = (part: number) => {
      const [ours, theirs] = [
        rounds.map((round) => quantile(round.ours, part)),
        rounds.map((round) => quantile(round.theirs, part)),
      ];
      const ratio = median(ours.map((time, round) => time / (theirs[round] ?? time)));
      return { unit: 'ms', ours: median(ours), peer: median(theirs), ratio };
    };
    return [
      { name: `${count} nodes, from a key to every size on screen, median`, unit: 'ms', ours: median(changes) },
      { name: `${count} nodes, from a key to every size on screen, 95th percentile`, unit: 'ms', ours: quantile(changes, 0.95) },
      {
        name: `${count} nodes, frames while a key is held that changes a parameter, median`,
        unit: 'ms',
        ours: quantile(held, 0.5),
      },
      { name: `${count} nodes, the same, 95th percentile`, unit: 'ms', ours: quantile(held, 0.95) },
      { name: `${count} nodes, frames while dragging beside bare React Flow, median`, ...beside(0.5) },
      { name: `${count} nodes, the same, 95th percentile`, ...beside(0.95) },
    ];
  } finally {
    await served.close();
  }
}

/** Steps a parameter up and down again as a key does that is held: some thirty times a second. */
async function holdKeys(page: Page): Promise<void> {
  for (let key = 0; key < HELD; key++) {
    await page.keyboard.press(key < HELD / 2 ? 'ArrowUp' : 'ArrowDown');
    await page.waitForTimeout(33);
  }
}

/** Milliseconds from a key in a field to the frame in which the size of every node is another one, painted. */
async function timeChange(page: Page, key: string): Promise<number> {
  await page.evaluate(() => {
    const sizes = () => [...document.querySelectorAll('.node-size')].map((size) => size.textContent);
    // The Input's stays as it is.
    const before = sizes().slice(1);
    const timing = { done: 0 };
    Object.assign(window, { timing });
    addEventListener(
      'keydown',
      () => {
        const start = performance.now();
        const look = () => {
          const now = sizes().slice(1);
          if (!now.every((size, index) => size !== before[index])) return void requestAnimationFrame(look);
          // A message is handled after the frame that it was sent in is painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            timing.done = performance.now() - start;
          };
          port2.postMessage(undefined);
        };
        requestAnimationFrame(look);
      },
      { once: true, capture: true },
    );
  });
  await page.keyboard.press(key);
  const done = await page.waitForFunction(() => {
    const timing: unknown = Reflect.get(window, 'timing');
    return typeof timing === 'object' && timing !== null && 'done' in timing ? Number(timing.done) : 0;
  });
  return Number(await done.jsonValue());
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds the page with nothing but React Flow, as a product is built, and serves it on this machine. */
async function serveBare(outDir: string): Promise<{ readonly url: string; readonly server: Server }> {
  const root = fileURLToPath(new URL('bare', import.meta.url));
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    esbuild: { jsx: 'automatic' },
    build: { outDir, emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = join(outDir, path === '/' ? 'index.html' : path);
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the bare page is not served');
  return { url: `http://127.0.0.1:${address.port}/`, server };
}
