import { runsHost, viewRun } from '../../editor/runs-store';
import { base64Of } from '../../figures/tensor-image';
import { message, notify } from '../../ui/ui';
import { MESSAGES } from '../messages';

/** A file with its path inside the chosen folder. */
interface FileAt {
  readonly path: string;
  readonly file: File;
}

/** Imports the folder of a run, and shows the run. */
export async function importRun(files: readonly FileAt[]): Promise<void> {
  const record = files.find(({ path }) => path === 'run.json' || path.endsWith('/run.json'));
  if (!record) {
    notify({ tone: 'error', text: message(MESSAGES, 'import.none') });
    return;
  }
  // The run may be in a subfolder.
  const base = record.path.slice(0, -'run.json'.length);
  const own = files.filter(({ path }) => path.startsWith(base));
  const read = await Promise.all(
    own.map(async ({ path, file }) => ({
      path: path.slice(base.length),
      data: base64Of(new Uint8Array(await file.arrayBuffer())),
    })),
  );
  const { id } = await runsHost().call('runs.import', { files: read });
  notify({ tone: 'info', text: message(MESSAGES, 'imported') });
  viewRun(id);
}

/** Asks for the folder of a run. */
export function chooseRunFolder(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.webkitdirectory = true;
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])].map((file) => ({ path: withoutTop(file.webkitRelativePath), file }));
    void importRun(files).catch((error: unknown) => {
      notify({ tone: 'error', text: () => (error instanceof Error ? error.message : String(error)) });
    });
  });
  input.click();
}

const withoutTop = (path: string): string => path.slice(path.indexOf('/') + 1);

/**
 * The dropped folder, if there is one. Call it during the drop event.
 * @returns a function that reads its files
 */
export function droppedFolder(items: DataTransferItemList): (() => Promise<readonly FileAt[]>) | undefined {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const folder = entries.find((entry): entry is FileSystemDirectoryEntry => entry.isDirectory);
  return folder && (() => filesIn(folder, ''));
}

async function filesIn(folder: FileSystemDirectoryEntry, base: string): Promise<FileAt[]> {
  const reader = folder.createReader();
  const found: FileAt[] = [];
  for (;;) {
    // A reader returns a hundred entries at a time, and none at the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return found;
    for (const entry of entries) {
      if (isFolder(entry)) found.push(...(await filesIn(entry, `${base}${entry.name}/`)));
      else if (isFile(entry)) {
        const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
        found.push({ path: `${base}${entry.name}`, file });
      }
    }
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
