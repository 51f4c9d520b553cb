import { strict } from '../strict';

/** Nobody is there to answer: a dialog is cancelled, unless a test puts an answer in its place. */
export const dialog = strict('dialog', {
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
  showMessageBox: async (...args: readonly { readonly cancelId?: number }[]) => ({
    response: args.at(-1)?.cancelId ?? 0,
    checkboxChecked: false,
  }),
  showErrorBox: (title: string, text: string) => console.error(`${title}\n${text}`),
});

export const shell = strict('shell', {
  openExternal: async () => {},
  openPath: async () => '',
  showItemInFolder: () => {},
});
