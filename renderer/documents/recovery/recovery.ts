import { deepEqual } from '../../../shared/graph/deep-equal';
import { parseDocument, serializeDocument } from '../../../shared/graph/parse';
import { editor, isDirty, present, restoreDocument } from '../../editor/editor';
import type { Connection } from '../../host/connection';
import { type Files, hostHandle, type PageFile } from '../../host/files/files';
import { recoveredFile } from '../../host/files/host-files';
import { windowFiles } from '../../host/files/window-files';
import { message, notify } from '../../ui/ui';
import { documents } from '../documents';
import { documentName } from '../name';
import { type Lost, lostOf, useLost } from './copies';
import { MESSAGES } from './messages';

/** The pause after the last change before a recovery copy is written, in milliseconds. */
const REST = 800;

/** Operations on unsaved work of closed windows. */
export interface Recovery {
  restore(lost: Lost): Promise<void>;
  discard(lost: Lost): Promise<void>;
  /** Saves the text of an unreadable copy unchanged. */
  saveText(lost: Lost): Promise<void>;
}

let current: Recovery | undefined;

/** The recovery of this window, once it is connected. */
export function recovery(): Recovery {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/**
 * Keeps a recovery copy of unsaved work, and offers earlier copies: this window's own is restored
 * automatically after a reload, a copy from a crash opens a dialog, and knowingly unsaved work shows a notice.
 */
export async function startRecovery(connection: Connection): Promise<void> {
  const { host, window } = connection;
  const files = windowFiles();
  const keep = keepCopies(connection);
  const forget = (gone: Lost) =>
    useLost.setState(({ lost }) => {
      const left = lost.filter((other) => other !== gone);
      return { lost: left, shown: left.length > 0 };
    });
  const put = async ({ copy, document, saved }: Lost) => {
    if (!document) return;
    restoreDocument(document, saved, await fileOf(files, copy), copy.key);
    await keep();
  };
  const discard = async (lost: Lost) => {
    await host.call('recovery.discard', { window: lost.copy.window, key: lost.copy.key });
    forget(lost);
  };
  current = {
    async restore(lost) {
      useLost.setState({ shown: false });
      if (!(await documents().mayReplace())) return void useLost.setState({ shown: true });
      await put(lost);
      // Discard only after this window has its own copy.
      await discard(lost);
    },
    discard,
    async saveText({ copy }) {
      await files.saveAs(copy.name, 'document', copy.text);
    },
  };
  const lost = (await host.call('recovery.list', { window })).map(lostOf);
  const own = lost.find(({ copy, document }) => copy.window === window && document);
  if (own) await put(own);
  const others = lost.filter(
    ({ copy, document, differences }) => copy.window !== window && (!document || differences.length > 0),
  );
  useLost.setState({ lost: others, shown: others.some(({ copy }) => !copy.left) });
  if (others.length > 0 && !useLost.getState().shown)
    notify({
      tone: 'info',
      text: message(MESSAGES, others.length === 1 ? 'left.one' : 'left', { n: others.length, name: others[0]?.copy.name ?? '' }),
      action: { label: message(MESSAGES, 'show'), run: () => useLost.setState({ shown: true }) },
    });
}

/** The file of a copy. If it has changed, saving reports that. */
async function fileOf(files: Files, { file, saved }: Lost['copy']): Promise<PageFile | undefined> {
  if (!file || saved === null) return undefined;
  try {
    const opened = await files.openRef(file);
    const [is, was] = [parseDocument(opened.text), parseDocument(saved)];
    const same = is.ok && was.ok && deepEqual(is.document, was.document);
    return same ? opened.file : await recoveredFile(file, saved);
  } catch {
    // The file no longer exists; saving the restored document asks for a name.
    return undefined;
  }
}

/**
 * Keeps a copy of unsaved work with the host, and removes it once everything is saved. Never writes the document's file.
 * @returns a function that keeps a copy at once
 */
function keepCopies({ host, window }: Connection): () => Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let kept: string | undefined;
  const keep = async () => {
    clearTimeout(timer);
    const state = editor.getState();
    if (kept !== undefined && (kept !== state.key || !isDirty(state))) {
      await host.call('recovery.drop', { window, key: kept });
      kept = undefined;
    }
    if (!isDirty(state)) return;
    await host.call('recovery.keep', {
      window,
      key: state.key,
      name: documentName(),
      saved: serializeDocument(state.saved),
      text: serializeDocument(present(state).document),
      file: hostHandle(state.file),
    });
    kept = state.key;
  };
  // A copy cannot be kept without a connection; the next change tries again.
  const now = () => void keep().catch(() => {});
  editor.subscribe((state, before) => {
    if (present(state).document === present(before).document && state.saved === before.saved) return;
    clearTimeout(timer);
    timer = setTimeout(now, REST);
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && now());
  return keep;
}
