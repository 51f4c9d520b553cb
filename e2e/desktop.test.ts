import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Locator } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { THOROUGH } from '../.ci/tallies';
import { callHost } from './support/call';
import { type Desktop, desktopOf, launchDesktop, startDesktop } from './support/desktop';
import type { EditorPage } from './support/editor-page';
import { realFashionMnist } from './support/fashion-mnist';
import { homeFolder } from './support/home';
import { hosted } from './support/host';
import { recoveryCopyWith } from './support/recovery';
import { SIZES } from './support/table2';
import { engineOf } from './support/training';

const under = inject('host');
const desktop = under && under.way !== 'served' ? under : undefined;

/** The commands of the menu, by their ids, with whether they can be chosen. */
const menu = (app: ElectronApplication) =>
  app.evaluate(({ Menu }) => {
    const items = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    return Object.fromEntries(items.filter(({ id }) => id).map(({ id, enabled }) => [id, enabled]));
  });
const choose = (app: ElectronApplication, id: string) =>
  app.evaluate(({ Menu }, item) => void Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

/** Has every box that asks something answered by the number of a button, and gives the texts that were asked. */
const answer = (app: ElectronApplication, response: number) =>
  app.evaluate(({ dialog }, button) => {
    const asked: string[] = [];
    Object.assign(globalThis, { patchbayAsked: asked });
    dialog.showMessageBox = async (...args: readonly object[]) => {
      asked.push(String(Reflect.get(args.at(-1) ?? {}, 'message')));
      return { response: button, checkboxChecked: false };
    };
  }, response);
const asked = (app: ElectronApplication) =>
  app.evaluate(() => [...(Reflect.get(globalThis, 'patchbayAsked') as readonly string[])]);

/** Begins a run of the baseline on generated garments. @returns its id */
async function train({ page }: EditorPage, epochs: number): Promise<string> {
  const document = JSON.parse(await readFile('presets/table2-baseline.patchbay.json', 'utf8'));
  Object.assign(document.graphs[0].training, { dataset: 'synthetic', epochs });
  const order = { document: JSON.stringify(document), graph: 'autoencoder', file: null, train: 400, validation: 100 };
  const { ids } = await callHost(page, 'runs.start', { orders: [{ ...order, engine: 'wasm' as const }] });
  return ids[0] ?? '';
}
const statusOf = async ({ page }: EditorPage, id: string) => (await callHost(page, 'runs.read', { id })).summary.status;

describe('the desktop app', { timeout: 180_000, tags: THOROUGH, ...hosted('standin', 'electron') }, () => {
  let host: Desktop;
  let editor: EditorPage;

  beforeAll(async () => {
    if (!desktop) return;
    host = await startDesktop(desktop, []);
    editor = await host.open();
  }, 180_000);

  afterAll(async () => {
    await host?.close();
    expect(editor?.errors ?? []).toEqual([]);
  });

  it('has a menu of the commands of the palette, which follows what can be done', async () => {
    const before = await menu(host.app);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['file.save', 'edit.undo', 'help.log', 'window.new']));
    expect(before['edit.undo']).toBe(false);
    await editor.page.getByRole('button', { name: 'Conv', exact: true }).click();
    await expect.poll(async () => (await menu(host.app))['edit.undo']).toBe(true);
    await choose(host.app, 'edit.undo');
    await expect.poll(editor.sizes).toEqual(['28×28×1']);
  });

  it('runs once: a second start hands its document to the first', async () => {
    if (!desktop) return;
    const file = join(host.home, 'second.patchbay.json');
    await copyFile('presets/table2-baseline.patchbay.json', file);
    const { executablePath } = await runtimeOf(host.app);
    const second = spawn(executablePath.command, [...executablePath.args, resolve('.'), file], {
      env: { ...process.env, PATCHBAY_HOME: host.home },
      stdio: 'ignore',
    });
    expect((await once(second, 'exit'))[0]).toBe(0);
    await expect.poll(editor.sizes).toEqual(SIZES);
    expect(host.app.windows()).toHaveLength(1);
  });

  it('trains in a utility process, with its progress in the task bar, and says when it ends', async () => {
    await host.app.evaluate(({ BrowserWindow, Notification }) => {
      const [window] = BrowserWindow.getAllWindows();
      const seen = { progress: [] as number[], told: [] as string[] };
      Object.assign(globalThis, { patchbaySeen: seen });
      if (window) window.setProgressBar = (fraction: number) => void seen.progress.push(fraction);
      Notification.prototype.show = function show(this: { readonly title: string }) {
        seen.told.push(this.title);
      };
      window?.minimize();
    });
    const id = await train(editor, 2);
    await expect.poll(() => statusOf(editor, id), { timeout: 60_000 }).toBe('finished');
    const seen = () =>
      host.app.evaluate(() => Reflect.get(globalThis, 'patchbaySeen') as { progress: number[]; told: readonly string[] });
    await expect.poll(async () => (await seen()).told).toEqual(['Table 2, baseline is trained.']);
    const { progress } = await seen();
    expect(progress.some((fraction) => fraction > 0 && fraction < 1)).toBe(true);
    expect(progress.at(-1)).toBe(-1);
    await host.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.restore());
  });

  it('outlives a crash of the engine, and says what became of the run', async () => {
    const id = await train(editor, 500);
    await expect.poll(() => statusOf(editor, id), { timeout: 60_000 }).toBe('running');
    const step = async () => (await callHost(editor.page, 'runs.read', { id })).summary.progress?.step ?? 0;
    await expect.poll(step, { timeout: 60_000 }).toBeGreaterThan(0);
    process.kill(await engineOf(host), 'SIGKILL');
    await expect.poll(() => statusOf(editor, id), { timeout: 30_000 }).toBe('interrupted');
    await expect.poll(editor.sizes).toEqual(SIZES);
    await callHost(editor.page, 'runs.resume', { id, epochs: 600 });
    await expect.poll(() => statusOf(editor, id), { timeout: 30_000 }).toBe('running');
  });

  it('asks before it is quit over a run, which then stops at a checkpoint', async () => {
    await answer(host.app, 1);
    await host.app.evaluate(({ app }) => app.quit());
    await expect.poll(() => asked(host.app)).toEqual(['A run is in training.']);
    await expect.poll(editor.sizes).toEqual(SIZES);
    for (const run of await callHost(editor.page, 'runs.list', {}))
      if (run.status === 'running') await callHost(editor.page, 'runs.stop', { id: run.id });
  });

  it('outlives a crash of the process that draws', async () => {
    const gpu = await host.app.evaluate(({ app }) => app.getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
    if (gpu === undefined) throw new Error('there is no process that draws');
    process.kill(gpu, 'SIGKILL');
    await editor.page.getByText('The GPU process crashed').waitFor();
    await expect.poll(editor.sizes).toEqual(SIZES);
  });

  it('shows its log', async () => {
    await choose(host.app, 'help.log');
    await editor.page.getByRole('dialog').getByText('the GPU process has gone').waitFor();
    await editor.page.keyboard.press('Escape');
  });
});

