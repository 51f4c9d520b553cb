import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { CONFIG } from '../packaging/config';
import { CHANNELS } from '../services/bridge-channels';
import type { HostServices } from '../services/host/host';
import { contentSecurityPolicy } from '../services/page';

/** A recording replacement of Electron: the tests read what the app has set. */
const told = vi.hoisted(() => ({
  app: new Map<string, (...args: unknown[]) => void>(),
  windows: [] as unknown[],
  opened: [] as string[],
  handlers: new Map<string, (...args: unknown[]) => unknown>(),
  scheme: [] as ((request: { method: string; url: string }) => Promise<Response>)[],
  session: new Map<string, (...args: unknown[]) => unknown>(),
}));
vi.mock('electron', () => ({
  app: { on: (event: string, listener: () => void) => void told.app.set(event, listener) },
  BrowserWindow: class {
    webContents = Object.assign(new EventEmitter(), { ipc: new EventEmitter() });
    constructor(options: unknown) {
      told.windows.push(options);
    }
    once() {}
    on() {}
    async loadURL() {}
  },
  dialog: {},
  ipcMain: { handle: (channel: string, handler: () => unknown) => void told.handlers.set(channel, handler) },
  protocol: {
    registerSchemesAsPrivileged: () => {},
    handle: (_scheme: string, handler: (request: { method: string; url: string }) => Promise<Response>) =>
      void told.scheme.push(handler),
  },
  screen: { getAllDisplays: () => [] },
  session: {
    defaultSession: Object.fromEntries(
      ['setPermissionRequestHandler', 'setPermissionCheckHandler', 'setDevicePermissionHandler'].map((name) => [
        name,
        (handler: () => unknown) => void told.session.set(name, handler),
      ]),
    ),
  },
  shell: { openExternal: async (url: string) => void told.opened.push(url) },
}));

const folder = mkdtempSync(path.join(tmpdir(), 'patchbay-hardening-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OURS = 'app://bundle/index.html';
/** URLs that are not our page's. */
const STRANGERS = ['app://bundle.evil/', 'app://evil/bundle/', 'https://bundle/', 'file:///bundle', 'app:bundle', '', 'bundle'];
/** Senders of messages: our page, and three that are rejected: a stranger, a frame in our page, a frame that has gone. */
const sender = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } });
const REFUSED = [...STRANGERS.map((url) => sender(url)), sender(OURS, { url: OURS, parent: null }), { senderFrame: null }];

