import type { Connection } from '../connection';
import { browserFiles } from './browser';
import type { Files } from './files';
import { nativeFiles } from './native';

let current: Files | undefined;

/** The files of this window, once it is connected. */
export function windowFiles(): Files {
  if (!current) throw new Error('the window is not connected yet');
  return current;
}

/** Chooses the files of this window: the host's dialogs if it has any, else the browser's. Call once, when the window is connected. */
export function startFiles({ host, hello }: Pick<Connection, 'host' | 'hello'>): void {
  current = hello.nativeDialogs && window.patchbay ? nativeFiles(host, window.patchbay) : browserFiles(host);
}
