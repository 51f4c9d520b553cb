import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { Lang } from '../../shared/words/words';
import { words } from './words';

/** The page's commands that the menu has, by the page's ids of them. */
export const MENU_COMMANDS = {
  new: { id: 'file.new', keys: 'CmdOrCtrl+N' },
  open: { id: 'file.open', keys: 'CmdOrCtrl+O' },
  save: { id: 'file.save', keys: 'CmdOrCtrl+S' },
  saveAs: { id: 'file.saveAs', keys: 'CmdOrCtrl+Shift+S' },
  undo: { id: 'edit.undo', keys: 'CmdOrCtrl+Z' },
  redo: { id: 'edit.redo', keys: 'CmdOrCtrl+Shift+Z' },
  commands: { id: 'help.commands', keys: 'CmdOrCtrl+K' },
} as const;

/** Sets the window's menu. @param run told the page's id of a command that was chosen */
export function setMenu(lang: Lang, run: (command: string) => void): void {
  const item = (name: keyof typeof MENU_COMMANDS): MenuItemConstructorOptions => ({
    label: words(name, lang),
    accelerator: MENU_COMMANDS[name].keys,
    // The page has these keys itself, and knows whether a field is being typed in.
    registerAccelerator: false,
    click: () => run(MENU_COMMANDS[name].id),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words('file', lang),
      submenu: [item('new'), item('open'), line, item('save'), item('saveAs'), line, { role: isMac ? 'close' : 'quit' }],
    },
    {
      label: words('edit', lang),
      submenu: [
        item('undo'),
        item('redo'),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'delete' },
        { role: 'selectAll' },
      ],
    },
    {
      label: words('view', lang),
      submenu: [
        item('commands'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    ...(isMac ? [{ role: 'windowMenu' as const }] : []),
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
