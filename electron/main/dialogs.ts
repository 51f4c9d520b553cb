import { access } from 'node:fs/promises';
import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { FILE_TYPES, type FileKind, withExtension } from '../../shared/host/areas/file-kinds';
import type { Lang } from '../../shared/i18n/i18n';
import type { Dialogs } from '../services/host/files';
import { words } from './messages';

/** The system's dialogs, before the window that there is. */
export function systemDialogs(lang: Lang, window: () => BrowserWindow | undefined): Dialogs {
  return {
    open: async () => {
      const options: OpenDialogOptions = {
        properties: ['openFile'],
        filters: [
          { name: words('documents', lang), extensions: ['json'] },
          { name: words('allFiles', lang), extensions: ['*'] },
        ],
      };
      const before = window();
      const { canceled, filePaths } = await (before ? dialog.showOpenDialog(before, options) : dialog.showOpenDialog(options));
      return canceled ? [] : filePaths;
    },
    saveAs: async (suggestedName, kind) => {
      const { label, extension } = FILE_TYPES[kind];
      const options: SaveDialogOptions = {
        defaultPath: withExtension(safeName(suggestedName), kind),
        filters: [{ name: label[lang], extensions: [extension] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      };
      const before = window();
      const { canceled, filePath } = await (before ? dialog.showSaveDialog(before, options) : dialog.showSaveDialog(options));
      return canceled || filePath === '' ? undefined : extended(filePath, kind);
    },
  };
}

/** A name alone: what a page suggests leads into no folder. */
function safeName(name: string): string {
  return name.replace(/[/\\:*?"<>|\p{C}]/gu, '-').replace(/^\.+/, '') || 'patchbay';
}

/**
 * Some systems leave out the extension. It is added unless there is a file of that name: the person was asked whether to replace the
 * one that they named, and no other.
 */
async function extended(file: string, kind: FileKind): Promise<string> {
  const wanted = withExtension(file, kind);
  const isFree = await access(wanted).then(
    () => false,
    () => true,
  );
  return isFree ? wanted : file;
}
