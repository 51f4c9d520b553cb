import { createHash } from 'node:crypto';
import type { Handlers, In, Out } from '../../../shared/host/api';
import type { FileKind } from '../../../shared/host/areas/file-kinds';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import { hostError } from '../../../shared/host/errors';
import { inTurn } from '../../files/mutex';
import { FileError, readText, writeWhole } from '../../files/text-file';
import type { Recent } from '../recent';
import type { Handles } from './handles';

/** The system's dialogs, where there are some. They give paths, which stay with the host. */
export interface Dialogs {
  /** The documents that were chosen; none when it is cancelled. */
  open(): Promise<readonly string[]>;
  /** Where to save; undefined when it is cancelled. Replacing a file that is there has been agreed to. */
  saveAs(suggestedName: string, kind: FileKind): Promise<string | undefined>;
}

/** What carries out `files.*`. */
export type FileHandlers = Pick<Handlers, 'files.open' | 'files.read' | 'files.save' | 'files.saveAs'>;

export function createFiles(
  handles: Handles,
  recent: Recent,
  dialogs: Dialogs | undefined,
  onUsed: (file: string) => void,
): FileHandlers {
  // Looking whether a file was changed and writing it are one step.
  const turn = inTurn();

  /** A list of recent documents that cannot be written is no reason not to open or save. */
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

/** @throws HostError changedOnDisk. A file that was deleted in the meantime is written anew: nothing of it could be lost. */
async function refuseChanged(file: string, expected: string, handles: Handles): Promise<void> {
  const found = await readText(file).then(
    (text) => digest(Buffer.from(text)),
    (error: unknown) => {
      if (error instanceof FileError && error.code === 'notFound') return expected;
      // What is not a document any more has certainly been changed.
      if (error instanceof FileError && (error.code === 'tooLarge' || error.code === 'notText')) return 'changed';
      throw error;
    },
  );
  if (found !== expected) throw hostError('changedOnDisk', { file: handles.refOf(file).name });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
