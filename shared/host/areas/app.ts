import { z } from 'zod';
import { nothing, procedure } from '../procedure';
import { fileRef } from './file-ref';

/** Names a window of the page: made by the page, the same after a reload, never the same in two windows. */
export const windowId = z.string().min(8).max(64);

const hello = z.object({
  version: z.string().max(64),
  /** What the page runs in: the desktop app, or a browser beside a local server. */
  host: z.enum(['electron', 'served']),
  /** Node's name of the system: darwin, win32, linux, … */
  platform: z.string().max(32),
  /** Whether the host shows dialogs for opening and saving; otherwise the page uses the browser's. */
  nativeDialogs: z.boolean(),
  /** Documents named on the command line or by the system. They are given to one window, once. */
  opened: z.array(fileRef).max(100),
});

/** The window and its host. */
export const app = {
  /** Says which window this connection is of. It comes before anything else, and again after a lost connection. */
  'app.hello': procedure(z.strictObject({ window: windowId }), hello),
  /** The answer to the event `app.closing`: whether the window may close. */
  'app.mayClose': procedure(z.strictObject({ may: z.boolean() }), nothing),
};

/** What the host says about itself. */
export type Hello = Readonly<z.output<typeof hello>>;
