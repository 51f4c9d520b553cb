/** What Electron's preload gives the page as `window.patchbay`, and all that it gives. */
export interface Bridge {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /**
   * Makes a file that was dropped, or chosen in a field of the page, known to the host. A `File` that a script made leads nowhere.
   * @returns a `FileRef`, or null for what is no file of the disk; the page parses it
   */
  adopt(file: File): Promise<unknown>;
}
