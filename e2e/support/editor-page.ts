import type { Browser, Locator, Page } from '@playwright/test';
import type { Served } from './served';

/** The editor in a page of a browser, and what a person sees and reaches there. */
export interface EditorPage {
  readonly page: Page;
  /** Every failure of the page's own code. */
  readonly errors: readonly string[];
  /** The sizes at the feet of the nodes, in the order of the graph. */
  sizes(): Promise<readonly string[]>;
  node(id: string): Locator;
  /** A field of a form, by its whole label. */
  field(name: string): Locator;
  /** Drags a layer out of the palette to a place of the window, in pixels. */
  drop(layer: string, x: number, y: number): Promise<void>;
  close(): Promise<void>;
}

interface Options {
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
}

/** Opens the editor in a browser profile of its own. Files are opened by upload and saved by download, which a test can take hold of. */
export async function openEditor(browser: Browser, served: Served, options: Options = {}): Promise<EditorPage> {
  const { theme = 'light', width = 1280, height = 800 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    acceptDownloads: true,
    colorScheme: theme,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await context.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    Reflect.deleteProperty(window, 'showOpenFilePicker');
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error.stack)));
  await page.goto(served.url);
  await page.locator('.react-flow__node').first().waitFor();
  // The window's title comes along with what listens to the keyboard.
  await page.waitForFunction(() => document.title.includes(' — '));
  return {
    page,
    errors,
    sizes: () => page.locator('.node-size').allTextContents(),
    node: (id) => page.locator(`.react-flow__node[data-id="${id}"]`),
    field: (name) => page.getByRole('textbox', { name, exact: true }),
    async drop(layer, x, y) {
      const before = await page.locator('.react-flow__node').count();
      const item = page.getByRole('region', { name: 'Layers' }).getByRole('button', { name: layer, exact: true });
      await item.scrollIntoViewIfNeeded();
      const box = await item.boundingBox();
      if (!box) throw new Error(`${layer} is not in the palette`);
      await page.mouse.move(box.x + 10, box.y + 10);
      await page.mouse.down();
      await page.mouse.move(x, y, { steps: 4 });
      await page.mouse.up();
      await page.locator('.react-flow__node').nth(before).waitFor();
    },
    close: () => context.close(),
  };
}
