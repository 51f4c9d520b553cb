import path from 'node:path';
import { app, dialog } from 'electron';
import { LANGS, type Lang } from '../../shared/i18n/i18n';
import { dataFolder, logFolder } from '../files/places';
import { startHost } from '../services/host/host';
import { openLog } from '../services/log';
import { electronAwake } from './awake';
import { systemDialogs } from './dialogs';
import { utilityEngine } from './engine';
import { guardPages, guardPermissions } from './guards';
import { setMenu } from './menu';
import { text, words } from './messages';
import { handleAdoption } from './page-channel';
import { handlePage, registerScheme } from './protocol';
import { showTraining } from './training';
import { openWindow } from './window';
import { bringForward, createWindows } from './windows';

const log = openLog(logFolder(), (line) => console.error(line));

/** The documents in a command line, resolved against its working directory. */
function documentsIn(argv: readonly string[], folder: string): readonly string[] {
  return argv.filter((word) => /\.json$/i.test(word) && !word.startsWith('-')).map((word) => path.resolve(folder, word));
}

async function start(): Promise<void> {
  const root = app.getAppPath();
  const lang: Lang = LANGS.find((known) => app.getLocale().startsWith(known)) ?? 'en';
  const windows = createWindows({
    make: (others) =>
      openWindow(host, {
        preload: path.join(root, 'dist/electron/preload.cjs'),
        stateFile: path.join(app.getPath('userData'), 'window.json'),
        lang,
        others,
        onCrash: (reason) => log.write('the page of a window has gone:', reason),
      }),
    onMenu: (menu) => setMenu(menu, lang, { run, openWindow: () => void windows.open() }),
    mayEnd: async (window) => {
      if (!host.training()) return true;
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: words('training', lang),
        detail: words('trainingDetail', lang),
        buttons: [words('stopAndQuit', lang), words('keepOpen', lang)],
        defaultId: 1,
        cancelId: 1,
      });
      return response === 0;
    },
  });
  const run = (command: string) => windows.front()?.channel.page()?.emit('app.command', { command });
  const toFront = () => bringForward((windows.front() ?? windows.open()).window);
  const host = await startHost({
    host: 'electron',
    version: app.getVersion(),
    presets: path.join(root, 'presets'),
    dialogs: systemDialogs(lang, () => windows.front()?.window),
    opened: [...asked, ...documentsIn(process.argv.slice(1), process.cwd())],
    onUsed: (file) => app.addRecentDocument(file),
    // In a package, a fuse prevents Electron's executable from running scripts as Node.
    startEngine: utilityEngine(path.join(root, 'dist/electron/engine.cjs'), app.isPackaged ? { PATCHBAY_PACKAGED: '1' } : {}),
    keepAwake: electronAwake(),
    training: showTraining(
      () => windows,
      lang,
      () => host.training(),
      toFront,
    ),
    readLog: log.tail,
    windows,
    report: log.write,
  });
  handlePage(path.join(root, 'dist/renderer'));
  handleAdoption(host);
  guardPermissions();
  openLater = (files) => {
    host.open(files);
    toFront();
  };
  app.on('second-instance', (_event, argv, folder) => openLater(documentsIn(argv.slice(1), folder)));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    // The services report the end of engines.
    if (reason === 'clean-exit' || type === 'Utility') return;
    log.write(`the ${type} process has gone: ${reason}, ${exitCode}`);
    // Chromium restarts it, and draws in software if it fails again.
    if (type === 'GPU') host.trouble(text('gpuGone'));
  });
  windows.open();
  endWith(() => host.close());
}

/** Delays quitting until work is finished. */
function endWith(finish: () => Promise<void>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void finish()
      .catch(log.write)
      .finally(() => {
        finished = true;
        app.quit();
      });
  });
}

// On macOS, documents are opened with an event, which may arrive before the app is ready.
const asked: string[] = [];
let openLater: (files: readonly string[]) => void = (files) => void asked.push(...files);
app.on('open-file', (event, file) => {
  event.preventDefault();
  openLater([file]);
});

// An uncaught error is logged, and the app keeps running, so that no unsaved work is lost.
process.on('uncaughtException', log.write);
process.on('unhandledRejection', log.write);

// Chromium's data are in Patchbay's data folder, which one process uses at a time.
app.setPath('userData', path.join(dataFolder(), 'window'));
// Only one instance runs, since two would overwrite each other's copies, recent files and windows.
if (app.requestSingleInstanceLock()) {
  registerScheme();
  guardPages();
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      log.write(error);
      dialog.showErrorBox(words('failed', 'en'), error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