/** The security settings of the desktop app. Each expectation fails if its setting is weakened. */
describe('the desktop app', () => {
  test('sandboxes its pages', async () => {
    const { WEB_PREFERENCES, openWindow } = await import('./window');
    const preferences = {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    };
    expect(WEB_PREFERENCES).toEqual(preferences);
    const stateFile = path.join(folder, 'window.json');
    openWindow(fakeHost(), { preload: 'preload.cjs', stateFile, lang: 'en', others: 0, onCrash: () => {} });
    expect(told.windows.splice(0)).toEqual([
      expect.objectContaining({ webPreferences: { ...preferences, preload: 'preload.cjs' } }),
    ]);
  });

  test('recognizes only its own page', async () => {
    const { isOurs } = await import('./protocol');
    expect(isOurs(OURS)).toBe(true);
    for (const url of STRANGERS) expect(isOurs(url), url).toBe(false);
  });

  test('lets a page load only its own files', () => {
    expect(contentSecurityPolicy().split('; ')).toEqual([
      "default-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "worker-src 'self' blob:",
      "object-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  test('serves the files of the page to GET requests, with security headers, and nothing else', async () => {
    const { handlePage } = await import('./protocol');
    writeFileSync(path.join(folder, 'index.html'), 'the page');
    writeFileSync(path.join(folder, 'secret.key'), 'not of the page');
    handlePage(folder);
    const ask = async (url: string, method = 'GET') => {
      const response = await told.scheme[0]?.({ method, url });
      expect(response?.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy());
      expect(response?.headers.get('X-Content-Type-Options')).toBe('nosniff');
      return response?.status;
    };
    expect(await ask(OURS)).toBe(200);
    expect(await ask(OURS, 'POST')).toBe(403);
    expect(await ask('app://evil/index.html')).toBe(403);
    expect(await ask('app://bundle/secret.key')).toBe(404);
    expect(await ask('app://bundle/..%2f..%2fetc%2fpasswd')).toBe(404);
  });

  test('prevents navigation and new windows, and opens no address in the system’s browser', async () => {
    const { guardPages } = await import('./guards');
    guardPages();
    let open: ((details: { url: string }) => unknown) | undefined;
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof open) => {
        open = handler;
      },
    });
    told.app.get('web-contents-created')?.({}, contents);
    const isStopped = (event: string, url: string) => {
      const preventDefault = vi.fn();
      contents.emit(event, { preventDefault }, url);
      return preventDefault.mock.calls.length > 0;
    };
    expect(isStopped('will-navigate', `${OURS}?x#y`)).toBe(false);
    for (const url of [...STRANGERS, 'app://bundle/other.html']) expect(isStopped('will-navigate', url), url).toBe(true);
    expect(isStopped('will-redirect', 'https://example.invalid/')).toBe(true);
    expect(isStopped('will-attach-webview', OURS)).toBe(true);
    for (const url of ['https://example.invalid/', 'http://example.invalid/', 'file:///etc/passwd', OURS])
      expect(open?.({ url })).toEqual({ action: 'deny' });
    expect(told.opened).toEqual([]);
  });

  test('grants its page only the clipboard', async () => {
    const { guardPermissions } = await import('./guards');
    guardPermissions();
    const given = (permission: string, url: string) => {
      const answer = vi.fn();
      told.session.get('setPermissionRequestHandler')?.({}, permission, answer, { requestingUrl: url });
      return [...answer.mock.calls.flat(), told.session.get('setPermissionCheckHandler')?.({}, permission, url)];
    };
    for (const permission of ['clipboard-read', 'clipboard-sanitized-write']) {
      expect(given(permission, OURS), permission).toEqual([true, true]);
      for (const url of STRANGERS) expect(given(permission, url), url).toEqual([false, false]);
    }
    for (const permission of ['media', 'geolocation', 'notifications', 'midiSysex', 'openExternal', 'fileSystem', 'usb'])
      expect(given(permission, OURS), permission).toEqual([false, false]);
    expect(told.session.get('setDevicePermissionHandler')?.({ deviceType: 'hid' })).toBe(false);
  });

  test('accepts messages only from its page, and not from a frame in it', async () => {
    const { openPageChannel } = await import('./page-channel');
    const { BrowserWindow } = await import('electron');
    const { webContents } = new BrowserWindow();
    const { ipc } = webContents;
    const received: unknown[] = [];
    const host = fakeHost((message) => received.push(message));
    const line = openPageChannel(webContents, host);
    for (const event of REFUSED) ipc.emit(CHANNELS.open, event);
    expect(line.page()).toBeUndefined();
    ipc.emit(CHANNELS.open, sender(OURS));
    expect(line.page()).toBeDefined();
    for (const event of REFUSED) ipc.emit(CHANNELS.toHost, event, 'no');
    ipc.emit(CHANNELS.toHost, sender(OURS), 'yes');
    expect(received).toEqual(['yes']);
  });

  test('accepts dropped files, and no other paths', async () => {
    const { handleAdoption } = await import('./page-channel');
    const adopted: string[] = [];
    const ref = { handle: 'h', name: 'n', folder: 'f' };
    handleAdoption({
      ...fakeHost(),
      adopt: (file) => {
        adopted.push(file);
        return ref;
      },
    });
    const file = path.join(folder, 'given.json');
    writeFileSync(file, '{}');
    const adopt = (event: unknown, what: unknown) => told.handlers.get(CHANNELS.adopt)?.(event, what);
    for (const event of REFUSED) expect(await adopt(event, file)).toBe(null);
    for (const what of ['package.json', '', folder, path.join(folder, 'none.json'), { file }, undefined])
      expect(await adopt(sender(OURS), what)).toBe(null);
    expect(adopted).toEqual([]);
    expect(await adopt(sender(OURS), file)).toBe(ref);
    expect(adopted).toEqual([file]);
  });

  test('is packaged with its fuses set', () => {
    expect(CONFIG.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

/** A host that records the messages of a page. */
function fakeHost(onMessage: (message: unknown) => void = () => {}): HostServices {
  return {
    connect: (transport) => {
      transport.onMessage(onMessage);
      return { emit: () => {} };
    },
    open: () => {},
    adopt: () => ({ handle: '', name: '', folder: '' }),
    trouble: () => {},
    training: () => false,
    close: async () => {},
  };
}
