import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyDocument } from '../../shared/graph/document';
import { renameDocument } from '../../shared/graph/edits/document-edits';
import { serializeDocument } from '../../shared/graph/parse';
import { change, editor, isDirty, openDocument, present, undoStep } from '../editor/editor';
import type { Connection } from '../host/connection';
import { startFiles } from '../host/files/window-files';
import { type RealHost, startRealHost } from '../host/testing';
import { useQuestion } from '../ui/question';
import { useUi } from '../ui/ui';
import { documents, startDocuments } from './documents';

/** The files that the dialogs of the host return. */
const dialogs = { open: [] as string[], saveAs: undefined as string | undefined };

let host: RealHost;
let connection: Connection;
const at = (name: string) => path.join(host.folder, name);
const text = (name: string) => serializeDocument(emptyDocument(name));
const name = () => present(editor.getState()).document.name;
const dirty = () => isDirty(editor.getState());
const rename = (to: string) => change((document) => ({ document: renameDocument(document, to) }));

/** Waits for the question on screen and answers it. @returns its title in English */
async function answer(code: string | undefined): Promise<string> {
  const question = await vi.waitFor(() => {
    const { question } = useQuestion.getState();
    if (!question) throw new Error('no question');
    return question;
  });
  if (code === undefined) question.close();
  else question.answers.find((one) => one.code === code)?.choose();
  return question.title('en');
}

beforeEach(async () => {
  openDocument(emptyDocument(''));
  useUi.setState({ notices: [], lang: 'en' });
  host = await startRealHost({ dialogs: { open: async () => dialogs.open, saveAs: async () => dialogs.saveAs } });
  ({ connection } = await host.connect('window-1'));
  vi.stubGlobal('window', { patchbay: {} });
  vi.stubGlobal('addEventListener', () => {});
  startFiles(connection);
  await startDocuments(connection);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await host.stop();
});

describe('opening', () => {
  it('reads the chosen file, and saves to the same file', async () => {
    writeFileSync(at('net.patchbay.json'), text('Net'));
    dialogs.open = [at('net.patchbay.json')];
    await documents().open();
    expect([name(), dirty()]).toEqual(['Net', false]);
    rename('Renamed');
    expect(dirty()).toBe(true);
    expect(await documents().save()).toBe(true);
    expect(dirty()).toBe(false);
    expect(JSON.parse(readFileSync(at('net.patchbay.json'), 'utf8')).name).toBe('Renamed');
  });

  it('shows the faults of a file that is not a document, and keeps the open one', async () => {
    rename('Mine');
    const opening = documents().openCopy('broken.json', '{ "format": "something" }');
    expect(await answer('discard')).toBe('Save the changes to Mine?');
    expect(await answer('close')).toContain('broken.json');
    expect(await opening).toBe(false);
    expect(name()).toBe('Mine');
  });

  it('of a preset gives an untitled copy', async () => {
    expect(await documents().openCopy('Preset', text('Preset'))).toBe(true);
    expect(editor.getState().file).toBeUndefined();
    expect(dirty()).toBe(false);
  });
});

describe('unsaved changes', () => {
  it.each(['cancel', undefined])('stay if the question is answered with %s', async (code) => {
    rename('Mine');
    const creating = documents().create();
    await answer(code);
    await creating;
    expect([name(), dirty()]).toEqual(['Mine', true]);
  });

  it('are saved first if wanted, and stay if saving is cancelled', async () => {
    rename('Mine');
    dialogs.saveAs = undefined;
    const cancelled = documents().create();
    await answer('save');
    await cancelled;
    expect(name()).toBe('Mine');
    dialogs.saveAs = at('mine.patchbay.json');
    const saved = documents().create();
    await answer('save');
    await saved;
    expect(name()).toBe('');
    expect(JSON.parse(readFileSync(at('mine.patchbay.json'), 'utf8')).name).toBe('Mine');
  });

  it('that were undone are not asked about', async () => {
    rename('Mine');
    undoStep();
    await documents().create();
    expect(useQuestion.getState().question).toBeUndefined();
  });
});

describe('a file that changed on disk', () => {
  const changed = async () => {
    dialogs.saveAs = at('net.patchbay.json');
    rename('Mine');
    expect(await documents().saveAs()).toBe(true);
    writeFileSync(at('net.patchbay.json'), text('Theirs'));
    rename('Mine again');
  };
  const onDisk = (file: string): string => JSON.parse(readFileSync(at(file), 'utf8')).name;

  it('is not overwritten without asking', async () => {
    await changed();
    const saving = documents().save();
    expect(await answer('cancel')).toContain('has changed on disk');
    expect(await saving).toBe(false);
    expect([onDisk('net.patchbay.json'), dirty()]).toEqual(['Theirs', true]);
  });

  it('is overwritten if wanted, or left for another file', async () => {
    await changed();
    dialogs.saveAs = at('other.patchbay.json');
    const elsewhere = documents().save();
    await answer('saveAs');
    expect(await elsewhere).toBe(true);
    expect([onDisk('net.patchbay.json'), onDisk('other.patchbay.json')]).toEqual(['Theirs', 'Mine again']);
    await changed();
    const over = documents().save();
    await answer('overwrite');
    expect(await over).toBe(true);
    expect(onDisk('net.patchbay.json')).toBe('Mine again');
  });
});

it('a duplicate is an unsaved copy with a name of its own', async () => {
  await documents().openCopy('Net', text('Net'));
  await documents().duplicate();
  expect([name(), dirty(), editor.getState().file]).toEqual(['Net, copy', true, undefined]);
});
