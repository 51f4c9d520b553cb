import { FILE_TYPES, type FileKind } from '../../../shared/host/areas/file-kinds';
import type { PickerType } from './file-system-access';

/**
 * Asks for one document with the browser's picker. @returns a handle if the browser can write the file again, else the file
 * itself; undefined if cancelled
 */
export async function pickDocument(): Promise<FileSystemFileHandle | File | undefined> {
  if (!window.showOpenFilePicker) return pickWithInput();
  const picked = await unlessCancelled(window.showOpenFilePicker({ types: [pickerType('document', '.json')] }));
  return picked?.[0];
}

function pickWithInput(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.json,application/json';
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** Asks for a file to save to. @returns 'none' if the browser has no save picker, undefined if cancelled */
export async function pickPlace(suggestedName: string, kind: FileKind): Promise<FileSystemFileHandle | 'none' | undefined> {
  if (!window.showSaveFilePicker) return 'none';
  return unlessCancelled(window.showSaveFilePicker({ suggestedName, types: [pickerType(kind)] }));
}

function pickerType(kind: FileKind, extension: `.${string}` = `.${FILE_TYPES[kind].extension}`): PickerType {
  const { label, mime } = FILE_TYPES[kind];
  // The browser shows it in its own picker, so it is in the page's language.
  const lang = document.documentElement.lang === 'es' ? 'es' : 'en';
  return { description: label[lang], accept: { [mime]: [extension] } };
}

async function unlessCancelled<T>(picking: Promise<T>): Promise<T | undefined> {
  try {
    return await picking;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** Downloads a file. */
export function download(name: string, data: Blob): void {
  const url = URL.createObjectURL(data);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
