import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../../.ci/tallies';
import { needs } from '../../../../e2e/support/needs';
import { run } from '../../system/run';
import type { Surroundings } from '../../system/surroundings';
import { FASHION_MNIST } from '../sources/fashion-mnist';
import { DataError } from '../support/error';
import { controlOf, debOf, type Member } from './apt/testing';
import { readSearch } from './last-search';
import { type ObtainOptions, obtainFiles } from './obtain';
import type { RemoteDataset } from './remote-dataset';

const IMAGES = randomBytes(3_000);
const LABELS = Buffer.from('labels');
const FOLDER = 'usr/share/datasets/tiny';

const fileOf = (name: string, content: Uint8Array) => ({
  name,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** A data set of two files that is nowhere but in a package. */
const TINY: RemoteDataset = {
  id: 'tiny',
  label: 'Tiny',
  files: [fileOf('images', IMAGES), fileOf('labels', LABELS)],
  download: 1_000,
  places: () => [],
  addresses: ['http://127.0.0.1:9/'],
  debian: { package: 'dataset-tiny', folder: FOLDER },
};

const MEMBERS: readonly Member[] = [
  { path: './usr/', type: '5' },
  { path: `./${FOLDER}/images.gz`, content: gzipSync(IMAGES) },
  { path: `./${FOLDER}/labels`, content: LABELS },
];

let root = '';
let server: Server | undefined;
let asked: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'patchbay-apt-'));
  asked = [];
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(root, { recursive: true, force: true });
});

const cache = () => path.join(root, 'home ñ', '.cache', 'patchbay');

