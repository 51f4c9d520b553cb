import type { Browser, Locator, Page } from '@playwright/test';
import type { Capabilities } from './capabilities';
import type { Served } from './served';
import { uploads } from './uploads';

/** The editor in a window, and what a person sees and reaches there. */
export interface EditorPage extends Capabilities {
  readonly page: Page;
  /** Every failure of the page's own code. */
  readonly errors: readonly string[];
  /** The canvas, with everything on it. */
  readonly canvas: Locator;
  /** The sizes at the feet of the nodes, in the order of the graph. */
  sizes(): Promise<readonly string[]>;
  /** The layers and notes on the canvas. */
  readonly nodes: Locator;
  /** A layer, by its id. */
  node(id: string): Locator;
  /** The ids of the selected layers, as a screen reader is told. */
  selected(): Promise<readonly (string | null)[]>;
  /** The wires on the canvas. */
  readonly wires: Locator;
  /** The middle of a layer's port on one side, in pixels of the window. @throws Error if it is out of view */
  port(id: string, side: 'left' | 'right'): Promise<{ readonly x: number; readonly y: number }>;
  /** A field of a form, by its whole label. */
  field(name: string): Locator;
  /** Drags a layer out of the palette to a place of the window, in pixels. */
  drop(layer: string, x: number, y: number): Promise<void>;
  /** Runs a command of the palette. */
  command(name: string): Promise<void>;
  /** Drops a file of the disk on the window. */
  dropFile(file: string): Promise<void>;
}

export interface EditorOptions {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** The browser's language; English if left out. */
  readonly locale?: string;
  /** The name that the browser gives its language, where that is another one than `locale`. */
  readonly navigatorLanguage?: string;
}

/** Opens the editor in a browser profile of its own. Files are opened by upload and saved by download, which a test can take hold of. */
export async function openEditor(browser: Browser, served: Served, options: EditorOptions = {}): Promise<EditorPage> {
  const { theme = 'light', width = 1280, height = 800, locale = 'en', navigatorLanguage } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    acceptDownloads: true,
    colorScheme: theme,
    locale,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    Reflect.deleteProperty(window, 'showOpenFilePicker');
  });
  if (navigatorLanguage !== undefined)
    await context.addInitScript((language) => {
      Object.defineProperty(Navigator.prototype, 'language', { get: () => language });
    }, navigatorLanguage);
  const page = await context.newPage();
  const errors = errorsOf(page);
  await page.goto(served.url);
  const close = () => context.close();
  return editorIn(page, errors, { ...uploads(page, served.home), close });
}

/** Collects every failure of a page's own code. */
export function errorsOf(page: Page): readonly string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error.stack)));
  return errors;
}

/** The editor in a page that is being loaded, once it listens. @throws Error as soon as the page's own code fails before that */
export async function editorIn(page: Page, errors: readonly string[], capabilities: Capabilities): Promise<EditorPage> {
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = (error) => reject(new Error(`the page failed before the editor was there: ${error.stack}`));
  });
  page.on('pageerror', fail);
  const [earlier] = errors;
  if (earlier !== undefined) fail(new Error(earlier));
  try {
    await Promise.race([failed, isThere(page)]);
  } finally {
    page.off('pageerror', fail);
  }
  const canvas = canvasOf(page);
  const nodes = nodesOf(page);
  const node = (id: string) => canvas.getByTestId(`rf__node-${id}`);
  return {
    page,
    errors,
    canvas,
    sizes: () => canvas.getByTestId('layer-size').allTextContents(),
    nodes,
    node,
    selected: () =>
      canvas
        .getByRole('group', { name: /, selected$/ })
        .evaluateAll((selected) => selected.map((one) => one.getAttribute('data-id'))),
    wires: canvas.getByTestId(/^rf__edge-/),
    async port(id, side) {
      const box = await node(id).locator(`[data-handlepos=${side}]`).boundingBox();
      if (!box) throw new Error(`${id} has no port in view`);
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    },
    field: (name) => page.getByRole('textbox', { name, exact: true }),
    async drop(layer, x, y) {
      const before = await nodes.count();
      const item = page.getByRole('region', { name: 'Layers' }).getByRole('button', { name: layer, exact: true });
      await item.scrollIntoViewIfNeeded();
      const box = await item.boundingBox();
      if (!box) throw new Error(`${layer} is not in the palette`);
      await page.mouse.move(box.x + 10, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
      await nodes.nth(before).waitFor();
    },
    async command(name) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
    },
    async dropFile(file) {
      const input = await page.evaluateHandle(() => {
        const made = document.createElement('input');
        made.type = 'file';
        return made;
      });
      await input.asElement()?.setInputFiles(file);
      const transfer = await input.evaluateHandle((made) => {
        const data = new DataTransfer();
        for (const one of made.files ?? []) data.items.add(one);
        return data;
      });
      await canvas.dispatchEvent('drop', { dataTransfer: transfer });
    },
    ...capabilities,
  };
}

/** The canvas of a page, behind a dialog as well. */
const canvasOf = (page: Page): Locator => page.getByRole('main', { includeHidden: true });

/** The layers and notes on the canvas of a page, which React Flow marks for tests. */
const nodesOf = (page: Page): Locator => canvasOf(page).getByTestId(/^rf__node-/);

/** Waits until the editor shows its graph, listens to the keyboard, and has offered lost work. */
export async function isThere(page: Page): Promise<void> {
  await nodesOf(page).first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy]#root') === null);
}
