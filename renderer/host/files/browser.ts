import { FILE_TYPES, type FileKind, withExtension } from '../../../shared/host/areas/file-kinds';
import type { Host } from '../../../shared/host/client';
import { HostError, hostError } from '../../../shared/host/errors';
import { browserRecent, type Entry } from './browser-recent';
import type { Files, OpenedFile, PageFile, RecentFile, SavedFile } from './files';
import { readFromHost, saveToHost } from './host-files';
import { hostRecent } from './native';
import { download, pickDocument, pickPlace } from './pickers';
import { digest, readText } from './text';

/** Files through the browser. A file that the host named, on its command line or as a recovered copy, is written by the host. */
export function browserFiles(host: Host): Files {
  const remembered = browserRecent();
  // The list of recent documents is optional: opening and saving work in a browser that stores no data.
  const remember = (name: string, what: FileSystemFileHandle | string) => remembered.remember(name, what).catch(() => {});

  async function openFile(file: File): Promise<OpenedFile> {
    const text = await readText(file);
    await remember(file.name, text);
    return { file: { by: 'download', name: file.name }, name: file.name, text };
  }

  async function openHandle(handle: FileSystemFileHandle): Promise<OpenedFile> {
    const text = await readHandle(handle);
    await remember(handle.name, handle);
    return { file: { by: 'browser', handle, sha256: await digest(text) }, name: handle.name, text };
  }

  async function writeTo(handle: FileSystemFileHandle, data: string | Blob): Promise<SavedFile> {
    await writeHandle(handle, data);
    const sha256 = await digest(typeof data === 'string' ? data : await data.text());
    return { file: { by: 'browser', handle, sha256 }, name: handle.name };
  }

  async function downloadText(name: string, kind: FileKind, text: string): Promise<SavedFile> {
    download(name, new Blob([text], { type: FILE_TYPES[kind].mime }));
    if (kind === 'document') await remember(name, text);
    return { file: { by: 'download', name }, name };
  }

  const findEntry = async (key: string) => (await remembered.list().catch(() => [])).find((entry) => entry.key === key);

  return {
    open: async () => {
      const picked = await pickDocument();
      if (!picked) return [];
      return [picked instanceof File ? await openFile(picked) : await openHandle(picked)];
    },
    openDropped: (dropped) =>
      Promise.all(
        (dropped instanceof FileList ? [...dropped] : grab(dropped)).map(async (grabbed) => {
          const what = await grabbed;
          return what instanceof File ? openFile(what) : openHandle(what);
        }),
      ),
    openRef: (ref) => readFromHost(host, ref),
    save: async (file, text, { force = false } = {}) => {
      if (file.by === 'host') return saveToHost(host, file, text, force);
      if (file.by === 'download') return downloadText(file.name, 'document', text);
      await allow(file.handle, 'readwrite');
      if (!force) await refuseChanged(file);
      const saved = await writeTo(file.handle, text);
      await remember(file.handle.name, file.handle);
      return saved;
    },
    saveAs: async (suggestedName, kind, data) => {
      const name = withExtension(suggestedName, kind);
      const place = await pickPlace(name, kind);
      if (place === undefined) return undefined;
      if (place === 'none') {
        if (typeof data === 'string') return downloadText(name, kind, data);
        download(name, data);
        return { file: { by: 'download', name }, name };
      }
      const saved = await writeTo(place, data);
      if (kind === 'document') await remember(place.name, place);
      return saved;
    },
    recent: async () => {
      const [known, own] = await Promise.all([hostRecent(host).catch(() => []), remembered.list().catch(() => [])]);
      return [...known, ...own.map(recentOf)].sort((a, b) => b.at - a.at);
    },
    reopen: async ({ key }) => {
      const entry = await findEntry(key);
      if (!entry) return readFromHost(host, { handle: key });
      if ('text' in entry) return { file: { by: 'download', name: entry.name }, name: entry.name, text: entry.text };
      await allow(entry.handle, 'read');
      return openHandle(entry.handle);
    },
    forget: async ({ key }) => {
      if (await findEntry(key)) await remembered.remove(key);
      else await host.call('recent.remove', { handle: key });
    },
    forgetAll: async () => {
      await Promise.all([remembered.clear(), host.call('recent.clear', {})]);
    },
  };
}

function recentOf(entry: Entry): RecentFile {
  return { key: entry.key, name: entry.name, at: entry.at, missing: false, copy: 'text' in entry };
}

/** The dropped file, requested during the drop event: a handle if the browser gives one. */
function grab(items: DataTransferItemList): readonly Promise<FileSystemFileHandle | File>[] {
  return [...items].flatMap((item) => {
    const file = item.getAsFile();
    if (!file) return [];
    const handle = item.getAsFileSystemHandle?.() ?? Promise.resolve(null);
    return [handle.then((found) => (found instanceof FileSystemFileHandle ? found : file))];
  });
}

/** @throws HostError notAllowed */
async function allow(handle: FileSystemFileHandle, mode: 'read' | 'readwrite'): Promise<void> {
  if ((await handle.queryPermission?.({ mode })) === 'granted') return;
  const answer = await handle.requestPermission?.({ mode }).catch(() => 'denied');
  if (answer !== undefined && answer !== 'granted') throw hostError('notAllowed', { file: handle.name });
}

async function readHandle(handle: FileSystemFileHandle): Promise<string> {
  try {
    return await readText(await handle.getFile());
  } catch (error) {
    throw explain(error, handle.name, 'cannotRead');
  }
}

async function writeHandle(handle: FileSystemFileHandle, data: string | Blob): Promise<void> {
  try {
    // The browser writes to a temporary file, and replaces the file on closing.
    const stream = await handle.createWritable();
    await stream.write(data);
    await stream.close();
  } catch (error) {
    throw explain(error, handle.name, 'cannotWrite');
  }
}

/** @throws HostError changedOnDisk. A file that was deleted meanwhile is written again, as nothing can be lost. */
async function refuseChanged({ handle, sha256 }: PageFile & { by: 'browser' }): Promise<void> {
  const found = await readHandle(handle).then(digest, (error: unknown) => {
    if (error instanceof HostError && error.code === 'gone') return undefined;
    // A file that is no longer a document has changed.
    if (error instanceof HostError && (error.code === 'tooLarge' || error.code === 'notText')) return 'changed';
    throw error;
  });
  if (found !== undefined && found !== sha256) throw hostError('changedOnDisk', { file: handle.name });
}

function explain(error: unknown, file: string, code: 'cannotRead' | 'cannotWrite'): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'NotFoundError') return hostError('gone', { file }, { cause: error });
  if (error.name === 'NotAllowedError') return hostError('notAllowed', { file }, { cause: error });
  return hostError(code, { file, reason: error.name }, { cause: error });
}
