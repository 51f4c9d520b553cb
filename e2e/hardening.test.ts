import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { type Desktop, startDesktop } from './support/desktop';
import type { EditorPage } from './support/editor-page';
import { hosted } from './support/host';

const under = inject('host');
const desktop = under && under.way !== 'served' ? under : undefined;

// Each of these fails when what it is about is loosened.
describe('a page of the desktop app', { timeout: 180_000, tags: THOROUGH, ...hosted('standin', 'electron') }, () => {
  let host: Desktop;
  let editor: EditorPage;

  beforeAll(async () => {
    if (!desktop) return;
    host = await startDesktop(desktop, []);
    editor = await host.open();
  }, 180_000);

  afterAll(async () => {
    await host?.close();
  });

  it('has no Node, and of the preload the bridge alone, which it cannot change', async () => {
    const found = await editor.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      bridge: Object.keys(window.patchbay ?? {}).sort(),
      changed: (() => {
        try {
          Object.assign(window.patchbay ?? {}, { post: () => {} });
          return true;
        } catch {
          return false;
        }
      })(),
    }));
    expect(found).toEqual({ node: [], bridge: ['adopt', 'onMessage', 'post'], changed: false });
  });

  it('stays where it is, whatever wants to lead it away', async () => {
    const { page } = editor;
    const before = page.url();
    await host.app.evaluate(({ BrowserWindow }) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { patchbayAsked: asked });
      BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event, url) =>
        setImmediate(() => asked.push([url, event.defaultPrevented])),
      );
    });
    await page.evaluate(() => {
      location.href = 'https://example.invalid/';
    });
    const asked = () => host.app.evaluate(() => Reflect.get(globalThis, 'patchbayAsked') as readonly unknown[]);
    await expect.poll(asked).toEqual([['https://example.invalid/', true]]);
    expect(page.url()).toBe(before);
    // The browser itself refuses this one, before it would ask: the page goes on drawing.
    await page.evaluate(() => {
      location.href = 'file:///etc/passwd';
    });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(page.url()).toBe(before);
    expect(await editor.sizes()).toEqual(['28×28×1']);
  });

  it('opens no windows, and sends no address to the system, since the page has no links', async () => {
    await host.app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Object.assign(globalThis, { patchbayOpened: opened });
      shell.openExternal = async (url: string) => void opened.push(url);
    });
    await editor.page.evaluate(() => {
      for (const url of ['https://example.invalid/help', 'file:///etc/passwd', 'javascript:alert(1)', 'http://127.0.0.1:1/'])
        window.open(url);
    });
    const opened = () => host.app.evaluate(() => Reflect.get(globalThis, 'patchbayOpened') as readonly string[]);
    await expect.poll(() => host.app.windows().length).toBe(1);
    expect(await opened()).toEqual([]);
  });

  it('loads nothing but its own files', async () => {
    const found = await editor.page.evaluate(async () => {
      const fails = (work: Promise<unknown>) => work.then(() => false).catch(() => true);
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      document.head.append(script);
      return {
        inline: 'inlineRan' in window,
        // Later, in a task of the page's own: what a debugger evaluates may do so.
        eval: await fails(
          new Promise((resolve) => setTimeout(resolve, 50)).then(() => Reflect.apply(Reflect.get(window, 'eval'), window, ['1'])),
        ),
        elsewhere: await fails(fetch('https://example.invalid/')),
        local: await fails(fetch('http://127.0.0.1:9/')),
        file: await fails(fetch('file:///etc/passwd')),
      };
    });
    expect(found).toEqual({ inline: false, eval: true, elsewhere: true, local: true, file: true });
  });

  it('gets no file from outside its folder', async () => {
    const statuses = await editor.page.evaluate(async () => {
      const paths = [
        '/..%2f..%2fpackage.json',
        '/%2e%2e/%2e%2e/package.json',
        '/..%5c..%5cpackage.json',
        '/%00',
        '/assets/%2e%2e%2f%2e%2e%2fmain.cjs',
      ];
      return Promise.all(paths.map(async (path) => (await fetch(path)).status));
    });
    expect(statuses.every((status) => status === 404)).toBe(true);
    const posted = await editor.page.evaluate(async () => (await fetch('/index.html', { method: 'POST', body: 'x' })).status);
    expect(posted).toBe(403);
  });

  it('is denied what it does not need of the system', async () => {
    const states = await editor.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'midi'] as const;
      const found = names.map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state);
      return Promise.all(found);
    });
    expect(states).toEqual(['denied', 'denied', 'denied']);
  });

  it('is heard alone: a frame in it, or another page, is not', async () => {
    const answered = await host.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) return -1;
      let sent = 0;
      let answeredOne = () => {};
      const { send } = contents;
      contents.send = (...args: Parameters<typeof send>) => {
        if (JSON.stringify(args).includes('424242')) {
          sent++;
          answeredOne();
        }
        return send.apply(contents, args);
      };
      const ask = { id: 424242, call: 'recent.list', input: {} };
      const strangers = [
        { senderFrame: { url: 'https://example.invalid/', parent: null } },
        { senderFrame: { url: 'app://other/index.html', parent: null } },
        { senderFrame: { url: 'app://bundle/index.html', parent: { url: 'app://bundle/index.html' } } },
        { senderFrame: null },
      ];
      for (const stranger of strangers) contents.ipc.emit('patchbay:to-host', stranger, ask);
      // The page's own calls are answered in their turn: after the second, a stranger's answer would have been sent as well.
      for (const turn of [1, 2]) {
        const answer = new Promise<void>((resolve) => {
          answeredOne = resolve;
        });
        contents.ipc.emit('patchbay:to-host', { senderFrame: { url: 'app://bundle/index.html', parent: null } }, ask);
        await answer;
        if (sent !== turn) return sent;
      }
      return sent;
    });
    expect(answered).toBe(2);
  });

  it('makes no path known that a script made up', async () => {
    const ref = await editor.page.evaluate(() => window.patchbay?.adopt(new File(['{}'], '/etc/passwd')));
    expect(ref).toBe(null);
  });
});
