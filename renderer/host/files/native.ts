import { fileRef } from '../../../shared/host/areas/file-ref';
import type { Bridge } from '../../../shared/host/bridge';
import type { Host } from '../../../shared/host/client';
import { hostError } from '../../../shared/host/errors';
import type { Files, OpenedFile, PageFile, RecentFile } from './files';
import { readFromHost, saveToHost } from './host-files';

/** Files through the dialogs of the desktop app. */
export function nativeFiles(host: Host, bridge: Bridge<File>): Files {
  const openAll = (refs: readonly { readonly handle: string }[]) => Promise.all(refs.map((ref) => readFromHost(host, ref)));
  return {
    open: async () => openAll(await host.call('files.open', {})),
    openDropped: (dropped) => Promise.all(filesOf(dropped).map((file) => openAdopted(host, bridge, file))),
    openRef: (ref) => readFromHost(host, ref),
    save: async (file, text, { force = false } = {}) => saveToHost(host, hosted(file), text, force),
    saveAs: async (suggestedName, kind, data) => {
      const content = typeof data === 'string' ? { text: data } : { base64: await base64Of(data) };
      const saved = await host.call('files.saveAs', { suggestedName, kind, data: content });
      return saved ? { file: { by: 'host', ref: saved.file, sha256: saved.sha256 }, name: saved.file.name } : undefined;
    },
    recent: () => hostRecent(host),
    reopen: ({ key }) => readFromHost(host, { handle: key }),
    forget: async ({ key }) => void (await host.call('recent.remove', { handle: key })),
    forgetAll: async () => void (await host.call('recent.clear', {})),
  };
}

/** The host's recent documents; the key is the host's handle. */
export async function hostRecent(host: Host): Promise<readonly RecentFile[]> {
  const list = await host.call('recent.list', {});
  return list.map(({ handle, name, folder, at, missing }) => ({ key: handle, name, folder, at, missing, copy: false }));
}

function filesOf(dropped: DataTransferItemList | FileList): readonly File[] {
  if (dropped instanceof FileList) return [...dropped];
  return [...dropped].map((item) => item.getAsFile()).filter((file) => file !== null);
}

async function openAdopted(host: Host, bridge: Bridge<File>, file: File): Promise<OpenedFile> {
  const ref = fileRef.nullable().parse(await bridge.adopt(file));
  if (!ref) throw hostError('gone', { file: file.name });
  return readFromHost(host, ref);
}

/** In the desktop app the host handles every file. */
function hosted(file: PageFile): PageFile & { by: 'host' } {
  if (file.by !== 'host') throw hostError('unknownFile');
  return file;
}

/** A blob's bytes in base64, without the data URL's head. */
function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(reader.error));
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.readAsDataURL(blob);
  });
}
