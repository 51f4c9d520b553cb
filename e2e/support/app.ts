import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { parseDocument } from '../../shared/graph/parse';
import type { EditorOptions, EditorPage } from './editor-page';
import { type Host, startHost } from './host';

/** Patchbay for the tests of one `describe`. */
export interface App {
  /** The process, which the tests share: runs and presets of one test are there for the next. */
  readonly host: Host;
  /** The window of the present test, which no test before it has touched. */
  readonly editor: EditorPage;
}

/** Options of `useApp`. */
export interface AppOptions extends EditorOptions {
  /** A document that is opened in each window, as a copy of its own. */
  readonly document?: string;
}

/**
 * Starts Patchbay before the tests of the `describe` that calls this, opens a new window before each of them, and checks after each
 * that the page's own code did not fail.
 * @example const app = useApp({ document: 'presets/table2-baseline.patchbay.json' });
 */
export function useApp({ document, ...options }: AppOptions = {}): App {
  let host: Host | undefined;
  let editor: EditorPage | undefined;
  beforeAll(async () => {
    host = await startHost();
  }, 180_000);
  beforeEach(async () => {
    if (!host) throw new Error('Patchbay was not started');
    await removeCopies(join(host.home, 'recovery'));
    const last = editor;
    editor = await host.open(options);
    // Only now: the desktop app ends with its last window.
    await last?.close();
    if (document !== undefined) await openDocument(host, editor, document);
  }, 180_000);
  afterEach(() => expect(editor?.errors ?? []).toEqual([]));
  afterAll(() => host?.close());
  return {
    get host() {
      return started(host);
    },
    get editor() {
      return started(editor);
    },
  };
}

/** Opens a copy of a document in a window, and waits for its layers. */
export async function openDocument(host: Host, editor: EditorPage, document: string): Promise<void> {
  const parsed = parseDocument(await readFile(document, 'utf8'));
  if (!parsed.ok) throw new Error(`${document} cannot be read`);
  const copy = join(host.home, basename(document));
  await copyFile(document, copy);
  await editor.choose(copy, () => editor.page.keyboard.press('Control+o'));
  const layers = Object.keys(parsed.document.graphs[0]?.nodes ?? {}).length;
  await editor.page
    .getByTestId('layer-size')
    .nth(layers - 1)
    .waitFor();
}

/** Removes the copies of unsaved work, which the next window would offer to restore. */
async function removeCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) if (name.endsWith('.json')) await rm(join(folder, name));
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Patchbay runs within tests alone');
  return value;
}
