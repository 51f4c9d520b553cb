import { strict } from '../strict';
import { BrowserWindow } from './browser-window';

/** The clipboard that Chromium has, read by a page. */
export const clipboard = strict('clipboard', {
  readText: async (): Promise<string> => {
    const [window] = BrowserWindow.getAllWindows();
    return window ? String(await window.webContents.executeJavaScript('navigator.clipboard.readText()')) : '';
  },
});
