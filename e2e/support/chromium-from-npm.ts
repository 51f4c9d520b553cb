import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

/** The package that carries Chromium's headless shell for Linux on x64, with the libraries and the font that it needs. */
export interface ChromiumPackage {
  readonly name: string;
  readonly version: string;
  /** SHA-512 of its file, as npm's lock files write it. */
  readonly integrity: string;
}

export const CHROMIUM_PACKAGE: ChromiumPackage = {
  name: '@sparticuz/chromium',
  version: '153.0.0',
  integrity: 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==',
};

/** Starts the shell with the libraries and the font beside it: those of the system are not needed. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/headless-shell" "$@"
`;

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/**
 * Downloads a Chromium with npm and unpacks it into a folder, unless it is there.
 * @param cache the folder in which a folder is made for it; @param onDownload told before it is downloaded
 * @returns its executable
 * @throws Error if npm cannot download it, if it is not the file that is expected, or on another system than Linux on x64
 */
export async function chromiumFromNpm(cache: string, onDownload = () => {}, from = CHROMIUM_PACKAGE): Promise<string> {
  const { platform, arch } = process;
  if (platform !== 'linux' || arch !== 'x64')
    throw new Error(`${from.name} is for Linux on x64 only, and this is ${platform} on ${arch}`);
  const folder = join(cache, `chromium-${from.version}`);
  const executable = join(folder, 'chromium');
  if (existsSync(executable)) return executable;
  onDownload();
  await mkdir(cache, { recursive: true });
  const making = await mkdtemp(`${folder}.`);
  try {
    const source = join(making, 'source');
    await unpack(await download(from, source), making);
    await rm(source, { recursive: true });
    await rename(making, folder);
  } catch (error) {
    // Another process may have been first, and what it made is as good.
    if (!existsSync(executable)) throw error;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
  return executable;
}

const run = promisify(execFile);

/** Downloads a package and unpacks its file. @returns the folder of its contents */
async function download({ name, version, integrity }: ChromiumPackage, into: string): Promise<string> {
  await mkdir(into);
  const options = ['--cache', join(into, 'npm'), '--fetch-retry-mintimeout', '1000', '--fetch-retry-maxtimeout', '2000'];
  await run('npm', ['pack', `${name}@${version}`, ...options], { cwd: into, timeout: 300_000 }).catch((error: unknown) => {
    const [, reason] = /^npm error (?!(?:code|syscall|errno|address|port|hostname) )(.*)$/m.exec(String(error)) ?? [];
    throw new Error(`npm cannot download ${name}: ${reason ?? error}`);
  });
  const file = join(into, `${name.slice(1).replace('/', '-')}-${version}.tgz`);
  const sum = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (sum !== integrity) throw new Error(`${name} ${version} has the checksum ${sum} instead of ${integrity}`);
  await run('tar', ['-xzf', file, '-C', into]);
  return join(into, 'package');
}

/** Lays a Chromium out of the package's compressed files. */
async function unpack(contents: string, into: string): Promise<void> {
  const packed = (name: string) => join(contents, 'bin', `${name}.br`);
  await decompress(packed('chromium'), join(into, 'headless-shell'));
  for (const name of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
    const archive = join(contents, name);
    await decompress(packed(name), archive);
    await run('tar', ['-xf', archive, '--no-same-owner', '-C', into]);
  }
  await writeFile(join(into, 'fonts.conf'), FONTS);
  await writeFile(join(into, 'chromium'), LAUNCHER);
  for (const name of ['headless-shell', 'chromium']) await chmod(join(into, name), 0o755);
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
