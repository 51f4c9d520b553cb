import { runsHost, viewRun } from '../../editor/runs-store';
import { base64Of } from '../../figures/tensor-image';
import { message, notify } from '../../ui/ui';
import { MESSAGES } from '../messages';

/** A file with its path inside the folder that was chosen. */
interface FileAt {
  readonly path: string;
  readonly file: File;
}

/** Takes the folder of a run that was made elsewhere among the user's own, and shows it. */
export async function importRun(files: readonly FileAt[]): Promise<void> {
  const record = files.find(({ path }) => path === 'run.json' || path.endsWith('/run.json'));
  if (!record) {
    notify({ tone: 'error', text: message(MESSAGES, 'import.none') });
    return;
  }
  // The run may lie in a folder of the folder.
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

/** Lets a person choose the folder of a run. */
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
 * The folder among what was dropped, if there is one. It must be called while the drop is being handled.
 * @returns what reads its files
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
    // A reader gives a hundred at a time, and none when there are no more.
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
