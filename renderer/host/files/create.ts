import type { Connection } from '../connection';
import { browserFiles } from './browser';
import type { Files } from './files';
import { nativeFiles } from './native';

/** The files of this window: the host's dialogs where it has some, else the browser's. */
export function createFiles({ host, hello }: Pick<Connection, 'host' | 'hello'>): Files {
  return hello.nativeDialogs && window.patchbay ? nativeFiles(host, window.patchbay) : browserFiles(host);
}
