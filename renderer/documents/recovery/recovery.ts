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

/** How long nothing must have changed before a recovery copy is kept, in milliseconds. */
const REST = 800;

/** What can be done with unsaved work that was left behind. */
export interface Recovery {
  restore(lost: Lost): Promise<void>;
  discard(lost: Lost): Promise<void>;
  /** Saves the text of a copy that cannot be read, as it is. */
  saveText(lost: Lost): Promise<void>;
}

let current: Recovery | undefined;

/** The recovery of this window, once it is connected. */
export function recovery(): Recovery {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/**
 * Keeps a copy of unsaved work from now on, and offers what was left behind: what this very window had before a reload comes back
 * by itself, what a crash left is asked about, and what somebody left knowingly is only mentioned.
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
      // Only now, when this window keeps a copy of its own.
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

/** The file that a copy is of. Where it is not as it was, saving will say so. */
async function fileOf(files: Files, { file, saved }: Lost['copy']): Promise<PageFile | undefined> {
  if (!file || saved === null) return undefined;
  try {
    const opened = await files.openRef(file);
    const [is, was] = [parseDocument(opened.text), parseDocument(saved)];
    const same = is.ok && was.ok && deepEqual(is.document, was.document);
    return same ? opened.file : await recoveredFile(file, saved);
  } catch {
    // It is not there any more: what is restored is saved under a name that is asked for.
    return undefined;
  }
}

/**
 * Keeps a copy of unsaved work with the host, and takes it away once nothing is unsaved. Never writes the document's own file.
 * @returns what keeps a copy at once
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
  // While the connection is lost there is nowhere to keep it; the next change after that tries again.
  const now = () => void keep().catch(() => {});
  editor.subscribe((state, before) => {
    if (present(state).document === present(before).document && state.saved === before.saved) return;
    clearTimeout(timer);
    timer = setTimeout(now, REST);
  });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && now());
  return keep;
}
