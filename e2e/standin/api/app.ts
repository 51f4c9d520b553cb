import { EventEmitter } from 'node:events';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { browser, gpuProcess } from '../browser/browser';
import { preventable } from '../event';
import { launched, switchValue } from '../launched';
import { strict, unsupported } from '../strict';
import { takeInstance } from './instance';
import { openWindows } from './windows';

const FOLDERS: Readonly<Record<string, string>> = {
  documents: 'Documents',
  downloads: 'Downloads',
  desktop: 'Desktop',
  pictures: 'Pictures',
};

class App extends EventEmitter {
  readonly commandLine = strict('app.commandLine', {
    appendSwitch: (name: string, value = '') => void launched().switches.push(value === '' ? `--${name}` : `--${name}=${value}`),
    hasSwitch: (name: string) => switchValue(name) !== undefined,
    getSwitchValue: (name: string) => switchValue(name) ?? '',
  });
  /** Values that a test may read; Electron passes them to the system. */
  readonly standin: { recent: string[]; aboutPanel: unknown } = { recent: [], aboutPanel: undefined };
  private readonly paths = new Map<string, string>();
  private quitting = false;
  private ready = false;
  private begin: () => void = () => {};
  private readonly whenBegun = new Promise<void>((resolve) => {
    this.begin = resolve;
  });

  get isPackaged(): boolean {
    return launched().isPackaged;
  }

  get name(): string {
    return launched().name;
  }

  getName(): string {
    return launched().name;
  }

  getVersion(): string {
    return launched().version;
  }

  getAppPath(): string {
    return launched().folder;
  }

  getLocale(): string {
    return switchValue('lang') ?? 'en-US';
  }

  getPath(name: string): string {
    const known = this.paths.get(name);
    if (known !== undefined) return known;
    const folder = FOLDERS[name];
    if (folder !== undefined) return path.join(homedir(), folder);
    switch (name) {
      case 'home':
        return homedir();
      case 'temp':
        return tmpdir();
      case 'exe':
        return process.argv[0] ?? '';
      case 'appData':
        return process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config');
      case 'userData':
        return switchValue('user-data-dir') ?? path.join(this.getPath('appData'), launched().name);
      case 'crashDumps':
      case 'logs':
        return path.join(this.getPath('userData'), name);
      default:
        throw unsupported(`app.getPath('${name}')`);
    }
  }

  setPath(name: string, folder: string): void {
    this.paths.set(name, folder);
  }

  isReady(): boolean {
    return this.ready;
  }

  whenReady(): Promise<void> {
    return this.whenBegun;
  }

  requestSingleInstanceLock(): boolean {
    return takeInstance(this.getPath('userData'), (argv, folder) => this.emit('second-instance', preventable(), argv, folder));
  }

  addRecentDocument(file: string): void {
    this.standin.recent.push(file);
  }

  clearRecentDocuments(): void {
    this.standin.recent.length = 0;
  }

  setAppUserModelId(): void {}

  setAboutPanelOptions(options: unknown): void {
    this.standin.aboutPanel = options;
  }

  enableSandbox(): void {}

  focus(): void {}

  getAppMetrics(): readonly { readonly pid: number; readonly type: string }[] {
    const gpu = gpuProcess === undefined ? [] : [{ pid: gpuProcess, type: 'GPU' }];
    return [{ pid: process.pid, type: 'Browser' }, ...gpu];
  }

  quit(): void {
    if (this.quitting) return;
    const before = preventable();
    this.emit('before-quit', before);
    if (before.defaultPrevented) return;
    this.quitting = true;
    const closed = [...openWindows.values()].map((window) => window.tryToClose());
    if (closed.includes(false)) this.quitting = false;
    else this.finish();
  }

  private finish(): void {
    const will = preventable();
    this.emit('will-quit', will);
    if (will.defaultPrevented) this.quitting = false;
    else this.exit(0);
  }

  exit(code = 0): void {
    this.quitting = true;
    for (const window of openWindows.values()) window.destroy();
    this.emit('quit', preventable(), code);
    if (!this.ready || browser().closed) process.exit(code);
    const { process: chromium, root } = browser();
    chromium.once('exit', () => process.exit(code));
    root.send('Browser.close').catch(() => {});
    setTimeout(() => chromium.kill('SIGKILL'), 3_000).unref();
  }

  /** The last window has gone. */
  onAllClosed(): void {
    if (this.quitting) return;
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }

  /** True while the app is quitting, so that the end of Chromium is not taken for a crash. */
  isQuitting(): boolean {
    return this.quitting;
  }

  /** Chromium is there. */
  start(): void {
    this.ready = true;
    this.emit('ready', preventable(), {});
    this.begin();
  }
}

export const app = strict('app', new App());
