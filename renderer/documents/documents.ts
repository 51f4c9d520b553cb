import { type Document, emptyDocument, isNewer } from '../../shared/graph/document';
import { parseDocument, serializeDocument } from '../../shared/graph/parse';
import type { FileRef } from '../../shared/host/areas/file-ref';
import { HostError } from '../../shared/host/errors';
import { translate } from '../../shared/i18n/i18n';
import { editor, isDirty, markSaved, openDocument, present, restoreDocument } from '../editor/editor';
import { runningOf, useRuns } from '../editor/runs-store';
import type { Connection } from '../host/connection';
import type { Files, OpenedFile, PageFile, RecentFile } from '../host/files/files';
import { windowFiles } from '../host/files/window-files';
import { ask } from '../ui/question';
import { message, notify, useUi } from '../ui/ui';
import { MESSAGES } from './messages';
import { sayNewer } from './NewerMark';
import { documentName } from './name';
import { type Packed, packedOver } from './packed';
import { type Presets, presetsOf, usePresets } from './presets';

/** Operations on whole documents. They ask before unsaved changes of the open one are lost. */
export interface Documents {
  create(): Promise<void>;
  open(): Promise<void>;
  openDropped(dropped: DataTransferItemList | FileList): Promise<void>;
  /** @returns true if it was saved */
  save(): Promise<boolean>;
  saveAs(): Promise<boolean>;
  /** Saves a copy; the open document keeps its file and its state. */
  saveCopy(): Promise<void>;
  /** Opens a preset or a text as an untitled copy. @returns true if it was opened */
  openCopy(name: string, text: string): Promise<boolean>;
  /** Opens a file that the host named: the document of a run. @returns true if it was opened */
  openRef(ref: FileRef): Promise<boolean>;
  /** Continues with an unsaved copy of the open document. */
  duplicate(): Promise<void>;
  /** Opens a recent file. */
  reopen(recent: RecentFile): Promise<void>;
  readonly presets: Presets;
  readonly packed: Packed;
  /** Asks about unsaved changes, if there are any. @returns true if the open document may be closed */
  mayReplace(): Promise<boolean>;
}

let current: Documents | undefined;

