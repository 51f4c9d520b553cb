import { BrowserWindow, dialog } from 'electron';
import type { Lang } from '../../shared/words/words';
import type { HostServices } from '../services/host/host';
import { type Line, openLine } from './line';
import { PAGE } from './protocol';
import { words } from './words';

/** The window, and whether it may close. */
export interface MainWindow {
  readonly window: BrowserWindow;
  readonly line: Line;
  /** The page's answer to whether the window may close. */
  answer(may: boolean): void;
}

/** Opens the window on the page. @param preload the bundled script that bridges the two */
export function openWindow(preload: string, host: HostServices, lang: Lang): MainWindow {
  const window = new BrowserWindow({
    width: 1400,
    height: 900,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false, spellcheck: false },
  });
  const line = openLine(window.webContents, host);
  let asked = false;

  window.once('ready-to-show', () => window.show());
  window.on('closed', line.close);
  window.on('close', (event) => {
    const page = line.page();
    // A page that never came, or has crashed, has nothing to say.
    if (!page) return;
    event.preventDefault();
    if (asked) void insist();
    else page.emit('app.closing', {});
    asked = true;
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    line.close();
    if (reason !== 'clean-exit') void offerReload();
  });

  /** The page was asked already, and the person asks again: it may be waiting for them, or for nothing. */
  async function insist(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words('noAnswer', lang),
      detail: words('noAnswerDetail', lang),
      buttons: [words('wait', lang), words('closeAnyway', lang)],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1 && !window.isDestroyed()) window.destroy();
  }

  async function offerReload(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: words('crashed', lang),
      detail: words('crashedDetail', lang),
      buttons: [words('reload', lang), words('close', lang)],
      defaultId: 0,
      cancelId: 1,
    });
    if (window.isDestroyed()) return;
    if (response === 0) await window.loadURL(PAGE);
    else window.destroy();
  }

  void window.loadURL(PAGE);
  return {
    window,
    line,
    answer: (may) => {
      asked = false;
      if (may && !window.isDestroyed()) window.destroy();
    },
  };
}
