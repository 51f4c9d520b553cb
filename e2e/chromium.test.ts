import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { chromiumsHere, findChromium } from './support/chromium';
import { type ChromiumPackage, chromiumFromNpm } from './support/chromium-from-npm';
import { hosted } from './support/host';
import { needs, skipped } from './support/needs';

const chromium = inject('chromium');
const run = promisify(execFile);
const SCRIPT = { mode: 0o755 };
const linuxOnX64 =
  process.platform === 'linux' && process.arch === 'x64' ? {} : skipped("npm's Chromium is for Linux on x64 only");

describe('the Chromium of the specs', { timeout: 60_000, ...needs('unix'), ...hosted('served') }, () => {
  let folder: string;
  let broken: string;
  let working: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-chromium-'));
    [broken, working] = [join(folder, 'a', 'chromium-browser'), join(folder, 'b', 'chromium')];
    for (const name of ['a', 'b']) await mkdir(join(folder, name));
    // Like Ubuntu's, where the snap is not installed.
    await writeFile(broken, '#!/bin/sh\necho >&2\necho >&2 "it requires the chromium snap"\nexit 1\n', SCRIPT);
    await writeFile(working, `#!/bin/sh\nexec '${chromium?.executablePath}' "$@"\n`, SCRIPT);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  const path = () => [join(folder, 'a'), join(folder, 'b')].join(delimiter);
  const none = () => Promise.reject(new Error('npm is not asked'));

  it("is the one that is named, else Playwright's, else one of the system's", () => {
    expect(chromiumsHere({ PATCHBAY_CHROMIUM: '/named', PATH: path() }, working)).toEqual([
      { executablePath: '/named', origin: 'named' },
    ]);
    expect(chromiumsHere({ PATH: path() }, working).map(({ origin }) => origin)).toEqual(['playwright', 'system', 'system']);
    expect(chromiumsHere({ PATH: path() }, '/nowhere')).toEqual([
      { executablePath: broken, origin: 'system' },
      { executablePath: working, origin: 'system' },
    ]);
  });

  it('is the next one if one does not start, and the reason is given', async () => {
    const said: string[] = [];
    const found = await findChromium((line) => said.push(line), chromiumsHere({ PATH: path() }, '/nowhere'), none);
    expect(found?.executablePath).toBe(working);
    expect(found?.keepsFileHandles).toBe(chromium?.keepsFileHandles);
    expect(said).toEqual([`${broken} (system) does not start: it requires the chromium snap`]);
  });

  it('is no other than the one that is named', async () => {
    const here = chromiumsHere({ PATCHBAY_CHROMIUM: broken, PATH: path() });
    await expect(findChromium(() => {}, here, none)).rejects.toThrow(
      `${broken} (named) does not start: it requires the chromium snap`,
    );
  });

  it("is npm's if none starts, and there is none if npm has none", async () => {
    const here = chromiumsHere({ PATH: join(folder, 'a') }, '/nowhere');
    const npms = { executablePath: working, origin: 'npm' as const };
    expect(
      await findChromium(
        () => {},
        here,
        async () => npms,
      ),
    ).toMatchObject(npms);
    const said: string[] = [];
    expect(await findChromium((line) => said.push(line), here, none)).toBeUndefined();
    expect(said).toContain('There is no Chromium: npm is not asked');
  });
});

describe("npm's Chromium", { timeout: 60_000, ...linuxOnX64, ...hosted('served') }, () => {
  let folder: string;
  let registry: Server;
  let published: ChromiumPackage;

  /** Publishes a package like the real one, whose browser prints which libraries and fonts it is given, on a registry of its own. */
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'patchbay-npm-'));
    const bin = join(folder, 'package', 'bin');
    await mkdir(bin, { recursive: true });
    const pack = async (name: string, bytes: Buffer | string) => writeFile(join(bin, `${name}.br`), brotliCompressSync(bytes));
    await pack(
      'chromium',
      '#!/bin/sh\ncat "$LD_LIBRARY_PATH/lib.so" "$(dirname "$FONTCONFIG_FILE")/fonts/font.ttf"\necho "$@"\n',
    );
    for (const [name, file] of Object.entries({ al2023: 'lib/lib.so', fonts: 'fonts/font.ttf', swiftshader: 'egl.so' })) {
      await mkdir(join(folder, file, '..'), { recursive: true });
      await writeFile(join(folder, file), `${file}\n`);
      await run('tar', ['-cf', `${name}.tar`, file], { cwd: folder });
      await pack(`${name}.tar`, await readFile(join(folder, `${name}.tar`)));
    }
    await writeFile(join(folder, 'package', 'package.json'), JSON.stringify({ name: '@patchbay/browser', version: '1.0.0' }));
    await run('tar', ['-czf', 'browser.tgz', 'package'], { cwd: folder });
    const bytes = await readFile(join(folder, 'browser.tgz'));
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
    registry = createServer(({ url = '', headers }, response) => {
      const { name, version } = published;
      const dist = { tarball: `http://${headers.host}/browser.tgz`, integrity };
      if (url === '/browser.tgz') response.end(bytes);
      else if (decodeURIComponent(url) === `/${name}`)
        response.end(
          JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: { name, version, dist } } }),
        );
      else response.writeHead(404).end('{}');
    });
    await new Promise<void>((listening) => registry.listen(0, '127.0.0.1', listening));
    const address = registry.address();
    vi.stubEnv('npm_config_registry', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
    published = { name: '@patchbay/browser', version: '1.0.0', integrity };
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await new Promise((closed) => registry.close(closed));
    await rm(folder, { recursive: true, force: true });
  });

  it('is downloaded once, and starts with its own libraries and fonts', async () => {
    const cache = join(folder, 'cache');
    let downloads = 0;
    const get = () => chromiumFromNpm(cache, () => downloads++, published);
    const executable = await get();
    expect(await get()).toBe(executable);
    expect(downloads).toBe(1);
    const { stdout } = await run(executable, ['--headless'], { env: { PATH: process.env['PATH'] } });
    expect(stdout).toBe('lib/lib.so\nfonts/font.ttf\n--headless\n');
    expect(await readdir(cache)).toEqual(['chromium-1.0.0']);
  });

  it('is refused with another checksum, and leaves nothing behind', async () => {
    const cache = join(folder, 'refused');
    const other = { ...published, integrity: 'sha512-other' };
    await expect(chromiumFromNpm(cache, () => {}, other)).rejects.toThrow('instead of sha512-other');
    expect(await readdir(cache)).toEqual([]);
  });

  it('cannot be had where the registry does not have it, in words', async () => {
    const other = { ...published, name: '@patchbay/nothing' };
    await expect(chromiumFromNpm(join(folder, 'missing'), () => {}, other)).rejects.toThrow(
      /npm cannot download @patchbay\/nothing: .*(404|not found)/i,
    );
  });
});
