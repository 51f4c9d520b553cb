/**
 * The File System Access API of Chromium, which TypeScript's DOM types lack. In other browsers
 * files are chosen with an input field and saved as downloads.
 */

interface PickerType {
  readonly description: string;
  readonly accept: Readonly<Record<string, readonly `.${string}`[]>>;
}

declare global {
  interface Window {
    showOpenFilePicker?(options: { readonly types: readonly PickerType[] }): Promise<readonly FileSystemFileHandle[]>;
    showSaveFilePicker?(options: {
      readonly suggestedName: string;
      readonly types: readonly PickerType[];
    }): Promise<FileSystemFileHandle>;
  }

  interface FileSystemFileHandle {
    queryPermission?(options: { readonly mode: 'read' | 'readwrite' }): Promise<PermissionState>;
    requestPermission?(options: { readonly mode: 'read' | 'readwrite' }): Promise<PermissionState>;
  }

  interface DataTransferItem {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  }
}

export type { PickerType };
