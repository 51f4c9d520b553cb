import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuItem, MenuSection } from '../../shared/host/areas/app';
import type { Lang } from '../../shared/i18n/i18n';
import { words } from './messages';

/** The actions of the menu. */
export interface MenuActions {
  /** Runs a command of the page in front, by its id. */
  run(command: string): void;
  openWindow(): void;
}

const LINE: MenuItemConstructorOptions = { type: 'separator' };
const isMac = process.platform === 'darwin';

/**
 * Sets the application's menu: the commands of the page in front under the page's headings, and the usual entries of every
 * application. Without a page, it has only the latter.
 */
export function setMenu(sections: readonly MenuSection[], lang: Lang, { run, openWindow }: MenuActions): void {
  const command = ({ id, label, keys, enabled }: MenuItem): MenuItemConstructorOptions => {
    const accelerator = acceleratorOf(keys);
    return {
      id,
      label,
      enabled,
      // The page handles these keys itself, since it knows whether a text field has the focus.
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
      click: () => run(id),
    };
  };
  const newWindow: MenuItemConstructorOptions = {
    id: 'window.new',
    label: words('newWindow', lang),
    accelerator: 'CmdOrCtrl+Alt+N',
    click: openWindow,
  };
  const own = {
    file: [newWindow, ...(isMac ? [{ role: 'recentDocuments' as const, submenu: [] }] : []), LINE, closing()],
    // On macOS, text fields get their shortcuts from the menu.
    edit: isMac ? [LINE, { label: words('text', lang), submenu: textRoles() }] : [],
    view: [LINE, ...(['resetZoom', 'zoomIn', 'zoomOut', 'togglefullscreen'] as const).map((role) => ({ role }))],
  };
  const headings: readonly (keyof typeof own)[] = ['file', 'edit', 'view'];
  const template = (sections.length > 0 ? sections : headings.map((name) => ({ label: words(name, lang), items: [] }))).map(
    ({ label, items }, index): MenuItemConstructorOptions => {
      const name = items.length > 0 ? items[0]?.id.split('.')[0] : headings[index];
      const more = headings.find((heading) => heading === name);
      return { label, submenu: [...items.map(command), ...(more === undefined ? [] : own[more])] };
    },
  );
  const mac: readonly MenuItemConstructorOptions[] = isMac ? [{ role: 'appMenu', label: app.getName() }] : [];
  const last: readonly MenuItemConstructorOptions[] = isMac ? [{ role: 'windowMenu' }] : [];
  Menu.setApplicationMenu(Menu.buildFromTemplate([...mac, ...template, ...last]));
}

function closing(): MenuItemConstructorOptions {
  return { role: isMac ? 'close' : 'quit' };
}

function textRoles(): MenuItemConstructorOptions[] {
  return (['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const).map((role) => ({ role }));
}

/** The page's keys as an accelerator of Electron. Keys without a modifier are left to the page, since text fields need them. */
function acceleratorOf(keys: string | null): string | undefined {
  if (keys === null || !keys.startsWith('Mod+')) return undefined;
  return keys.replace('Mod', 'CmdOrCtrl').replace(/Arrow(?=Left|Right|Up|Down)/, '');
}
