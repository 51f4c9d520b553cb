import { app, type BrowserWindow } from 'electron';
import type { MenuSection } from '../../shared/host/areas/app';
import type { Served } from '../../shared/host/serve';
import type { WindowListener } from '../services/host/host';
import type { MainWindow } from './window';

/** The open windows. */
export interface Windows extends WindowListener {
  /** Opens a window. */
  open(): MainWindow;
  /** The window in front, or the one that was in front last; undefined without windows. */
  front(): MainWindow | undefined;
  readonly all: ReadonlySet<MainWindow>;
}

interface Options {
  /** Opens a window. @param others number of open windows */
  make(others: number): MainWindow;
  /** Receives the menu of the window in front. */
  onMenu(menu: readonly MenuSection[]): void;
  /** Asks before the last window closes, and Patchbay with it. */
  mayEnd(window: BrowserWindow): Promise<boolean>;
}

export function createWindows({ make, onMenu, mayEnd }: Options): Windows {
  const all = new Set<MainWindow>();
  const menus = new WeakMap<MainWindow, readonly MenuSection[]>();
  let last: MainWindow | undefined;

  const withPage = (page: Served) => [...all].find(({ channel }) => channel.page() === page);
  const toFront = (window: MainWindow) => {
    last = window;
    onMenu(menus.get(window) ?? []);
  };

  return {
    all,
    front: () => (last && all.has(last) ? last : [...all].at(-1)),
    open: () => {
      const made = make(all.size);
      all.add(made);
      toFront(made);
      made.window.on('focus', () => toFront(made));
      made.window.on('closed', () => {
        all.delete(made);
        menus.delete(made);
        const next = [...all].at(-1);
        if (next) toFront(next);
      });
      return made;
    },
    onMayClose: (page, may) => {
      const asked = withPage(page);
      if (!asked) return;
      if (!may || all.size > 1) return asked.answer(may);
      void mayEnd(asked.window).then(asked.answer, () => asked.answer(false));
    },
    onMenu: (page, menu) => {
      const window = withPage(page);
      if (!window) return;
      menus.set(window, menu);
      if (window === last) onMenu(menu);
    },
  };
}

/** Shows a window in front of the others and focuses it. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  app.focus();
}
