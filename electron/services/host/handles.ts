import { randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import { hostError } from '../../../shared/host/errors';

/** Random handles by which pages name files, so that they never see paths. They are valid until this process ends. */
export interface Handles {
  /** The same path has the same handle. */
  refOf(file: string): FileRef;
  /** @throws HostError unknownFile */
  pathOf(handle: string): string;
}

export function createHandles(): Handles {
  const byPath = new Map<string, FileRef>();
  const byHandle = new Map<string, string>();
  return {
    refOf: (file) => {
      const full = path.resolve(file);
      const known = byPath.get(full);
      if (known) return known;
      const ref: FileRef = { handle: randomUUID(), name: path.basename(full), folder: folderOf(full) };
      byPath.set(full, ref);
      byHandle.set(ref.handle, full);
      return ref;
    },
    pathOf: (handle) => {
      const file = byHandle.get(handle);
      if (file === undefined) throw hostError('unknownFile');
      return file;
    },
  };
}

/** The name of the folder only: enough to distinguish files, and no more than the page needs. */
function folderOf(file: string): string {
  const folder = path.dirname(file);
  return folder === homedir() ? '~' : path.basename(folder) || folder;
}