describe('a window of the desktop app', { timeout: 180_000, tags: THOROUGH, ...hosted('standin', 'electron') }, () => {
  it('asks before it closes over unsaved work, and stands where it stood the next time', async () => {
    if (!desktop) return;
    const home = await homeFolder();
    const first = await startDesktop(desktop, [], home);
    const editor = await first.open();
    await editor.page.getByRole('button', { name: 'Conv', exact: true }).click();
    const bounds = { x: 120, y: 90, width: 1_100, height: 760 };
    await first.app.evaluate(({ BrowserWindow }, at) => BrowserWindow.getAllWindows()[0]?.setBounds(at), bounds);
    const ended = once(first.app.process(), 'exit');
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await editor.page.getByRole('alertdialog').getByRole('button', { name: 'Don’t save' }).click();
    await ended;
    const second = await startDesktop(desktop, [], home);
    await second.open();
    const again = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
    expect(again).toEqual(bounds);
    await second.close();
  });

  it('offers to load a page that has crashed again, with what was unsaved', async () => {
    if (!desktop) return;
    const host = await startDesktop(desktop, []);
    const editor = await host.open();
    await editor.page.getByRole('button', { name: 'Conv', exact: true }).click();
    await recoveryCopyWith(host.home, 'conv1');
    await answer(host.app, 0);
    await host.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    await expect.poll(() => asked(host.app)).toEqual(['The window of Patchbay has crashed.']);
    const shown = () =>
      host.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          "[...document.querySelectorAll('[data-testid=layer-size]')].map((size) => size.textContent).join()",
        ),
      );
    await expect.poll(shown, { timeout: 30_000 }).toBe('28×28×1,26×26×16');
    await host.close();
  });

  it('opens the documents of its command line', async () => {
    if (!desktop) return;
    const home = await homeFolder();
    const file = join(home, 'with a space.patchbay.json');
    await copyFile('presets/table2-baseline.patchbay.json', file);
    const host = await startDesktop(desktop, [file], home);
    const { sizes, page, errors } = await host.open();
    await expect.poll(sizes).toEqual(SIZES);
    expect(await page.title()).toBe('Table 2, baseline — Patchbay');
    expect(await host.app.evaluate(({ app }) => app.isReady())).toBe(true);
    expect(errors).toEqual([]);
    await host.close();
  });

  it('opens what the system asks it to, and says why where it cannot', async () => {
    if (!desktop) return;
    const host = await startDesktop(desktop, []);
    const { sizes, page, errors } = await host.open();
    const file = join(host.home, 'dropped.patchbay.json');
    await copyFile('presets/table2-baseline.patchbay.json', file);
    // macOS sends this event for a file that is dropped on the app's icon, or opened with the app.
    const ask = (asked: string) =>
      host.app.evaluate(({ app }, path) => {
        let prevented = false;
        const preventDefault = () => {
          prevented = true;
        };
        app.emit('open-file', { preventDefault }, path);
        return prevented;
      }, asked);
    expect(await ask(file)).toBe(true);
    await expect.poll(sizes).toEqual(SIZES);
    await ask(join(host.home, 'gone.patchbay.json'));
    await page.getByText('The file gone.patchbay.json does not exist.').waitFor();
    await expect.poll(sizes).toEqual(SIZES);
    expect(errors).toEqual([]);
    await host.close();
  });
});

