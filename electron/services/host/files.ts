import { createHash } from 'node:crypto';
import type { Handlers, In, Out } from '../../../shared/host/api';
import type { FileKind } from '../../../shared/host/areas/file-kinds';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import { hostError } from '../../../shared/host/errors';
import { createMutex } from '../../files/mutex';
import { FileError, readText, writeWhole } from '../../files/text-file';
import type { Recent } from '../recent';
import type { Handles } from './handles';

/** The system's file dialogs. The paths that they return stay in the host. */
export interface Dialogs {
  /** The chosen documents; none if cancelled. */
  open(): Promise<readonly string[]>;
  /** The chosen file; undefined if cancelled. The user has agreed to replace an existing file. */
  saveAs(suggestedName: string, kind: FileKind): Promise<string | undefined>;
}

/** The handlers of `files.*`. */
export type FileHandlers = Pick<Handlers, 'files.open' | 'files.read' | 'files.save' | 'files.saveAs'>;

export function createFiles(
  handles: Handles,
  recent: Recent,
  dialogs: Dialogs | undefined,
  onUsed: (file: string) => void,
): FileHandlers {
  // Checking for changes and writing are one step.
  const turn = createMutex();

  /** Adds to the recent documents. If that list cannot be written, opening and saving still succeed. */
  async function remember(file: string): Promise<FileRef> {
    onUsed(file);
    await recent.remember(file).catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error;
    });
    return handles.refOf(file);
  }

  async function save({ handle, text, expected, force }: In<'files.save'>): Promise<Out<'files.save'>> {
    const file = handles.pathOf(handle);
    if (expected !== undefined && !force) await refuseChanged(file, expected, handles);
    const bytes = Buffer.from(text);
    await writeWhole(file, bytes);
    return { file: await remember(file), sha256: digest(bytes) };
  }

  return {
    'files.open': async () => {
      if (!dialogs) throw hostError('noDialogs');
      return (await dialogs.open()).map(handles.refOf);
    },
    'files.read': async ({ handle }) => {
      const file = handles.pathOf(handle);
      const text = await readText(file);
      return { file: await remember(file), text, sha256: digest(Buffer.from(text)) };
    },
    'files.save': (input) => turn(() => save(input)),
    'files.saveAs': async ({ suggestedName, kind, data }) => {
      if (!dialogs) throw hostError('noDialogs');
      const file = await dialogs.saveAs(suggestedName, kind);
      if (file === undefined) return null;
      const bytes = 'text' in data ? Buffer.from(data.text) : Buffer.from(data.base64, 'base64');
      await turn(() => writeWhole(file, bytes));
      return { file: kind === 'document' ? await remember(file) : handles.refOf(file), sha256: digest(bytes) };
    },
  };
}

/** @throws HostError changedOnDisk. A file that was deleted in the meantime may be written again, since nothing is lost. */
async function refuseChanged(file: string, expected: string, handles: Handles): Promise<void> {
  const found = await readText(file).then(
    (text) => digest(Buffer.from(text)),
    (error: unknown) => {
      if (error instanceof FileError && error.code === 'notFound') return expected;
      // A file that is no longer a document has been changed.
      if (error instanceof FileError && (error.code === 'tooLarge' || error.code === 'notText')) return 'changed';
      throw error;
    },
  );
  if (found !== expected) throw hostError('changedOnDisk', { file: handles.refOf(file).name });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
