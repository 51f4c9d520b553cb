import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../.ci/tallies';
import { missing, skipWithout } from '../../e2e/support/needs';
import { writeOwnData } from '../engine/data/support/testing';

/** Tests of own images with the real launcher, on folders of IDX files. */

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'patchbay-idx-cli-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const ENGINES = missing('native') === undefined ? ['wasm', 'native'] : ['wasm'];

const AUTOENCODER = 'presets/table2-baseline.patchbay.json';
const CLASSIFIER = 'presets/plain-cnn.patchbay.json';

function run(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const env = { ...process.env, PATCHBAY_HOME: home, LC_ALL: 'C.UTF-8' };
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const folderOf = (name: string) => path.join(home, name);

describe.each(['wasm', 'native'])('own images that do not fit the graph, on %s', (engine) => {
  beforeEach(({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
  });

  const train = (file: string, data: string, ...more: string[]) =>
    run('train', file, '--data', data, '--engine', engine, '--epochs', '1', '--out', folderOf(`run-${engine}`), ...more);

  it('are reported as by check, without creating a run: size, channels, classes and counts', async () => {
    const size = writeOwnData(folderOf('size'), { size: [32, 32] });
    expect(await train(AUTOENCODER, size)).toEqual({
      code: 1,
      out: '',
      err: `1 error

✗ input · height
  The Input is 28×28×1, and the images of IDX files from ${size} are 32×32×1.
  1  Set the Input to 32×32×1

Apply a fix with
  patchbay fix ${AUTOENCODER} --data ${size} --apply 1 --out …
`,
    });
    const channels = writeOwnData(folderOf('channels'), { size: [28, 28, 3] });
    const spanish = await train(CLASSIFIER, channels, '--lang', 'es');
    expect(spanish.code).toBe(1);
    expect(spanish.err).toContain(`La Entrada es 28×28×1, y las imágenes de archivos IDX de ${channels} son 28×28×3.`);
    expect(spanish.err).toContain('Poner la Entrada en 28×28×3');
    const classes = writeOwnData(folderOf('classes'), { label: (index) => index % 12 });
    expect(await train(CLASSIFIER, classes)).toMatchObject({ code: 1, err: expect.stringContaining('1  Set units to 12') });
    expect(await train(CLASSIFIER, classes, '--train', '41')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There are 40 images in the training set, and 41 are requested. Request 40 at most.'),
    });
    expect(existsSync(folderOf(`run-${engine}`))).toBe(false);
  });
});

describe('own images with more classes than outputs', () => {
  it('fit after the offered fix is applied', { tags: THOROUGH }, async () => {
    const classes = writeOwnData(folderOf('classes'), { label: (index) => index % 12 });
    const fixed = folderOf('fixed.json');
    expect(await run('fix', CLASSIFIER, '--data', classes, '--apply', '1', '--out', fixed)).toMatchObject({
      code: 0,
      out: expect.stringContaining('No problems remain.'),
    });
    // The document still names its own data set, which it no longer fits.
    expect(JSON.parse((await run('check', fixed, '--json')).out)).toMatchObject({
      ok: false,
      problems: [{ code: 'notClasses' }],
    });
    for (const engine of ENGINES) {
      const trained = await run('train', fixed, '--data', classes, '--engine', engine, '--epochs', '1');
      expect(trained).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Finished after 1 epoch') });
    }
  });
});

describe('a folder that cannot be read', () => {
  it('is reported by every command', { tags: THOROUGH }, async () => {
    const gone = folderOf('gone');
    for (const command of [['check'], ['train'], ['fix', '--apply', '1', '--out', folderOf('out.json')]]) {
      const [name = '', ...options] = command;
      expect(await run(name, CLASSIFIER, '--data', gone, ...options, '--lang', 'es')).toEqual({
        code: 2,
        out: '',
        err: `patchbay: No existe la carpeta ${gone}. Revise su nombre, o elija otra.\n`,
      });
    }
    const { out } = await run('check', CLASSIFIER, '--data', gone, '--json');
    expect(JSON.parse(out).problems[0].message).toContain(`There is no folder ${gone}`);
    expect((await run('check', 'presets', '--data', gone)).err).toContain('--data needs one document');
  });
});

describe('a graph with nothing to train', () => {
  it('is the same error for check, export and train', async () => {
    const document = JSON.parse(readFileSync(CLASSIFIER, 'utf8'));
    for (const node of Object.values<Record<string, unknown>>(document.graphs[0].nodes)) node['frozen'] = true;
    const file = folderOf('frozen.json');
    writeFileSync(file, JSON.stringify(document));
    const told = 'There is nothing to train: every layer with weights is frozen (4).';
    const checked = await run('check', file);
    expect([checked.code, checked.out.includes(told)]).toEqual([1, true]);
    for (const command of [
      ['export', file, '--to', 'pytorch', '--out', '-'],
      ...ENGINES.map((engine) => ['train', file, '--engine', engine, '--data', 'synthetic']),
    ])
      expect(await run(...command)).toMatchObject({ code: 1, out: '', err: expect.stringContaining(told) });
  });
});
