import path from 'node:path';
import { app, dialog } from 'electron';
import { LANGS, type Lang } from '../../shared/words/words';
import { startHost } from '../services/host/host';
import { dataFolder } from '../services/places';
import { systemDialogs } from './dialogs';
import { guardPages, guardPermissions } from './guards';
import { handleAdoption } from './line';
import { setMenu } from './menu';
import { handlePage, registerScheme } from './protocol';
import { openWindow } from './window';
import { bringForward, createWindows } from './windows';
import { words } from './words';

/** The documents that a command line names, seen from the folder that it was given in. */
function documentsIn(argv: readonly string[], folder: string): readonly string[] {
  return argv.filter((word) => /\.json$/i.test(word) && !word.startsWith('-')).map((word) => path.resolve(folder, word));
}

async function start(): Promise<void> {
  const root = app.getAppPath();
  const lang: Lang = LANGS.find((known) => app.getLocale().startsWith(known)) ?? 'en';
  const report = (error: unknown) => console.error(error);
  const windows = createWindows(
    (others) =>
      openWindow(host, {
        preload: path.join(root, 'dist/electron/preload.cjs'),
        stateFile: path.join(app.getPath('userData'), 'window.json'),
        lang,
        others,
        onCrash: (reason) => report(new Error(`the page has gone: ${reason}`)),
      }),
    (menu) => setMenu(menu, lang, { run, openWindow: () => void windows.open() }),
  );
  const run = (command: string) => windows.front()?.line.page()?.emit('app.command', { command });
  const host = await startHost({
    host: 'electron',
    version: app.getVersion(),
    presets: path.join(root, 'presets'),
    dialogs: systemDialogs(lang, () => windows.front()?.window),
    opened: [...asked, ...documentsIn(process.argv.slice(1), process.cwd())],
    onUsed: (file) => app.addRecentDocument(file),
    windows,
    report,
  });
  handlePage(path.join(root, 'dist/renderer'));
  handleAdoption(host);
  guardPermissions();
  const open = (files: readonly string[]) => {
    host.open(files);
    bringForward((windows.front() ?? windows.open()).window);
  };
  openLater = open;
  app.on('second-instance', (_event, argv, folder) => open(documentsIn(argv.slice(1), folder)));
  windows.open();
  endWith(() => host.close());
}

/** Lets something be finished before the process ends. */
function endWith(finish: () => Promise<void>): void {
  let finished = false;
  app.on('will-quit', (event) => {
    if (finished) return;
    event.preventDefault();
    void finish().finally(() => {
      finished = true;
      app.quit();
    });
  });
}

// On a Mac, a document is opened with an event, which may come before anything is ready.
const asked: string[] = [];
let openLater: (files: readonly string[]) => void = (files) => void asked.push(...files);
app.on('open-file', (event, file) => {
  event.preventDefault();
  openLater([file]);
});

// What Chromium keeps lies beside what Patchbay keeps, and belongs to the same one process.
app.setPath('userData', path.join(dataFolder(), 'window'));
// Two processes would each keep copies, recent files and windows of their own.
if (app.requestSingleInstanceLock()) {
  registerScheme();
  guardPages();
  app.on('window-all-closed', () => app.quit());
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox(words('failed', 'en'), error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
} else {
  app.quit();
}
