import { EventEmitter } from 'node:events';
import { browser } from '../browser/browser';
import { preventable } from '../event';
import { strict } from '../strict';
import { app } from './app';
import { WebContents, type WebPreferences } from './web-contents';
import { openWindows } from './windows';

interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Options extends Partial<Bounds> {
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
  readonly [other: string]: unknown;
}

const windows = new Map<number, BrowserWindow>();
let count = 0;
let focused: BrowserWindow | null = null;

/** A window: a target of a headless Chromium, with its place and its state kept here. */
export class BrowserWindow extends EventEmitter {
  readonly id = ++count;
  readonly webContents: WebContents;
  /** Values that a test may read; Electron passes them to the system. */
  progress = -1;
  documentEdited = false;
  representedFilename = '';
  private bounds: Bounds;
  private shown: boolean;
  private state: 'normal' | 'minimized' | 'maximized' | 'fullscreen' = 'normal';
  private gone = false;

  constructor({ x = 60, y = 40, width = 800, height = 600, show = true, webPreferences = {} }: Options = {}) {
    super();
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.bounds = { x, y, width, height };
    this.shown = show;
    const self = strict('BrowserWindow', this);
    const contents = new WebContents(this.id, webPreferences, { width, height }, self);
    this.webContents = strict('WebContents', contents);
    contents.once('standin-shown', () => self.emit('ready-to-show'));
    windows.set(this.id, self);
    openWindows.set(this.id, { tryToClose: () => self.tryToClose(), destroy: () => self.destroy() });
    focused = self;
    app.emit('browser-window-created', preventable(), self);
    app.emit('web-contents-created', preventable(), this.webContents);
    // biome-ignore lint/correctness/noConstructorReturn: everybody else has the window whose unknown members throw.
    return self;
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...windows.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return focused;
  }

  static fromId(id: number): BrowserWindow | null {
    return windows.get(id) ?? null;
  }

  static fromWebContents(contents: WebContents | undefined): BrowserWindow | null {
    return [...windows.values()].find(({ webContents }) => webContents.id === contents?.id) ?? null;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  close(): void {
    this.tryToClose();
  }

  /** @returns whether nothing kept it open */
  tryToClose(): boolean {
    if (this.gone) return true;
    const event = preventable();
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.gone) return;
    this.gone = true;
    void this.webContents.attached
      .then(() => browser().root.send('Target.closeTarget', { targetId: this.webContents.targetId }))
      .catch(() => {});
    this.end();
  }

  /** Its target has gone, whoever closed it. */
  end(): void {
    this.gone = true;
    if (!windows.delete(this.id)) return;
    openWindows.delete(this.id);
    if (focused?.id === this.id) focused = [...windows.values()].at(-1) ?? null;
    this.webContents.end();
    this.emit('closed');
    if (windows.size === 0) app.onAllClosed();
  }

  isDestroyed(): boolean {
    return this.gone;
  }

  show(): void {
    this.shown = true;
    this.focus();
    this.emit('show');
  }

  isVisible(): boolean {
    return this.shown;
  }

  focus(): void {
    focused = windows.get(this.id) ?? focused;
    this.emit('focus');
  }

  isFocused(): boolean {
    return focused?.id === this.id;
  }

  getBounds(): Bounds {
    return { ...this.bounds };
  }

  getNormalBounds(): Bounds {
    return { ...this.bounds };
  }

  setBounds(bounds: Partial<Bounds>): void {
    Object.assign(this.bounds, bounds);
    this.emit('resize');
    this.emit('move');
  }

  minimize(): void {
    if (focused?.id === this.id) focused = null;
    this.become('minimized', 'minimize');
  }

  isMinimized(): boolean {
    return this.state === 'minimized';
  }

  maximize(): void {
    this.become('maximized', 'maximize');
  }

  isMaximized(): boolean {
    return this.state === 'maximized';
  }

  setFullScreen(full: boolean): void {
    this.become(full ? 'fullscreen' : 'normal', full ? 'enter-full-screen' : 'leave-full-screen');
  }

  isFullScreen(): boolean {
    return this.state === 'fullscreen';
  }

  restore(): void {
    this.become('normal', 'restore');
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  setDocumentEdited(edited: boolean): void {
    this.documentEdited = edited;
  }

  setRepresentedFilename(file: string): void {
    this.representedFilename = file;
  }

  getTitle(): string {
    return this.webContents.getTitle();
  }

  private become(state: typeof this.state, event: string): void {
    this.state = state;
    this.emit(event);
  }
}

/** Follows the targets of Chromium: those that go, and those that should not have come. */
export function followTargets(): void {
  const { root } = browser();
  root.on('Target.targetDestroyed', ({ targetId }) => {
    const contents = WebContents.fromDevToolsTargetId(targetId);
    if (contents) BrowserWindow.fromWebContents(contents)?.end();
  });
  root.on('Target.targetInfoChanged', ({ targetInfo: { targetId, title } }) => {
    const contents = WebContents.fromDevToolsTargetId(targetId);
    if (!contents || contents.title === title) return;
    contents.title = title;
    BrowserWindow.fromWebContents(contents)?.emit('page-title-updated', preventable(), title);
  });
  root.on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
    if (type !== 'page' || openerId === undefined) return;
    if (WebContents.fromDevToolsTargetId(openerId)?.deniesWindows) void closeOpened(targetId).catch(() => {});
  });
}

/** Closes a window that a page opened. The page stands still while the new window waits for a debugger, for ever if that is closed first. */
async function closeOpened(targetId: string): Promise<void> {
  const { root } = browser();
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true });
  await browser().session(sessionId).send('Runtime.runIfWaitingForDebugger');
  await root.send('Target.closeTarget', { targetId });
}
