import { BrowserWindow, dialog } from 'electron';
import type { Lang } from '../../shared/i18n/i18n';
import type { HostServices } from '../services/host/host';
import { words } from './messages';
import { openPageChannel, type PageChannel } from './page-channel';
import { PAGE } from './protocol';
import { keepWindowState, readWindowState } from './window-state';

/** A window with its message channel. */
export interface MainWindow {
  readonly window: BrowserWindow;
  readonly channel: PageChannel;
  /** The page's answer to whether the window may close. */
  answer(may: boolean): void;
}

export interface WindowOptions {
  /** The bundled script that bridges the page and the main process. */
  readonly preload: string;
  /** The file with the position and size of the last window. */
  readonly stateFile: string;
  readonly lang: Lang;
  /** Number of windows that are open already. */
  readonly others: number;
  /** Called when the page has crashed. */
  onCrash(reason: string): void;
}

/** The sandbox of every window's page. */
export const WEB_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
} as const;

/** Opens a window on the page. */
export function openWindow(host: HostServices, { preload, stateFile, lang, others, onCrash }: WindowOptions): MainWindow {
  const { maximized, fullScreen, ...bounds } = readWindowState(stateFile, others);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  if (maximized) window.maximize();
  if (fullScreen) window.setFullScreen(true);
  const channel = openPageChannel(window.webContents, host);
  let asked = false;

  window.once('ready-to-show', () => window.show());
  window.on('closed', channel.close);
  window.on('close', (event) => {
    const page = channel.page();
    // A page that has not loaded, or has crashed, cannot be asked.
    if (!page) return keepWindowState(stateFile, window);
    event.preventDefault();
    if (asked) void insist();
    else page.emit('app.closing', {});
    asked = true;
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    channel.close();
    asked = false;
    if (reason === 'clean-exit') return;
    onCrash(reason);
    void offerReload();
  });

  function destroy(): void {
    if (window.isDestroyed()) return;
    keepWindowState(stateFile, window);
    window.destroy();
  }

  /** The user closes the window again while the page has not answered: offers to close it without an answer. */
  async function insist(): Promise<void> {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words('noAnswer', lang),
      detail: words('noAnswerDetail', lang),
      buttons: [words('wait', lang), words('closeAnyway', lang)],
      defaultId: 0,
      cancelId: 0,
    });
    if (response === 1) destroy();
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
    else destroy();
  }

  void window.loadURL(PAGE);
  return {
    window,
    channel,
    answer: (may) => {
      asked = false;
      if (may) destroy();
    },
  };
}
