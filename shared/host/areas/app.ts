import { z } from 'zod';
import { nothing, procedure } from '../rpc/procedure';
import { fileRef } from './file-ref';

/** The id of a window: created by the page, kept over a reload, unique among windows. */
export const windowId = z.string().min(8).max(64);

const hello = z.object({
  version: z.string().max(64),
  /** The kind of host: the desktop app, or a local server with a browser. */
  host: z.enum(['electron', 'served']),
  /** Node's name of the system: darwin, win32, linux, … */
  platform: z.string().max(32),
  /** True if the host shows dialogs for opening and saving; otherwise the page uses the browser's. */
  nativeDialogs: z.boolean(),
  /** Documents named on the command line or by the system, sent to one window, once. */
  opened: z.array(fileRef).max(100),
});

const menuItem = z.strictObject({
  /** The page's id of the command. */
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** Its shortcut in the page's notation, Mod+Shift+Z; null if it has none. */
  keys: z.string().max(40).nullable(),
  enabled: z.boolean(),
});

const menuSection = z.strictObject({ label: z.string().min(1).max(200), items: z.array(menuItem).max(100) });

/** The window and its host. */
export const app = {
  /** Registers the window of this connection. It is the first call, also after a lost connection. */
  'app.hello': procedure(z.strictObject({ window: windowId }), hello),
  /** The answer to the event `app.closing`: true if the window may close. */
  'app.mayClose': procedure(z.strictObject({ may: z.boolean() }), nothing),
  /** The end of the host's log of errors. */
  'app.log': procedure(nothing, z.object({ text: z.string().max(2 ** 20) })),
  /** Sets the native menu of this window: the page's commands, under their headings. */
  'app.menu': procedure(z.strictObject({ sections: z.array(menuSection).max(20) }), nothing),
};

/** The properties of a host. */
export type Hello = Readonly<z.output<typeof hello>>;

/** A heading of the menu, with its commands. */
export type MenuSection = Readonly<z.output<typeof menuSection>>;
export type MenuItem = Readonly<z.output<typeof menuItem>>;
