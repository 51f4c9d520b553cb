import type { TriedChromium } from './chromium';
import type { EditorOptions, EditorPage } from './editor-page';

/** The three ways in which the same specs run, by the names of Vitest's projects. */
export const WAYS: Readonly<Record<string, Way>> = { e2e: 'served', 'e2e-standin': 'standin', 'e2e-electron': 'electron' };

/** Served to a browser; in the desktop app on the stand-in for Electron's runtime; on Electron itself. */
export type Way = 'served' | 'standin' | 'electron';

/** The target of the specs. */
export type HostUnderTest =
  | { readonly way: 'served' | 'standin'; readonly chromium: TriedChromium }
  | { readonly way: 'electron'; readonly runtime: string };

/** Patchbay as a person starts it, whichever way: a process of its own, with a folder of its own for what it keeps. */
export interface Host {
  /** The folder that it keeps its things in. */
  readonly home: string;
  /** Opens the editor in a window: the first that there is, then further ones. */
  open(options?: EditorOptions): Promise<EditorPage>;
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>;
  /** Ends it, with whatever is unsaved, and takes its folder away. */
  close(): Promise<void>;
}
