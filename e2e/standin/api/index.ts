import { strict } from '../strict';
import { app } from './app';
import { BrowserWindow } from './browser-window';
import { clipboard } from './clipboard';
import { dialog, shell } from './dialog';
import { ipcMain } from './ipc-main';
import { Menu, MenuItem } from './menu';
import { Notification } from './notification';
import { powerSaveBlocker } from './power';
import { protocol } from './protocol';
import { screen } from './screen';
import { session } from './session';
import { utilityProcess } from './utility-process';
import { webContents } from './web-contents';

/** The module `electron`, as a main process requires it. */
export const electron = strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  Notification,
  powerSaveBlocker,
  protocol,
  screen,
  session,
  shell,
  utilityProcess,
  webContents,
});