/** The documents of this window, once it is connected. */
export function documents(): Documents {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/** Starts opening and saving documents over a connection, and opens the files that the host was started with. */
export async function startDocuments(connection: Connection): Promise<void> {
  const files = windowFiles();
  current = documentsOver(files, presetsOf(connection.host), packedOver(connection.host));
  // The empty canvas shows some presets.
  void current.presets.load().catch((error: unknown) => {
    if (error instanceof HostError) usePresets.setState({ failed: error.text });
  });
  // Electron's window asks in its own dialog; beforeunload would block it silently.
  if (connection.hello.host === 'served') addEventListener('beforeunload', askBeforeLeaving);
  addEventListener('pagehide', () => void connection.host.call('recovery.leave', { window: connection.window }).catch(() => {}));
  const openRefs = async (refs: readonly FileRef[]) => {
    for (const ref of refs.slice(0, 1)) {
      try {
        await opened(await files.openRef(ref));
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        notify({ tone: 'error', text: (lang) => error.text[lang] });
      }
    }
  };
  connection.host.on('files.opened', async ({ files: refs }) => {
    if (await documents().mayReplace()) await openRefs(refs);
  });
  connection.host.on('app.closing', async () => {
    // The host knows the other windows, so it asks before the last one closes during a run.
    const may = await documents().mayReplace();
    if (may) await connection.host.call('recovery.leave', { window: connection.window });
    await connection.host.call('app.mayClose', { may });
  });
  await openRefs(connection.hello.opened);
}

/** Makes the browser ask before leaving a tab with unsaved changes or during a run. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  const running = runningOf(useRuns.getState());
  if (!running && !isDirty(editor.getState())) return;
  event.preventDefault();
  // The browser's question has a fixed text about unsaved changes, so a notice mentions the run.
  if (running) notify({ tone: 'info', text: message(MESSAGES, 'leaving.run', { name: running.name }) });
}

function documentsOver(files: Files, presets: Presets, packed: Packed): Documents {
  const saveAs = async () => {
    const { document } = present(editor.getState());
    const saved = await files.saveAs(documentName(), 'document', serializeDocument(document));
    if (!saved) return false;
    markSaved(document, saved.file);
    notify({ tone: 'info', text: message(MESSAGES, 'saved', { name: saved.name }) });
    return true;
  };
  const save = async (force = false): Promise<boolean> => {
    const { file } = editor.getState();
    if (!file) return saveAs();
    const { document } = present(editor.getState());
    try {
      const saved = await files.save(file, serializeDocument(document), { force });
      markSaved(document, saved.file);
      notify({ tone: 'info', text: message(MESSAGES, 'saved', { name: saved.name }) });
      return true;
    } catch (error) {
      if (!(error instanceof HostError) || error.code !== 'changedOnDisk') throw error;
      const answer = await ask({
        messages: MESSAGES,
        title: 'changed.title',
        values: { name: documentName() },
        text: 'changed.text',
        answers: ['saveAs', 'overwrite', 'cancel'],
      });
      return answer === 'saveAs' ? saveAs() : answer === 'overwrite' ? save(true) : false;
    }
  };
  const mayReplace = async () => {
    if (!isDirty(editor.getState())) return true;
    const answer = await ask({
      messages: MESSAGES,
      title: 'unsaved.title',
      values: { name: documentName() },
      text: 'unsaved.text',
      answers: ['save', 'discard', 'cancel'],
    });
    return answer === 'discard' || (answer === 'save' && (await save()));
  };
  return {
    async create() {
      if (await mayReplace()) openDocument(emptyDocument(''));
    },
    async open() {
      // The browser's picker must follow the click directly, so the question about unsaved changes comes after it.
      const [file] = await files.open();
      if (file && (await mayReplace())) await opened(file);
    },
    async openDropped(dropped) {
      const [file] = await files.openDropped(dropped);
      if (file && (await mayReplace())) await opened(file);
    },
    async reopen(recent) {
      const file = await files.reopen(recent);
      if (!(await mayReplace())) return;
      if (recent.copy) await openCopied(file.name, file.text);
      else await opened(file);
    },
    async openRef(ref) {
      const file = await files.openRef(ref);
      return (await mayReplace()) && opened(file);
    },
    async openCopy(name, text) {
      return (await mayReplace()) && openCopied(name, text);
    },
    async duplicate() {
      const { document } = present(editor.getState());
      if (!(await mayReplace())) return;
      const name = translate(MESSAGES, 'copyOf', { name: document.name }, useUi.getState().lang);
      // The copy has never been saved.
      const copy = document.name === '' ? document : { ...document, name };
      restoreDocument(copy, emptyDocument(''), undefined, crypto.randomUUID());
    },
    async saveCopy() {
      const text = await packed.textToShare(present(editor.getState()).document);
      const saved = text !== undefined && (await files.saveAs(documentName(), 'document', text));
      if (saved) notify({ tone: 'info', text: message(MESSAGES, 'savedCopy', { name: saved.name }) });
    },
    save: () => save(),
    saveAs,
    mayReplace,
    presets,
    packed,
  };
}

/** Opens a text as an untitled document, or shows its errors. @returns true if it was opened */
async function openCopied(name: string, text: string): Promise<boolean> {
  const parsed = await parsedOrSaid(name, text);
  if (parsed) show(parsed.document);
  return parsed !== undefined;
}

/** Opens a file that was read, or shows its errors. @returns true if it was opened */
async function opened({ file, name, text }: OpenedFile): Promise<boolean> {
  const parsed = await parsedOrSaid(name, text);
  if (!parsed) return false;
  const { document, unpacked } = parsed;
  // A file with weights was made for sharing, so it opens as a copy without them.
  show(document, unpacked ? undefined : file);
  return true;
}

/** Opens a parsed document, with a notice if a later version wrote it. */
function show(document: Document, file?: PageFile): void {
  openDocument(document, file);
  if (isNewer(document)) sayNewer();
}

interface Read {
  readonly document: Document;
  /** True if it had weights, which are imported as runs. */
  readonly unpacked: boolean;
}

/** Parses a document and imports its weights. Shows its errors place by place. */
async function parsedOrSaid(name: string, text: string): Promise<Read | undefined> {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    await ask({ messages: MESSAGES, title: 'unreadable', values: { name }, issues: parsed.issues, answers: ['close'] });
    return undefined;
  }
  const { document } = parsed;
  const rest = await documents().packed.unpack(document);
  const without = rest === undefined ? undefined : parseDocument(rest);
  return without?.ok ? { document: without.document, unpacked: true } : { document, unpacked: false };
}
