/**
 * The API that Electron's preload gives the page as `window.patchbay`.
 * @typeParam PageFile the page's `File`, a type of the DOM that shared/ does not have
 */
export interface Bridge<PageFile> {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /**
   * Registers a file that was dropped, or chosen in a field of the page, with the host. A `File` made by a script has no path.
   * @returns a `FileRef`, or null for a `File` without a path; the page parses it
   */
  adopt(file: PageFile): Promise<unknown>;
}
