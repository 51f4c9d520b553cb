import { access } from 'node:fs/promises';
import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import { FILE_TYPES, type FileKind, withExtension } from '../../shared/host/areas/file-kinds';
import type { Lang } from '../../shared/i18n/i18n';
import type { Dialogs } from '../services/host/files';
import { words } from './messages';

/** The system's file dialogs, modal to the window in front. */
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

/** A file name without folders, since a page suggests it. */
function safeName(name: string): string {
  return name.replace(/[/\\:*?"<>|\p{C}]/gu, '-').replace(/^\.+/, '') || 'patchbay';
}

/**
 * Adds the extension, which some systems leave out, unless a file of that name exists: the user was asked only about replacing the
 * file as they named it.
 */
async function extended(file: string, kind: FileKind): Promise<string> {
  const wanted = withExtension(file, kind);
  const isFree = await access(wanted).then(
    () => false,
    () => true,
  );
  return isFree ? wanted : file;
}
