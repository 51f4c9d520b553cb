import type { FileRef } from '../../../shared/host/areas/file-ref';
import type { Host } from '../../../shared/host/client';
import type { OpenedFile, PageFile, SavedFile } from './files';
import { digest } from './text';

/** Reads a file that the host named. */
export async function readFromHost(host: Host, { handle }: Pick<FileRef, 'handle'>): Promise<OpenedFile> {
  const { file: ref, text, sha256 } = await host.call('files.read', { handle });
  return { file: { by: 'host', ref, sha256 }, name: ref.name, text };
}

/** Writes a file that the host named. @throws HostError changedOnDisk */
export async function saveToHost(
  host: Host,
  { ref: { handle }, sha256: expected }: PageFile & { by: 'host' },
  text: string,
  force: boolean,
): Promise<SavedFile> {
  const { file: ref, sha256 } = await host.call('files.save', { handle, text, expected, force });
  return { file: { by: 'host', ref, sha256 }, name: ref.name };
}

/** The file of a recovered copy. `saved` is its last known text, for noticing a change since then. */
export async function recoveredFile(ref: FileRef, saved: string): Promise<PageFile> {
  return { by: 'host', ref, sha256: await digest(saved) };
}
