/** The names under which Electron carries messages between the window's preload and the main process. */
export const CHANNELS = {
  /** A page was loaded: what came before it is another page's. */
  open: 'patchbay:open',
  toHost: 'patchbay:to-host',
  toPage: 'patchbay:to-page',
  adopt: 'patchbay:adopt',
} as const;
