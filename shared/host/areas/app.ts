import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
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

const menuItem = z.strictObject({
  /** The page's id of the command. */
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** Its keys as the page writes them, Mod+Shift+Z; null where it has none. */
  keys: z.string().max(40).nullable(),
  enabled: z.boolean(),
});

const menuSection = z.strictObject({ label: z.string().min(1).max(200), items: z.array(menuItem).max(100) });

/** The window and its host. */
export const app = {
  /** Says which window this connection is of. It comes before anything else, and again after a lost connection. */
  'app.hello': procedure(z.strictObject({ window: windowId }), hello),
  /** The answer to the event `app.closing`: whether the window may close. */
  'app.mayClose': procedure(z.strictObject({ may: z.boolean() }), nothing),
  /** The end of the host's log: what went wrong, and when. */
  'app.log': procedure(nothing, z.object({ text: z.string().max(2 ** 20) })),
  /** What the native menu is to offer while this window is in front: the page's commands, under their headings. */
  'app.menu': procedure(z.strictObject({ sections: z.array(menuSection).max(20) }), nothing),
};

/** What the host says about itself. */
export type Hello = Readonly<z.output<typeof hello>>;

/** A heading of the menu, with its commands. */
export type MenuSection = Readonly<z.output<typeof menuSection>>;
export type MenuItem = Readonly<z.output<typeof menuItem>>;
