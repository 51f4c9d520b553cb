/** The IPC channels between the window's preload script and the main process. */
export const CHANNELS = {
  /** Sent when a page has loaded; earlier messages belong to another page. */
  open: 'patchbay:open',
  toHost: 'patchbay:to-host',
  toPage: 'patchbay:to-page',
  adopt: 'patchbay:adopt',
} as const;
