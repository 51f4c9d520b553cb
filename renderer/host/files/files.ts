import type { FileKind } from '../../../shared/host/areas/file-kinds';
import type { FileRef } from '../../../shared/host/areas/file-ref';

/**
 * The files of this window: through the host's dialogs, or the browser's pickers and downloads. Whoever uses it does not see which.
 * Every method throws a `HostError` that says in words why something could not be done; being cancelled is no error.
 */
export interface Files {
  /** Asks for documents; none when it is cancelled. In a browser it must come from a click or a key. */
  open(): Promise<readonly OpenedFile[]>;
  /**
   * The files among what was dropped; where one of them cannot be opened, none is. It must be called while the drop is being
   * handled: afterwards, nothing is left of it.
   */
  openDropped(dropped: DataTransferItemList | FileList): Promise<readonly OpenedFile[]>;
  /** A file that the host names: from the command line, the system, or a recovered copy. */
  openRef(ref: FileRef): Promise<OpenedFile>;
  /**
   * Writes the same file again; where there is none that can be written, the browser downloads it.
   * @throws HostError changedOnDisk where another program has changed it, unless `force` says to write it all the same
   */
  save(file: PageFile, text: string, options?: { readonly force?: boolean }): Promise<SavedFile>;
  /** Asks where to, and writes there; undefined when it is cancelled. The name gets the kind's extension. */
  saveAs(suggestedName: string, kind: FileKind, data: string | Blob): Promise<SavedFile | undefined>;
  /** What was opened or saved last, the newest first. */
  recent(): Promise<readonly RecentFile[]>;
  /** Opens one of them again. In a browser it may ask for permission, and must come from a click or a key. */
  reopen(recent: RecentFile): Promise<OpenedFile>;
  /** Takes one of them off the list. */
  forget(recent: RecentFile): Promise<void>;
  forgetAll(): Promise<void>;
}

/**
 * Where a document was opened from or saved to, with what was there then. Keep the newest one that a method gave: it knows what
 * the file last held.
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
  /** Tells it from the others of the list. */
  readonly key: string;
  readonly name: string;
  /** The folder that it is in, where that is known. */
  readonly folder?: string;
  /** When it was last used, in milliseconds since 1970. */
  readonly at: number;
  /** It is not there any more. */
  readonly missing: boolean;
  /** The file itself is not there to be written: its text as it last was opens as an untitled copy. */
  readonly copy: boolean;
}

/** The handle by which the host knows a file; null for one that it does not know. For `recovery.keep`. */
export function hostHandle(file: PageFile | undefined): string | null {
  return file?.by === 'host' ? file.ref.handle : null;
}
