import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { browser } from '../browser/browser';
import type { Session } from '../browser/devtools';
import { fromBrowser, STANDING_IN, schemes, toBrowser } from '../browser/schemes';
import { decode, encode } from '../clone';
import { preventable } from '../event';
import { mainWorldScript, preloadScript } from '../scripts';
import { strict, unsupported } from '../strict';
import { ipcMain } from './ipc-main';
import { applyPermissions, session } from './session';

export interface WebPreferences {
  readonly preload?: string;
  readonly contextIsolation?: boolean;
  readonly sandbox?: boolean;
  readonly nodeIntegration?: boolean;
}

interface Frame {
  readonly url: string;
  readonly parent: Frame | null;
}

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** The world that a preload runs in. */
const WORLD = 'standin-preload';

/** By the ids of their targets. */
const byTarget = new Map<string, WebContents>();

/** The content of a window: a target of Chromium's with the preload's world in it. */
export class WebContents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly session = session.defaultSession;
  readonly mainFrame: Frame;
  /** Settled when the target is there. */
  readonly attached: Promise<void>;
  targetId = '';
  title = '';
  private line: Session | undefined;
  private address = '';
  private loading: string | undefined;
  private destroyed = false;
  private readonly worlds = new Set<number>();
  /** The app's last answer to a window that the page opened: its target is there before the app can say anything. */
  deniesWindows = false;
  private openHandler: WindowOpenHandler = () => ({ action: 'allow' });

  constructor(
    readonly id: number,
    private readonly preferences: WebPreferences,
    size: { readonly width: number; readonly height: number },
    private readonly owner: { close(): void },
  ) {
    super();
    const { nodeIntegration = false, contextIsolation = true, sandbox = true } = preferences;
    if (nodeIntegration || !contextIsolation || !sandbox) throw unsupported('a page with Node in it');
    const url = () => this.getURL();
    this.mainFrame = {
      get url() {
        return url();
      },
      parent: null,
    };
    this.attached = this.attach(size);
  }

  static fromDevToolsTargetId(target: string): WebContents | undefined {
    return byTarget.get(target);
  }

  static getAllWebContents(): readonly WebContents[] {
    return [...byTarget.values()];
  }

  getURL(): string {
    return fromBrowser(this.address);
  }

  getTitle(): string {
    return this.title;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  getOSProcessId(): number {
    return browser().process.pid ?? 0;
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }

  close(): void {
    this.owner.close();
  }

  focus(): void {}

  send(channel: string, ...args: unknown[]): void {
    const message = { type: 'event', channel, args: encode(args) };
    for (const world of this.worlds) this.tell(world, message);
  }

  async loadURL(url: string): Promise<void> {
    await this.attached;
    const address = toBrowser(url);
    this.loading = address;
    await applyPermissions(this, address);
    const line = this.need();
    const loaded = new Promise<void>((resolve) => line.once('Page.loadEventFired', () => resolve()));
    const { errorText } = await line.send('Page.navigate', { url: address });
    this.loading = undefined;
    if (errorText) {
      this.emit('did-fail-load', preventable(), -2, errorText, url, true);
      throw new Error(`${errorText} loading '${url}'`);
    }
    await loaded;
  }

  /** Ends the process that shows the page, as a crash would. */
  forcefullyCrashRenderer(): void {
    this.need()
      .send('Page.crash')
      .catch(() => {});
  }

  async executeJavaScript(code: string): Promise<unknown> {
    await this.attached;
    const { result, exceptionDetails } = await this.need().send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** The target has gone. */
  end(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    byTarget.delete(this.targetId);
    this.emit('destroyed');
  }

  private need(): Session {
    if (!this.line) throw new Error('the window is not there yet');
    return this.line;
  }

  private async attach({ width, height }: { readonly width: number; readonly height: number }): Promise<void> {
    const { root } = browser();
    const { targetId } = await root.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height });
    this.targetId = targetId;
    byTarget.set(targetId, this);
    const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: true });
    const line = browser().session(sessionId);
    this.line = line;
    this.listen(line);
    await line.send('Page.enable');
    await line.send('Runtime.enable');
    await line.send('Inspector.enable');
    await line.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false });
    await line.send('Fetch.enable', { patterns: [{ urlPattern: STANDING_IN }, { urlPattern: '*', resourceType: 'Document' }] });
    const { preload } = this.preferences;
    if (preload === undefined) return;
    const channel = `standin-${crypto.randomUUID()}-`;
    const { platform, arch, env, versions } = process;
    const about = {
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      platform,
      arch,
      env: { ...env },
      versions,
      argv: [],
    };
    await line.send('Runtime.addBinding', { name: '__standinToHost', executionContextName: WORLD });
    await line.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(channel) });
    const source = preloadScript(channel, readFileSync(preload, 'utf8'), about);
    await line.send('Page.addScriptToEvaluateOnNewDocument', { worldName: WORLD, source });
  }

  private listen(line: Session): void {
    line.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
      const frame: unknown = auxData && Reflect.get(auxData, 'frameId');
      // A frame in the page has no preload; the page's own frame has the target's id.
      if (name === WORLD && frame === this.targetId) this.worlds.add(id);
    });
    line.on('Runtime.executionContextDestroyed', ({ executionContextId }) => void this.worlds.delete(executionContextId));
    line.on('Runtime.executionContextsCleared', () => this.worlds.clear());
    line.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name === '__standinToHost') void this.receive(executionContextId, JSON.parse(payload));
    });
    line.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.address = frame.url + (frame.urlFragment ?? '');
    });
    line.on('Page.loadEventFired', () => {
      if (this.address === 'about:blank') return;
      this.emit('did-finish-load', preventable());
      this.emit('standin-shown');
    });
    line.on('Page.windowOpen', ({ url }) => {
      this.deniesWindows = this.openHandler({ url: fromBrowser(url) }).action === 'deny';
    });
    line.on('Inspector.targetCrashed', () => {
      this.worlds.clear();
      this.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 139 });
    });
    line.on('Fetch.requestPaused', (paused) => {
      this.answer(line, paused).catch((error: unknown) => {
        console.error('stand-in: the handler of a scheme failed:', error);
        line.send('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' }).catch(() => {});
      });
    });
  }

  /** Lets the app decide over a navigation, and answers what is asked of its own scheme. */
  private async answer(line: Session, { requestId, request, resourceType, frameId }: Paused): Promise<void> {
    const asked = fromBrowser(request.url);
    const leaves = resourceType === 'Document' && this.loading !== request.url && this.address !== 'about:blank';
    if (leaves && frameId === this.targetId) {
      const event = preventable({ url: asked });
      this.emit('will-navigate', event, asked);
      if (event.defaultPrevented) {
        await line.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
    }
    if (asked === request.url) return void (await line.send('Fetch.continueRequest', { requestId }));
    const handler = schemes.handlerOf(new URL(asked).protocol.slice(0, -1));
    if (!handler) return void (await line.send('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' }));
    const { method, headers, postData } = request;
    const response = await handler(
      new Request(asked, { method, headers, ...(postData === undefined ? {} : { body: postData }) }),
    );
    await line.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: response.status,
      responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await response.arrayBuffer()).toString('base64'),
    });
  }

  private async receive(world: number, message: FromPage): Promise<void> {
    if (message.type === 'preload-error') return void this.emit('preload-error', preventable(), message.channel, message.message);
    const event = preventable({ sender: this, senderFrame: this.mainFrame });
    const args = await this.withPaths(world, decode(message.args ?? '[]'));
    if (message.type === 'send') {
      this.ipc.emit(message.channel, event, ...args);
      ipcMain.emit(message.channel, event, ...args);
      return;
    }
    const answer = { type: 'answer', id: message.id };
    try {
      const handler = ipcMain.handlers.get(message.channel);
      if (!handler) throw new Error(`No handler registered for '${message.channel}'`);
      this.tell(world, { ...answer, value: encode(await handler(event, ...args)) });
    } catch (error) {
      this.tell(world, { ...answer, error: `Error invoking remote method '${message.channel}': ${error}` });
    }
  }

  /** Puts the paths of files in place of the numbers that the preload's world has for them. */
  private async withPaths(world: number, args: unknown): Promise<readonly unknown[]> {
    const list: readonly unknown[] = Array.isArray(args) ? args : [];
    return Promise.all(
      list.map(async (value) => {
        const [, index] = /^standin-file:(\d+)$/.exec(String(value)) ?? [];
        if (index === undefined) return value;
        const expression = `__standinFile(${index})`;
        const { result } = await this.need().send('Runtime.evaluate', { contextId: world, expression });
        if (result.objectId === undefined) return '';
        return (await this.need().send('DOM.getFileInfo', { objectId: result.objectId })).path;
      }),
    );
  }

  private tell(world: number, message: object): void {
    const expression = `__standinFromHost(${JSON.stringify(JSON.stringify(message))})`;
    this.need()
      .send('Runtime.evaluate', { contextId: world, expression })
      .catch(() => {});
  }
}

interface Paused {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly postData?: string;
  };
}

interface FromPage {
  readonly type: 'send' | 'invoke' | 'preload-error';
  readonly id: number;
  readonly channel: string;
  readonly args?: string;
  readonly message?: string;
}

/** `electron.webContents`: where pages are found. */
export const webContents = strict('webContents', {
  fromDevToolsTargetId: WebContents.fromDevToolsTargetId,
  getAllWebContents: WebContents.getAllWebContents,
});
