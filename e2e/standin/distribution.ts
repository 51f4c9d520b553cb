import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The marker of the fuses in a runtime's executable, with their initial values: as in Electron's own. */
const FUSES = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 9]),
  Buffer.from('101100010', 'latin1'),
]);

/**
 * Makes a folder like the one that Electron's runtime comes in, for electron-builder to make a package of. Its executable leads to the
 * stand-in in this folder of sources: what is packaged with it runs on this machine, and is good for trying what is in it.
 */
export async function standinDistribution(folder: string): Promise<string> {
  const standin = fileURLToPath(new URL('electron.mjs', import.meta.url));
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.join(folder, 'locales'), { recursive: true });
  const script = [
    '#!/bin/sh',
    'here=$(dirname "$(readlink -f "$0")")',
    `exec "${process.execPath}" "${standin}" "--standin-resources=$here/resources" "$@"`,
    '# ',
  ].join('\n');
  await writeFile(path.join(folder, 'electron'), Buffer.concat([Buffer.from(script), FUSES, Buffer.from('\n')]), { mode: 0o755 });
  await writeFile(path.join(folder, 'version'), 'stand-in');
  await writeFile(path.join(folder, 'LICENSE'), "A stand-in for Electron's runtime: see e2e/standin/README.md.\n");
  await writeFile(path.join(folder, 'LICENSES.chromium.html'), '');
  for (const name of ['en-US', 'es', 'es-419', 'de']) await writeFile(path.join(folder, 'locales', `${name}.pak`), '');
  return folder;
}