describe('the first launch', { timeout: 180_000, tags: THOROUGH, ...hosted('standin', 'electron') }, () => {
  let app: ElectronApplication;
  let home: string;
  let dialog: Locator;
  const cache = () => join(home, 'cache', 'patchbay', 'fashion-mnist');

  beforeEach(async () => {
    if (!desktop) return;
    home = await homeFolder({ first: true });
    // A machine on which nothing is set up yet.
    const empty = { XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_DIRS: join(home, 'share'), KERAS_HOME: join(home, 'keras') };
    app = await launchDesktop(desktop, [resolve('.')], home, undefined, empty);
    dialog = (await app.firstWindow()).getByRole('dialog', { name: 'Engines and data' });
    await dialog.getByText('WebAssembly', { exact: false }).first().waitFor({ timeout: 60_000 });
  }, 180_000);

  afterEach(async () => {
    if (app) await desktopOf(app, home).close();
  });

  it('shows which engines and data there are, with their size, and can be skipped', async () => {
    await dialog.getByText('Not installed').first().waitFor();
    await dialog.getByRole('button', { name: 'Skip for now' }).click();
    await expect.poll(() => readFile(join(home, 'setup-seen'), 'utf8').catch(() => undefined)).toBe('');
  });

  it('takes the files that a person has where they are what they should be, and says what is wrong with others', async () => {
    const page = await app.firstWindow();
    const choose = async (files: readonly string[]) => {
      const chooser = page.waitForEvent('filechooser');
      await dialog.getByRole('button', { name: 'I have the files…' }).click();
      await (await chooser).setFiles([...files]);
    };
    const others = NAMES.map((name) => join(home, name));
    for (const file of others) await writeFile(file, 'not Fashion-MNIST');
    await choose(others.slice(1));
    await page.getByText('train-images is missing').waitFor();
    await choose(others);
    await dialog.getByRole('alert').getByText('train-images-idx3-ubyte').waitFor({ timeout: 30_000 });
    expect(await readdir(cache()).catch(() => [])).toEqual([]);
    // The log does not keep the same report twice.
    await expect.poll(() => readdir(join(home, 'given')).catch(() => 'gone')).toBe('gone');

    const real = await realFashionMnist();
    if (!real) return;
    await choose([...real.values()]);
    await dialog
      .getByText('Fashion-MNIST is ready.')
      .or(page.getByText('Fashion-MNIST is ready.'))
      .first()
      .waitFor({ timeout: 60_000 });
    expect((await readdir(cache())).sort()).toEqual(NAMES.map((name) => `${name}.gz`).sort());
    await dialog.getByText(cache(), { exact: false }).waitFor();
  });
});

/** The four files of Fashion-MNIST. */
const NAMES = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'] as const;

/** The command that starts the runtime of an app. */
async function runtimeOf(app: ElectronApplication) {
  const [command = '', ...args] = app.process().spawnargs;
  const at = args.findIndex((word) => word === resolve('.') || word === `${resolve('.')}/`);
  const own = args.slice(0, at).filter((word) => word === '--no-sandbox');
  return { executablePath: { command, args: own } };
}
