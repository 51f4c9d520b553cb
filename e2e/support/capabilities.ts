/** A file that was saved. */
export interface SavedFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: Buffer;
}

/** Actions that differ between hosts: a browser has uploads and downloads, the desktop app the system's dialogs. */
export interface Capabilities {
  /** Does something that saves a file under the name that is suggested, and gives it. */
  saved(work: () => Promise<void>): Promise<SavedFile>;
  /** Does something that asks for a file, and chooses one. */
  choose(file: string, work: () => Promise<void>): Promise<void>;
  /** The text on the clipboard. */
  clipboard(): Promise<string>;
  /** Closes the window, with whatever is unsaved. */
  close(): Promise<void>;
}
