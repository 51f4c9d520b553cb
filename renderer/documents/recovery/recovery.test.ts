import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import { renameDocument } from '../../../shared/graph/edits/document-edits';
import { change, editor, isDirty, markSaved, openDocument, present } from '../../editor/editor';
import { startFiles } from '../../host/files/window-files';
import { type RealHost, startRealHost } from '../../host/testing';
import { useUi } from '../../ui/ui';
import { startDocuments } from '../documents';
import { useLost } from './copies';
import { recovery, startRecovery } from './recovery';

let host: RealHost;
let page: EventTarget & { visibilityState: string };
const rename = (to: string) => change((document) => ({ document: renameDocument(document, to) }));
const name = () => present(editor.getState()).document.name;
/** The names in the recovery copies on disk. */
function copies(): readonly string[] {
  const folder = path.join(host.folder, 'home', 'recovery');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
  return files.map((file) => String(JSON.parse(readFileSync(path.join(folder, file), 'utf8')).name));
}

/** Opens a window as a page does. */
async function openWindow(id: string) {
  const window = await host.connect(id);
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  openDocument(emptyDocument(''));
  startFiles(window.connection);
  await startDocuments(window.connection);
  await startRecovery(window.connection);
  return window;
}

/** Hides the page, which keeps a copy at once. */
function hide() {
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(async () => {
  useUi.setState({ notices: [], lang: 'en' });
  useLost.setState({ lost: [], shown: false });
  vi.stubGlobal('window', { patchbay: {} });
  vi.stubGlobal('addEventListener', () => {});
  host = await startRealHost();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await host.stop();
});

it('a crashed window’s work is offered in the next one, and restored with its changes', async () => {
  const first = await openWindow('window-1');
  rename('Unsaved');
  hide();
  await vi.waitFor(() => expect(copies()).toEqual(['Unsaved']));
  first.close();
  await openWindow('window-2');
  const [lost] = await vi.waitFor(() => {
    const { lost, shown } = useLost.getState();
    expect([lost.length, shown]).toEqual([1, true]);
    return lost;
  });
  if (!lost) throw new Error('nothing lost');
  expect(lost.document?.name).toBe('Unsaved');
  expect(lost.differences.length).toBeGreaterThan(0);
  await recovery().restore(lost);
  expect([name(), isDirty(editor.getState())]).toEqual(['Unsaved', true]);
  // The copy is now this window's.
  expect(copies()).toEqual(['Unsaved']);
  expect(useLost.getState().lost).toEqual([]);
});

it('a window that was left knowingly is mentioned in a notice only, and its copy can be discarded', async () => {
  const first = await openWindow('window-1');
  rename('Unsaved');
  hide();
  await vi.waitFor(() => expect(copies()).toEqual(['Unsaved']));
  await first.connection.host.call('recovery.leave', { window: 'window-1' });
  first.close();
  await openWindow('window-2');
  await vi.waitFor(() => expect(useLost.getState().lost).toHaveLength(1));
  expect(useLost.getState().shown).toBe(false);
  expect(useUi.getState().notices.map(({ text }) => text('en'))).toEqual([
    'Unsaved was closed with unsaved changes, which are kept.',
  ]);
  const [lost] = useLost.getState().lost;
  if (lost) await recovery().discard(lost);
  expect(copies()).toEqual([]);
});

it('a reloaded window gets its own work back without a question', async () => {
  const first = await openWindow('window-1');
  rename('Unsaved');
  hide();
  await vi.waitFor(() => expect(copies()).toEqual(['Unsaved']));
  first.close();
  await openWindow('window-1');
  expect([name(), isDirty(editor.getState())]).toEqual(['Unsaved', true]);
  expect(useLost.getState()).toEqual({ lost: [], shown: false });
});

it('saved work has no copy', async () => {
  await openWindow('window-1');
  rename('Unsaved');
  hide();
  await vi.waitFor(() => expect(copies()).toEqual(['Unsaved']));
  markSaved(present(editor.getState()).document, undefined);
  hide();
  await vi.waitFor(() => expect(copies()).toEqual([]));
});
