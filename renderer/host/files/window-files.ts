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

/** Chooses who opens and saves files: the host's dialogs where it has some, else the browser. To be called once, when the window is connected. */
export function startFiles({ host, hello }: Pick<Connection, 'host' | 'hello'>): void {
  current = hello.nativeDialogs && window.patchbay ? nativeFiles(host, window.patchbay) : browserFiles(host);
}
