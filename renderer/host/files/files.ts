import type { FileKind } from '../../../shared/host/areas/file-kinds';
import type { FileRef } from '../../../shared/host/areas/file-ref';

/**
 * The files of this window, through the host's dialogs or the browser's pickers and downloads, behind one interface.
 * Every method throws a `HostError` with a message for the user; cancelling is not an error.
 */
export interface Files {
  /** Asks for documents; none if cancelled. In a browser it must be called from a click or key event. */
  open(): Promise<readonly OpenedFile[]>;
  /**
   * The dropped files; if one of them cannot be opened, none is. Call it during the drop event:
   * the browser clears the data afterwards.
   */
  openDropped(dropped: DataTransferItemList | FileList): Promise<readonly OpenedFile[]>;
  /** A file that the host named: from the command line, the system, or a recovered copy. */
  openRef(ref: FileRef): Promise<OpenedFile>;
  /**
   * Writes the same file again; the browser downloads it if it cannot write the file.
   * @throws HostError changedOnDisk if another program has changed it, unless `force` is set
   */
  save(file: PageFile, text: string, options?: { readonly force?: boolean }): Promise<SavedFile>;
  /** Asks for a file and writes it; undefined if cancelled. The name gets the kind's extension. */
  saveAs(suggestedName: string, kind: FileKind, data: string | Blob): Promise<SavedFile | undefined>;
  /** The recent files, the newest first. */
  recent(): Promise<readonly RecentFile[]>;
  /** Opens a recent file. In a browser it may ask for permission, and must be called from a click or key event. */
  reopen(recent: RecentFile): Promise<OpenedFile>;
  /** Removes a file from the list. */
  forget(recent: RecentFile): Promise<void>;
  forgetAll(): Promise<void>;
}

/**
 * The file of a document, with its content at that time. Keep the newest one that a method returned: it has
 * the last known content.
 */
export type PageFile =
  | {
      readonly by: 'host';
      readonly ref: FileRef;
      /** The SHA-256 of the text that was last read or written. */
      readonly sha256: string;
    }
  | {
      readonly by: 'browser';
      readonly handle: FileSystemFileHandle;
      readonly sha256: string;
    }
  /** A file that can only be downloaded again. */
  | { readonly by: 'download'; readonly name: string };

export interface OpenedFile {
  readonly file: PageFile;
  /** net.patchbay.json */
  readonly name: string;
  readonly text: string;
}

export interface SavedFile {
  readonly file: PageFile;
  readonly name: string;
}

export interface RecentFile {
  /** Its key in the list. */
  readonly key: string;
  readonly name: string;
  /** The folder that contains it, if known. */
  readonly folder?: string;
  /** The time of its last use, in milliseconds since 1970. */
  readonly at: number;
  /** True if the file no longer exists. */
  readonly missing: boolean;
  /** True if the file cannot be written: its last text opens as an untitled copy. */
  readonly copy: boolean;
}

/** The host's handle of a file, for `recovery.keep`; null if the host does not know the file. */
export function hostHandle(file: PageFile | undefined): string | null {
  return file?.by === 'host' ? file.ref.handle : null;
}
