/** The part of a window that the app needs in order to quit. */
export interface Closable {
  /** Asks the window to close. @returns whether nothing kept it from that */
  tryToClose(): boolean;
  destroy(): void;
}

/** The windows that are open, by their ids. */
export const openWindows = new Map<number, Closable>();
