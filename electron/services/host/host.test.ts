import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyDocument, LIMITS } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import { connect, type Host } from '../../../shared/host/client';
import { HostError } from '../../../shared/host/errors';
import type { Transport } from '../../../shared/host/rpc/transport';
import { rejection } from '../../../shared/i18n/testing';
import type { Dialogs } from './files';
import { type HostServices, startHost } from './host';

/** Tests of the services through a page's API, on a temporary data folder. */

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), 'patchbay-host-'));
const before = process.env['PATCHBAY_HOME'];
let folder = root;
let home = root;
let count = 0;
const at = (...names: readonly string[]) => path.join(folder, ...names);

beforeEach(() => {
  folder = path.join(root, String(count++));
  home = at('home');
  mkdirSync(folder);
  process.env['PATCHBAY_HOME'] = home;
});
afterEach(async () => {
  for (const close of opened.splice(0)) close();
  for (const host of hosts.splice(0)) await host.close();
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

const opened: (() => void)[] = [];
const hosts: HostServices[] = [];
const reported: unknown[] = [];

async function start(options: { dialogs?: Dialogs; opened?: readonly string[]; presets?: string } = {}): Promise<HostServices> {
  const host = await startHost({
    host: 'served',
    version: '1.2.3',
    presets: path.join(REPOSITORY, 'presets'),
    report: (error) => reported.push(error),
    ...options,
  });
  hosts.push(host);
  return host;
}

/** A page of a host. */
function page(host: HostServices): { readonly call: Host['call']; readonly on: Host['on']; close(): void } {
  const [toPage, toHost, closing]: [((message: unknown) => void)[], ((message: unknown) => void)[], (() => void)[]] = [
    [],
    [],
    [],
  ];
  const end = (to: typeof toPage, from: typeof toPage): Transport => ({
    post: (message) => {
      for (const listener of to) listener(JSON.parse(JSON.stringify(message)));
    },
    onMessage: (listener) => void from.push(listener),
    onClose: (listener) => void closing.push(listener),
  });
  host.connect(end(toPage, toHost));
  const { call, on } = connect(end(toHost, toPage));
  const close = () => {
    for (const listener of closing.splice(0)) listener();
  };
  opened.push(close);
  return { call, on, close };
}

/** A page that has greeted the host. */
async function greeted(host: HostServices, window: string) {
  const made = page(host);
  await made.call('app.hello', { window });
  return made;
}

const errorOf = (work: Promise<unknown>) => rejection(work, HostError);
const codeOf = async (work: Promise<unknown>) => (await errorOf(work)).code;

const text = serializeDocument(emptyDocument('Net'));
const other = serializeDocument(emptyDocument('Other'));
const [A, B, C] = ['window-a', 'window-b', 'window-c'];

/** The handle of a file that was dropped into the page. */
const handleOf = (host: HostServices, file: string): string => host.adopt(file).handle;

describe('greeting', () => {
  test('gives the host, and the documents of the command line to one window once', async () => {
    writeFileSync(at('net.patchbay.json'), text);
    const host = await start({ opened: [at('net.patchbay.json')] });
    const hello = await page(host).call('app.hello', { window: A });
    expect(hello).toMatchObject({ version: '1.2.3', host: 'served', platform: process.platform, nativeDialogs: false });
    expect(hello.opened).toEqual([{ handle: expect.any(String), name: 'net.patchbay.json', folder: path.basename(folder) }]);
    expect((await page(host).call('app.hello', { window: B })).opened).toEqual([]);
    // The page receives no path.
    expect(JSON.stringify(hello)).not.toContain(folder);
  });

  test('later documents are opened in the newest window, or wait for one', async () => {
    const host = await start();
    const first = await greeted(host, A);
    const second = await greeted(host, B);
    const heard: string[] = [];
    first.on('files.opened', ({ files }) => heard.push(...files.map(({ name }) => `first ${name}`)));
    second.on('files.opened', ({ files }) => heard.push(...files.map(({ name }) => `second ${name}`)));
    host.open([at('a.json')]);
    second.close();
    host.open([at('b.json')]);
    first.close();
    host.open([at('c.json')]);
    expect(heard).toEqual(['second a.json', 'first b.json']);
    expect((await page(host).call('app.hello', { window: C })).opened.map(({ name }) => name)).toEqual(['c.json']);
  });
});

describe('files', () => {
  test('are read and saved by their handles', async () => {
    writeFileSync(at('net.json'), text);
    const host = await start();
    const handle = handleOf(host, at('net.json'));
    const { call } = page(host);
    const read = await call('files.read', { handle });
    expect(read.text).toBe(text);
    const saved = await call('files.save', { handle, text: other, expected: read.sha256 });
    expect(readFileSync(at('net.json'), 'utf8')).toBe(other);
    expect((await call('files.read', { handle })).sha256).toBe(saved.sha256);
    expect(saved.sha256).not.toBe(read.sha256);
  });

  test('changed by another program are not overwritten without force', async () => {
    writeFileSync(at('net.json'), text);
    const host = await start();
    const handle = handleOf(host, at('net.json'));
    const { call } = page(host);
    const { sha256: expected } = await call('files.read', { handle });
    writeFileSync(at('net.json'), 'theirs');
    const refused = await errorOf(call('files.save', { handle, text: other, expected }));
    expect(refused.code).toBe('changedOnDisk');
    expect(refused.text.es).toContain('net.json');
    expect(readFileSync(at('net.json'), 'utf8')).toBe('theirs');
    // Not even if the file is no longer text.
    writeFileSync(at('net.json'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await codeOf(call('files.save', { handle, text: other, expected }))).toBe('changedOnDisk');
    await call('files.save', { handle, text: other, expected, force: true });
    expect(readFileSync(at('net.json'), 'utf8')).toBe(other);
    // A deleted file has nothing to lose.
    rmSync(at('net.json'));
    await call('files.save', { handle, text, expected });
    expect(readFileSync(at('net.json'), 'utf8')).toBe(text);
  });

  test('of two saves at once, one succeeds and the other fails', async () => {
    writeFileSync(at('net.json'), text);
    const host = await start();
    const handle = handleOf(host, at('net.json'));
    const { call } = page(host);
    const { sha256: expected } = await call('files.read', { handle });
    const results = await Promise.allSettled([
      call('files.save', { handle, text: other, expected }),
      call('files.save', { handle, text: `${other} `, expected }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(readFileSync(at('net.json'), 'utf8')).toBe(other);
  });

  test('cannot be named by a path, and errors contain no folder', async () => {
    writeFileSync(at('net.json'), text);
    const host = await start();
    const { call } = page(host);
    expect(await codeOf(call('files.read', { handle: at('net.json').slice(-60) }))).toBe('unknownFile');
    expect(await codeOf(call('files.save', { handle: '../net.json', text }))).toBe('unknownFile');
    const missing = await errorOf(call('files.read', { handle: handleOf(host, at('missing.json')) }));
    expect(missing.code).toBe('notFound');
    expect(missing.text.en).toBe('The file missing.json does not exist.');
    expect(await codeOf(call('files.read', { handle: handleOf(host, folder) }))).toBe('folder');
    writeFileSync(at('large.json'), Buffer.alloc(LIMITS.bytes + 1, ' '));
    expect(await codeOf(call('files.read', { handle: handleOf(host, at('large.json')) }))).toBe('tooLarge');
  });

  test('are chosen with the system dialogs, if there are any', async () => {
    const { call } = page(await start());
    expect(await codeOf(call('files.open', {}))).toBe('noDialogs');
    expect(await codeOf(call('files.saveAs', { suggestedName: 'a', kind: 'svg', data: { text: '' } }))).toBe('noDialogs');

    writeFileSync(at('net.json'), text);
    let place: string | undefined = at('picture.png');
    const dialogs: Dialogs = { open: async () => [at('net.json')], saveAs: async () => place };
    const native = page(await start({ dialogs }));
    const [ref] = await native.call('files.open', {});
    expect(ref?.name).toBe('net.json');
    const picture = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
    const data = { base64: picture.toString('base64') };
    const saved = await native.call('files.saveAs', { suggestedName: 'net', kind: 'png', data });
    expect(saved?.file.name).toBe('picture.png');
    expect(readFileSync(at('picture.png'))).toEqual(picture);
    place = undefined;
    expect(await native.call('files.saveAs', { suggestedName: 'net', kind: 'png', data })).toBeNull();
    expect(await codeOf(native.call('files.saveAs', { suggestedName: 'x', kind: 'png', data: { base64: '!' } }))).toBe(
      'badInput',
    );
  });
});

describe('recent documents', () => {
  const names = async (host: HostServices) => (await page(host).call('recent.list', {})).map(({ name }) => name);

  test('are the last opened and saved ones, across hosts', async () => {
    for (const name of ['a.json', 'b.json']) writeFileSync(at(name), text);
    const host = await start();
    const [a, b] = [handleOf(host, at('a.json')), handleOf(host, at('b.json'))];
    const { call } = page(host);
    await call('files.read', { handle: a });
    await call('files.read', { handle: b });
    await call('files.save', { handle: a, text: other });
    expect(await names(host)).toEqual(['a.json', 'b.json']);
    const later = await start();
    expect(await names(later)).toEqual(['a.json', 'b.json']);
    rmSync(at('a.json'));
    const list = await page(later).call('recent.list', {});
    expect(list.map(({ name, missing }) => [name, missing])).toEqual([
      ['a.json', true],
      ['b.json', false],
    ]);
    await page(later).call('recent.remove', { handle: list[0]?.handle ?? '' });
    expect(await names(later)).toEqual(['b.json']);
    await page(later).call('recent.clear', {});
    expect(await names(host)).toEqual([]);
  });

  test('are twenty at most', async () => {
    const host = await start();
    const { call } = page(host);
    for (let number = 0; number < 25; number++) {
      writeFileSync(at(`${number}.json`), text);
      await call('files.read', { handle: handleOf(host, at(`${number}.json`)) });
    }
    expect(await names(host)).toEqual(Array.from({ length: 20 }, (_, index) => `${24 - index}.json`));
  });

  test('a damaged list is replaced', async () => {
    const host = await start();
    writeFileSync(path.join(home, 'recent.json'), '{"files": [{"path": 7}]');
    expect(await names(host)).toEqual([]);
    writeFileSync(at('a.json'), text);
    await page(host).call('files.read', { handle: handleOf(host, at('a.json')) });
    expect(await names(host)).toEqual(['a.json']);
  });
});

describe('presets', () => {
  test("that come with Patchbay are followed by the user's own", async () => {
    const { call } = page(await start());
    const shipped = await call('presets.list', {});
    expect(shipped).toHaveLength(
      readdirSync(path.join(REPOSITORY, 'presets')).filter((name) => name.endsWith('.patchbay.json')).length,
    );
    expect(shipped.every((preset) => !preset.own && 'text' in preset)).toBe(true);
    const { id } = await call('presets.save', { name: 'Mi número: 3', text });
    expect(existsSync(path.join(home, 'presets', 'mi-numero-3.patchbay.json'))).toBe(true);
    expect((await call('presets.list', {})).at(-1)).toMatchObject({ id, name: 'Mi número: 3', own: true });
  });

  test('of one name are separate, and one can be replaced, removed and saved again', async () => {
    const { call } = page(await start());
    const first = await call('presets.save', { name: 'Net', text });
    const second = await call('presets.save', { name: 'net!', text: other });
    expect(second.id).not.toBe(first.id);
    expect(await call('presets.save', { name: 'Better', text: other, replace: first.id })).toEqual(first);
    const { text: removed } = await call('presets.remove', { id: first.id });
    expect(removed).toContain('"Better"');
    expect((await call('presets.list', {})).filter(({ own }) => own).map(({ id }) => id)).toEqual([second.id]);
    const again = await call('presets.save', { name: 'Better', text: removed ?? '' });
    expect((await call('presets.list', {})).map(({ id }) => id)).toContain(again.id);
  });

  test('two saved at once are both kept', async () => {
    const { call } = page(await start());
    const made = await Promise.all([1, 2, 3, 4].map(() => call('presets.save', { name: 'Net', text })));
    expect(new Set(made.map(({ id }) => id)).size).toBe(4);
  });

  test('an invalid file is listed with its error', async () => {
    mkdirSync(path.join(home, 'presets'), { recursive: true });
    writeFileSync(path.join(home, 'presets', 'bad.patchbay.json'), '{"format": "patchbay"');
    writeFileSync(path.join(home, 'presets', 'bytes.patchbay.json'), Buffer.from([0xff]));
    writeFileSync(path.join(home, 'presets', 'good.patchbay.json'), text);
    const { call } = page(await start());
    const own = (await call('presets.list', {})).filter((preset) => preset.own);
    expect(own.map((preset) => [preset.id, 'issue' in preset ? preset.issue.en : 'fine'])).toEqual([
      ['own/bad', expect.stringContaining('not JSON')],
      ['own/bytes', expect.stringContaining('bytes.patchbay.json is not text')],
      ['own/good', 'fine'],
    ]);
    expect(await call('presets.remove', { id: 'own/bytes' })).toEqual({ text: null });
  });

  test.each(['../net', 'own/../../net', 'table2-baseline', 'own/', '/etc/passwd', 'own/net.patchbay.json'])(
    'there is none of the own ones called %s',
    async (id) => {
      writeFileSync(at('net.patchbay.json'), text);
      const { call } = page(await start());
      await call('presets.save', { name: 'net', text });
      expect(await codeOf(call('presets.remove', { id }))).toBe('noPreset');
      expect(await codeOf(call('presets.save', { name: 'x', text, replace: id }))).toBe('noPreset');
      expect(existsSync(at('net.patchbay.json'))).toBe(true);
    },
  );

  test('a name cannot lead out of their folder, and an invalid document is refused', async () => {
    const { call } = page(await start());
    for (const name of ['../../evil', '/etc/evil', '..', 'a\0b', '名前']) await call('presets.save', { name, text });
    expect(readdirSync(home)).toEqual(['presets']);
    expect(readdirSync(path.join(home, 'presets')).sort()).toEqual([
      'a-b.patchbay.json',
      'etc-evil.patchbay.json',
      'evil.patchbay.json',
      'preset-2.patchbay.json',
      'preset.patchbay.json',
    ]);
    const refused = await errorOf(call('presets.save', { name: 'x', text: '{"format":"patchbay"}' }));
    expect(refused.code).toBe('notADocument');
    expect(refused.text.en).toContain('version');
  });
});

describe('recovery', () => {
  const keep = (window: string, key: string, more: { text?: string; saved?: string | null; file?: string | null } = {}) => ({
    window,
    key,
    name: `doc ${key}`,
    saved: text,
    text: other,
    file: null,
    ...more,
  });
  const keysFor = async (host: HostServices, window: string) =>
    (await (await greeted(host, window)).call('recovery.list', { window })).map(({ key }) => key);

  test('offers the work of a closed window to another one, and that of an open window to none', async () => {
    const host = await start();
    const first = await greeted(host, A);
    await first.call('recovery.keep', keep(A, '1'));
    const second = await greeted(host, B);
    expect(await second.call('recovery.list', { window: B })).toEqual([]);
    first.close();
    expect(await second.call('recovery.list', { window: B })).toEqual([
      { window: A, key: '1', name: 'doc 1', at: expect.any(Number), saved: text, text: other, left: false, file: null },
    ]);
    await second.call('recovery.discard', { window: A, key: '1' });
    expect(await second.call('recovery.list', { window: B })).toEqual([]);
  });

  test('offers a reloaded page its earlier copies', async () => {
    const host = await start();
    const first = await greeted(host, A);
    await first.call('recovery.keep', keep(A, '1'));
    expect(await first.call('recovery.list', { window: A })).toEqual([]);
    await first.call('recovery.leave', { window: A });
    // The new page may connect before the old channel is closed.
    const again = await greeted(host, A);
    first.close();
    const list = await again.call('recovery.list', { window: A });
    expect(list.map(({ key, left }) => [key, left])).toEqual([['1', true]]);
    await again.call('recovery.keep', keep(A, '1', { text: `${other} ` }));
    expect(await again.call('recovery.list', { window: A })).toEqual([]);
    // And no other window.
    expect(await keysFor(host, B)).toEqual([]);
  });

  test('offers no copy that equals its file', async () => {
    const host = await start();
    const first = await greeted(host, A);
    await first.call('recovery.keep', keep(A, 'same', { text }));
    await first.call('recovery.keep', keep(A, 'saved'));
    await first.call('recovery.drop', { window: A, key: 'saved' });
    await first.call('recovery.keep', keep(A, 'new', { saved: null }));
    first.close();
    expect(await keysFor(host, B)).toEqual(['new']);
  });

  test('remembers the file', async () => {
    writeFileSync(at('net.json'), text);
    const host = await start();
    const handle = handleOf(host, at('net.json'));
    const first = await greeted(host, A);
    await first.call('recovery.keep', keep(A, '1', { file: handle }));
    first.close();
    await host.close();
    const later = await start();
    const second = await greeted(later, B);
    const [copy] = await second.call('recovery.list', { window: B });
    expect(copy?.file).toMatchObject({ name: 'net.json' });
    expect((await second.call('files.read', { handle: copy?.file?.handle ?? '' })).text).toBe(text);
  });

  test('rejects calls on behalf of another window, or before greeting', async () => {
    const host = await start();
    await (await greeted(host, A)).call('recovery.keep', keep(A, '1'));
    const stranger = page(host);
    expect(await codeOf(stranger.call('recovery.list', { window: A }))).toBe('notGreeted');
    expect(await codeOf(stranger.call('recovery.discard', { window: A, key: '1' }))).toBe('notGreeted');
    const second = await greeted(host, B);
    expect(await codeOf(second.call('recovery.keep', keep(A, '1')))).toBe('notGreeted');
    expect(await codeOf(second.call('recovery.drop', { window: A, key: '1' }))).toBe('notGreeted');
    expect(await codeOf(second.call('recovery.leave', { window: A }))).toBe('notGreeted');
    expect(await codeOf(second.call('app.hello', { window: A }))).toBe('notGreeted');
    await second.call('recovery.discard', { window: A, key: '1' });
    expect(copies()).toHaveLength(1);
  });

  const copies = () => readdirSync(path.join(home, 'recovery')).filter((name) => name.endsWith('.json'));

  test('skips damaged copies, and deletes those older than a month', async () => {
    const host = await start();
    const first = await greeted(host, A);
    await first.call('recovery.keep', keep(A, 'old'));
    await first.call('recovery.keep', keep(A, 'damaged'));
    first.close();
    const [one = '', two = ''] = copies();
    const isOld = readFileSync(path.join(home, 'recovery', one), 'utf8').includes('doc old');
    const [old, damaged] = isOld ? [one, two] : [two, one];
    writeFileSync(path.join(home, 'recovery', damaged), '{"format":"patchbay-recovery","te');
    expect(await keysFor(host, B)).toEqual(['old']);
    const then = new Date(Date.now() - 31 * 24 * 3_600_000);
    utimesSync(path.join(home, 'recovery', old), then, then);
    await host.close();
    await start();
    expect(copies()).toEqual([damaged]);
  });

  test('bounds the copies, and deletes those of closed windows first', async () => {
    const host = await start();
    const first = await greeted(host, A);
    for (let number = 0; number < 150; number++)
      await first.call('recovery.keep', keep(A, `a${number}`, { saved: '', text: 'a' }));
    first.close();
    const second = await greeted(host, B);
    for (let number = 0; number < 200; number++)
      await second.call('recovery.keep', keep(B, `b${number}`, { saved: '', text: 'b' }));
    expect(copies()).toHaveLength(200);
    expect(await codeOf(second.call('recovery.keep', keep(B, 'b200')))).toBe('tooMuchKept');
    await second.call('recovery.keep', keep(B, 'b7'));
  });

  test('is readable only by its owner', async () => {
    const host = await start();
    await (await greeted(host, A)).call('recovery.keep', keep(A, '1'));
    if (process.platform !== 'win32') expect(statSync(path.join(home, 'recovery')).mode & 0o077).toBe(0);
  });

  describe('across processes', () => {
    const children: ChildProcess[] = [];
    afterEach(() => {
      for (const child of children.splice(0)) child.kill('SIGKILL');
    });

    /** A host in another process, with a window that has unsaved work. */
    async function startOther(window: string): Promise<ChildProcess> {
      const script = at('other.ts');
      const services = JSON.stringify(path.join(REPOSITORY, 'electron/services/host/host.ts'));
      writeFileSync(
        script,
        `import { startHost } from ${services};
        const host = await startHost({ host: 'served', version: '1', presets: '', report: console.error });
        let receive;
        host.connect({
          post: (reply) => { if (reply.id === 1) console.log('kept'); },
          onMessage: (listener) => { receive = listener; },
          onClose: () => {},
        });
        receive({ id: 0, call: 'app.hello', input: { window: '${window}' } });
        receive({ id: 1, call: 'recovery.keep', input: ${JSON.stringify(keep(window, 'theirs'))} });
        setInterval(() => {}, 1_000);`,
      );
      writeFileSync(at('package.json'), '{"type": "module"}');
      const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
        env: { ...process.env, PATCHBAY_HOME: home },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      children.push(child);
      await new Promise<void>((resolve, reject) => {
        child.stdout?.once('data', () => resolve());
        child.once('exit', (code) => reject(new Error(`the other host ended with ${code}`)));
      });
      return child;
    }

    test('offers the work of a killed process, and not of a running one', async () => {
      const child = await startOther(A);
      const host = await start();
      expect(await keysFor(host, B)).toEqual([]);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      expect(await keysFor(host, C)).toEqual(['theirs']);
    });

    // The start time of a process is not known on Windows.
    test.skipIf(process.platform === 'win32')(
      'a later process with the same pid is not mistaken for the one that ended',
      async () => {
        const child = await startOther(A);
        const host = await start();
        const folderOfLocks = path.join(home, 'recovery', 'windows');
        const lock = readdirSync(folderOfLocks).find((name) => name.endsWith('.lock')) ?? '';
        const content = readFileSync(path.join(folderOfLocks, lock), 'utf8');
        expect(content).toContain(`"pid":${child.pid}`);
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
        // As if the system had given its pid to this process, which has another start time.
        writeFileSync(path.join(folderOfLocks, lock), content.replace(`"pid":${child.pid}`, `"pid":${process.pid}`));
        expect(await keysFor(host, B)).toEqual(['theirs']);
        expect(readdirSync(folderOfLocks)).not.toContain(lock);
      },
    );

    test('offers the work of windows of an earlier version, unless its process runs', async () => {
      const child = await startOther(A);
      const folderOfLists = path.join(home, 'recovery', 'windows');
      const list = readdirSync(folderOfLists).find((name) => name.endsWith('.json')) ?? '';
      rmSync(path.join(folderOfLists, list.replace('.json', '.lock')));
      const earlier = (began: string | null) =>
        writeFileSync(
          path.join(folderOfLists, list),
          JSON.stringify({ process: { pid: child.pid, began, at: Date.now() }, windows: [A] }),
        );
      const host = await start();
      if (process.platform === 'linux') {
        earlier(readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? null);
        expect(await keysFor(host, B)).toEqual([]);
      }
      earlier('1');
      expect(await keysFor(host, C)).toEqual(['theirs']);
    });
  });
});

test('no unexpected error was reported', () => {
  expect(reported).toEqual([]);
});