/** A machine with the system's apt, whose sources and folders are those of the test. */
function machine(env: Surroundings['env'] = {}): Surroundings {
  const apt = { PATH: process.env['PATH'], APT_CONFIG: path.join(root, 'apt.conf') };
  return { env: { ...apt, ...env }, platform: 'linux', home: path.join(root, 'home ñ'), cwd: root };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface Repository {
  /** The package's file, and another one to be listed in its place. */
  readonly deb?: Buffer;
  readonly listed?: Buffer;
  /** In place of the package. */
  readonly answer?: Answer;
  readonly options?: string;
  readonly name?: string;
}

/** Starts a server that has a package in a repository, and lets apt's configuration name it as its only source. */
async function serve({
  deb = debOf('dataset-tiny', MEMBERS),
  listed = deb,
  answer,
  options,
  name,
}: Repository = {}): Promise<void> {
  const sum = createHash('sha256').update(listed).digest('hex');
  const list = `${controlOf(name ?? 'dataset-tiny')}Filename: ./tiny.deb\nSize: ${listed.length}\nSHA256: ${sum}\n`;
  const release = `Suite: tiny\nSHA256:\n ${createHash('sha256').update(list).digest('hex')} ${list.length} Packages\n`;
  const listening = createServer((request, response) => {
    const file = path.basename(request.url ?? '');
    asked.push(file);
    if (file === 'tiny.deb' && answer) answer(request, response);
    else if (file === 'tiny.deb') response.end(deb);
    else if (file === 'Packages') response.end(list);
    else if (file === 'Release') response.end(release);
    else response.writeHead(404).end();
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  await configure(`deb [${options ?? 'trusted=yes'}] http://127.0.0.1:${address.port}/ ./\n`);
}

async function configure(sources: string, more = ''): Promise<void> {
  const file = path.join(root, 'sources.list');
  await writeFile(file, sources);
  const settings = [
    `Dir::Etc::sourcelist "${file}";`,
    'Dir::Etc::sourceparts "/dev/null";',
    'Acquire::http::Proxy::127.0.0.1 "DIRECT";',
  ];
  await writeFile(path.join(root, 'apt.conf'), `${settings.join('\n')}\n${more}`);
}

const obtain = (options: ObtainOptions = {}) => obtainFiles(TINY, { where: machine(), ...options });

/** The line about apt of an error that says that the data set could not be had. */
async function failure(options: ObtainOptions = {}): Promise<string> {
  const error = await obtain(options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataError) || error.code !== 'noDataset') throw new Error('not the expected end', { cause: error });
  const [, here, download, apt = '', ...others] = error.message.split('\n');
  expect(here).toBe('On this machine: not in any of the 1 folders that are searched.');
  expect(download).toMatch(/^Download: 127\.0\.0\.1:9: not reached \(\w+\)\.$/);
  expect(others).toEqual([expect.stringMatching(/^Do one of these: /)]);
  expect(error.text.es).not.toMatch(/[{}]|undefined|\[object/);
  // Nothing is left, and what was tried can be read later.
  expect(await readdir(cache())).toEqual(['tiny.search.json']);
  expect((await readSearch('tiny', machine()))?.tried.map(({ en }) => en)).toEqual([here, download, apt]);
  return apt;
}

/** The processes whose command line or environment names the test's folder. */
async function processes(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(root)) found.push(line.replaceAll('\0', ' '));
  }
  return found;
}

// The system's own apt, with sources that a server of the test has. Only the last test downloads from elsewhere.
describe('a data set of which apt has a package', needs('apt'), () => {
  it('is taken from the package, kept in the cache and found there, and says how it came', async () => {
    await serve();
    const told = new Map<string, number>();
    const first = await obtain({ onProgress: ({ file, done }) => told.set(file, done) });
    expect(Buffer.compare(first.contents.get('images') ?? Buffer.alloc(0), IMAGES)).toBe(0);
    expect(Buffer.from(first.contents.get('labels') ?? []).toString()).toBe('labels');
    const folder = path.join(cache(), 'tiny');
    expect(first.source).toEqual({
      en: `Tiny from ${folder} (Debian’s package dataset-tiny, through apt)`,
      es: `Tiny de ${folder} (paquete dataset-tiny de Debian, mediante apt)`,
    });
    expect(first.notes.map(({ en }) => en.split(':')[0])).toEqual(['On this machine', 'Download']);
    expect([...told.keys()]).toEqual(['labels.gz', 'apt-get update', 'apt-get download dataset-tiny']);
    expect((await readdir(cache())).toSorted()).toEqual(['tiny', 'tiny.search.json']);
    expect((await readdir(folder)).toSorted()).toEqual(['images.gz', 'labels']);
    expect(await readSearch('tiny', machine())).toMatchObject({ got: { en: 'Debian’s package dataset-tiny, through apt' } });

    asked = [];
    const second = await obtain();
    expect(second.source.en).toBe(`Tiny from ${folder}`);
    expect(asked).toEqual([]);
  });

  it('takes from the package only what the cache lacks', async () => {
    await serve({ deb: debOf('dataset-tiny', MEMBERS.slice(0, 2)) });
    await mkdir(path.join(cache(), 'tiny'), { recursive: true });
    await writeFile(path.join(cache(), 'tiny', 'labels'), LABELS);
    expect((await obtain()).contents.size).toBe(2);
  });

  it('runs no hook of apt, and writes nowhere but in the cache', async () => {
    await serve();
    const hooks = ['Pre-Invoke', 'Post-Invoke', 'Post-Invoke-Success', 'Post-Invoke-Stats'];
    const mark = path.join(root, 'mark');
    const source = await readFile(path.join(root, 'sources.list'), 'utf8');
    await configure(source, hooks.map((name) => `APT::Update::${name} {"touch ${mark}";};\n`).join(''));
    const before = (await readdir(root)).toSorted();
    await obtain();
    expect(existsSync(mark)).toBe(false);
    expect((await readdir(root)).toSorted()).toEqual([...before, 'home ñ'].toSorted());
    // The same hooks run where they are not cleared.
    const folders = [
      ['Dir::State::Lists', 'lists'],
      ['Dir::Cache', 'cache'],
    ] as const;
    for (const [, name] of folders) await mkdir(path.join(root, name, 'partial'), { recursive: true });
    const settings = folders.flatMap(([setting, name]) => ['-o', `${setting}=${path.join(root, name)}`]);
    const options = { env: machine().env, stalledAfter: 60_000 };
    await run('apt-get', ['update', '-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=root', ...settings], options);
    expect(existsSync(mark)).toBe(true);
  });

  it('is not taken from a source that is not signed', async () => {
    await serve({ options: 'trusted=no' });
    expect(await failure()).toMatch(/^Through apt: apt could not verify the signature of a source\./);
    expect(asked).not.toContain('tiny.deb');
  });

  it('is not taken from a package that is damaged, or is not the one that the source lists', async () => {
    await serve({ deb: randomBytes(4_000) });
    expect(await failure()).toMatch(/^Through apt: The package dataset-tiny is damaged/);
    server?.close();
    const deb = debOf('dataset-tiny', MEMBERS);
    await serve({ deb: deb.subarray(0, deb.length - 800) });
    expect(await failure()).toMatch(/^Through apt: The package dataset-tiny is damaged/);
    server?.close();
    const changed = Buffer.from(deb);
    changed[changed.length - 100] = (changed.at(-100) ?? 0) ^ 1;
    await serve({ deb: changed, listed: deb });
    expect(await failure()).toMatch(/^Through apt: The checksum of a file that apt downloaded is wrong\./);
  });

  it('is not made of other files than it should have', async () => {
    const [folder, images] = MEMBERS;
    if (!folder || !images) throw new Error('no members');
    const wrong = { path: `./${FOLDER}/labels`, content: 'Labels' };
    await serve({ deb: debOf('dataset-tiny', [folder, images, wrong]) });
    expect(await failureOf('labels')).toMatch(/^Through apt: dataset-tiny: labels is not the file of that name: the SHA-256/);
    server?.close();
    await serve({ deb: debOf('dataset-tiny', [folder, images]) });
    expect(await failureOf('labels')).toMatch(/^Through apt: The package dataset-tiny does not contain labels\./);
    server?.close();
    const climbing = [`./${FOLDER}/../../../../labels`, '../labels', '/tmp/labels'].map((name) => ({
      path: name,
      content: LABELS,
    }));
    const link = { path: `./${FOLDER}/labels`, type: '2', link: '/etc/passwd' };
    await serve({ deb: debOf('dataset-tiny', [...climbing, link, images]) });
    expect(await failureOf('labels')).toMatch(/^Through apt: The package dataset-tiny does not contain labels\./);
    expect((await readdir(root)).toSorted()).toEqual(['apt.conf', 'home ñ', 'sources.list']);
    server?.close();
    const bomb = { path: `./${FOLDER}/labels.gz`, content: Buffer.alloc(50_000_000) };
    await serve({ deb: debOf('dataset-tiny', [bomb, images]) });
    expect(await failure()).toMatch(
      /^Through apt: The package dataset-tiny is not the expected one: .*labels\.gz has more than 1030 bytes\./,
    );
    server?.close();
    const unpacked = { path: `./${FOLDER}/labels.gz`, content: gzipSync(Buffer.alloc(100_000)) };
    await serve({ deb: debOf('dataset-tiny', [unpacked, images]) });
    expect(await failureOf('labels')).toMatch(
      /^Through apt: dataset-tiny: labels is not the file of that name: .*more than the 6 bytes/,
    );
  });

  /** The same; the other file may have been taken before, and is removed for the next attempt. */
  async function failureOf(name: string): Promise<string> {
    const error = await obtain().catch((thrown: unknown) => thrown);
    if (!(error instanceof DataError)) throw new Error('no DataError', { cause: error });
    expect(await readdir(path.join(cache(), 'tiny')).catch(() => [])).not.toContain(name);
    await rm(cache(), { recursive: true });
    return error.message.split('\n').find((line) => line.startsWith('Through apt: ')) ?? error.message;
  }

  it('gives the reason why apt fails', async () => {
    await serve({ name: 'another' });
    expect(await failure()).toMatch(/^Through apt: No source of apt has the package dataset-tiny\./);
    server?.close();
    await serve({ answer: (_, response) => response.writeHead(404).end() });
    expect(await failure()).toMatch(/^Through apt: A server of apt answered with status 404\./);
    server?.closeAllConnections();
    server?.close();
    expect(await failure()).toMatch(/^Through apt: apt could not reach its servers\./);
    await configure('deb nothing\n');
    expect(await failure()).toMatch(/^Through apt: The list of apt’s sources has an error\./);
    // A program of that name that fails without a word.
    const bin = path.join(root, 'bin');
    await mkdir(bin);
    await writeFile(path.join(bin, 'apt-get'), '#!/bin/sh\nexit 7\n');
    await chmod(path.join(bin, 'apt-get'), 0o755);
    expect(await failure({ where: machine({ PATH: bin }) })).toMatch(/^Through apt: apt failed \(exit code 7\)\./);
  });

  it('is stopped along with every process of apt', async () => {
    const stop = new AbortController();
    await serve({
      answer: (_, response) => {
        response.writeHead(200, { 'content-length': 1_000_000 }).write('x');
        setImmediate(() => stop.abort());
      },
      listed: Buffer.alloc(1_000_000),
    });
    await expect(obtain({ signal: stop.signal })).rejects.toMatchObject({ code: 'stopped' });
    expect(asked).toContain('tiny.deb');
    expect(await readdir(cache())).toEqual([]);
    await expect.poll(processes).toEqual([]);
  });

  it('leaves nothing behind where the process ends meanwhile', async () => {
    let hangs = () => {};
    const hanging = new Promise<void>((resolve) => {
      hangs = resolve;
    });
    await serve({ answer: () => hangs(), listed: Buffer.alloc(1_000_000) });
    const options = JSON.stringify({ env: machine().env, cache: cache() });
    const program = `
      import { fetchPackage } from './electron/engine/data/fetch/apt/fetch-package.ts';
      process.on('message', () => process.exit(0));
      void fetchPackage('dataset-tiny', ${options}, async () => {});
    `;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const ended = new Promise((resolve) => child.on('close', resolve));
    await hanging;
    expect(await readdir(cache())).toEqual([expect.stringMatching(/^apt-/)]);
    child.send('end');
    expect(await ended).toBe(0);
    expect(await readdir(cache())).toEqual([]);
    await expect.poll(processes).toEqual([]);
  });

  it('is not waited for without end', async () => {
    await serve({ answer: () => {}, listed: Buffer.alloc(1_000_000) });
    expect(await failure({ patience: { stall: 1_500 } })).toBe(
      'Through apt: apt-get sent nothing for 1.5 seconds. Check the network connection, and try again.',
    );
    expect(await failure({ patience: { total: 800 } })).toMatch(/^Through apt: apt-get had not finished after 0\.8 seconds\./);
    await expect.poll(processes).toEqual([]);
  });

  it('removes what a killed process left, and nothing of one that lives', async () => {
    await serve();
    const [old, young] = [path.join(cache(), 'apt-old'), path.join(cache(), 'apt-young')];
    for (const folder of [old, young]) await mkdir(folder, { recursive: true });
    const before = new Date(Date.now() - 2 * 86_400_000);
    await utimes(old, before, before);
    await obtain();
    expect((await readdir(cache())).toSorted()).toEqual(['apt-young', 'tiny', 'tiny.search.json']);
  });

  it('is not fetched where nothing may be', async () => {
    await serve();
    const error = await obtain({ offline: true }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'noDataset' });
    expect(error).toHaveProperty('message', expect.stringContaining('\nDownload and apt: switched off.\n'));
    expect(asked).toEqual([]);
    expect(existsSync(cache())).toBe(false);
  });

  it('is Fashion-MNIST, from the system’s own sources', { tags: [THOROUGH] }, async ({ skip }) => {
    const where = machine({ APT_CONFIG: process.env['APT_CONFIG'], XDG_DATA_DIRS: root, KERAS_HOME: root });
    const options = { where, addresses: ['http://127.0.0.1:9/'] };
    const obtained = await obtainFiles(FASHION_MNIST, options).catch((error: unknown) => {
      if (!(error instanceof DataError) || error.code !== 'noDataset') throw error;
      // A network without Debian's servers, or a system without the package, is no fault of Patchbay's.
      const [why] = /^Through apt: (No source|apt could not reach|A server).*$/m.exec(error.message) ?? [];
      if (why === undefined) throw error;
      return skip(why);
    });
    expect([...obtained.contents.values()].map(({ length }) => length)).toEqual(FASHION_MNIST.files.map(({ bytes }) => bytes));
    expect(obtained.source.en).toMatch(/\(Debian’s package dataset-fashion-mnist, through apt\)$/);
  });
});

describe('a system without apt', () => {
  it('says so in a word, and where apt cannot be, nothing', async () => {
    const where = machine({ PATH: root });
    expect(await failure({ where })).toBe('apt: none.');
    const error = await obtain({ where: { ...where, platform: 'darwin' } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'noDataset', message: expect.not.stringMatching(/apt:|Through apt/) });
  });
});
