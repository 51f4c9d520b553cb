import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILDS = path.join(ROOT, 'dist/node');

/** The programs that Node runs. */
const PROGRAMS = { cli: 'electron/cli/main.ts', start: 'electron/start.ts', engine: 'electron/engine/process/main.ts' };

/** Age at which a build of older sources is removed, in milliseconds: until then, a program that runs can load more of it. */
const KEPT = 24 * 3_600_000;

/**
 * Compiles the programs, unless this was done since a source changed. A bundle loads in a third of the time of its sources, which tsx
 * compiles module by module. This file is JavaScript, since it runs before anything is compiled. In a folder that cannot be written,
 * tsx loads the sources.
 *
 * @returns {Promise<Record<keyof typeof PROGRAMS, string>>} the addresses of the programs' modules, for `import`
 */
export async function compiled() {
  const folder = folderOfSources();
  try {
    if (!existsSync(folder)) await build(folder);
    process.setSourceMapsEnabled(true);
    return addresses((name) => path.join(folder, `${name}.js`));
  } catch {
    const { register } = await import('tsx/esm/api');
    // With our own tsconfig.json, not one of the current folder.
    register({ tsconfig: path.join(ROOT, 'tsconfig.json') });
    return addresses(sourceOf);
  }
}

/** @returns {string} the address of the engine's module: the compiled one if it is there and no older than the sources, else the source */
export function newestEngine() {
  const file = path.join(folderOfSources(), 'engine.js');
  return pathToFileURL(existsSync(file) ? file : sourceOf('engine')).href;
}

const addresses = (fileOf) => Object.fromEntries(Object.keys(PROGRAMS).map((name) => [name, pathToFileURL(fileOf(name)).href]));

const sourceOf = (name) => path.join(ROOT, PROGRAMS[name]);

/** The folder of the build of the sources as they are. */
const folderOfSources = () => path.join(BUILDS, newest().toString(36));

/** The newest modification time of the sources, in milliseconds since 1970. A folder's own time changes when a file is removed. */
function newest() {
  const entries = ['electron', 'shared'].flatMap((name) =>
    readdirSync(path.join(ROOT, name), { recursive: true, withFileTypes: true }),
  );
  const files = entries
    .filter(({ name }) => !name.endsWith('.test.ts'))
    .map(({ parentPath, name }) => path.join(parentPath, name));
  return Math.round(Math.max(...[path.join(ROOT, 'package.json'), ...files].map((file) => statSync(file).mtimeMs)));
}

async function build(folder) {
  const { build: bundle } = await import('esbuild');
  mkdirSync(BUILDS, { recursive: true });
  for (const name of readdirSync(BUILDS)) {
    const older = path.join(BUILDS, name);
    if (Date.now() - statSync(older).mtimeMs > KEPT) rmSync(older, { recursive: true, force: true });
  }
  const outdir = path.join(BUILDS, `new-${process.pid}`);
  try {
    await bundle({
      absWorkingDir: ROOT,
      entryPoints: PROGRAMS,
      outdir,
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      sourcemap: true,
      logLevel: 'silent',
      define: { ENGINE_BUNDLE: JSON.stringify(`../../dist/node/${path.basename(folder)}/engine.js`) },
      plugins: [ownAddress(outdir)],
    });
    renameSync(outdir, folder);
  } catch (error) {
    rmSync(outdir, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Modules find files of Patchbay's beside their own source, which a bundle is not: `import.meta.url` stays the address of the source. */
function ownAddress(outdir) {
  return {
    name: 'own-address',
    setup({ onLoad }) {
      onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => {
        const source = readFileSync(file, 'utf8');
        const place = JSON.stringify(path.relative(outdir, file).replaceAll('\\', '/'));
        return {
          contents: source.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`),
          loader: file.endsWith('.ts') ? 'ts' : 'js',
        };
      });
    },
  };
}
