import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../.ci/tallies';
import { needs } from '../../e2e/support/needs';

/** Tests of the commands that train, with the real launcher, on WebAssembly and generated images. */

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-train-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ended>; text(): string } {
  const env = { ...process.env, PATCHBAY_HOME: home, LC_ALL: 'C.UTF-8', ...more };
  const child = spawn(process.execPath, ['electron/cli/patchbay.mjs', ...args], { env });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended, text: () => out };
}

const run = (...args: string[]) => start(args).ended;
const lines = (out: string): readonly Record<string, unknown>[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const BASELINE = 'presets/table2-baseline.patchbay.json';
const OPTIMIZED = 'presets/autoencoder-optimized.patchbay.json';
const SMALL = ['--engine', 'wasm', '--data', 'synthetic', '--train', '200', '--val', '40'];

describe('training from the terminal', () => {
  it('prints only JSON: a line per epoch and one at the end', { tags: THOROUGH }, async () => {
    const { code, out, err } = await run('train', BASELINE, ...SMALL, '--epochs', '2', '--seed', '5', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, second, last] = lines(out);
    expect(Object.keys(first ?? {})).toEqual(['epoch', 'trainLoss', 'valLoss', 'seconds']);
    expect(second).toMatchObject({ epoch: 2 });
    expect(last).toMatchObject({
      backend: 'wasm',
      state: 'finished',
      dataset: 'synthetic',
      epochs: 2,
      valLoss: second?.['valLoss'],
    });

    // The same seed gives the same losses, and another seed other losses.
    const losses = async (seed: string) => {
      const again = await run('train', BASELINE, ...SMALL, '--epochs', '1', '--seed', seed, '--json');
      return lines(again.out)[0]?.['trainLoss'];
    };
    expect(await losses('5')).toBe(first?.['trainLoss']);
    expect(await losses('6')).not.toBe(first?.['trainLoss']);
    const listed = await run('runs');
    expect(listed.out.match(/table-2-baseline(-\d)? +finished/g)).toHaveLength(3);
  });

  it('gives the same bytes in another process, natively as well', { tags: THOROUGH, ...needs('native') }, async () => {
    const weights = async (name: string, ...more: string[]) => {
      const folder = join(home, name);
      const sizes = ['--data', 'synthetic', '--train', '300', '--val', '20', '--epochs', '2'];
      const ended = await run('train', OPTIMIZED, '--engine', 'native', ...sizes, '--out', folder, ...more);
      expect(ended).toMatchObject({ code: 0, err: '' });
      return readFileSync(join(folder, 'checkpoints', 'last.safetensors'));
    };
    const [first, second] = [await weights('native-1', '--seed', '5'), await weights('native-2', '--seed', '5')];
    expect(first.equals(second)).toBe(true);
    expect(first.equals(await weights('native-3', '--seed', '6'))).toBe(false);
  });

  it('stops at a checkpoint on Ctrl-C, resumes, and lists its runs', async () => {
    const folder = join(home, 'mine');
    const { child, ended, text } = start(['train', BASELINE, ...SMALL, '--epochs', '50', '--out', folder]);
    while (!text().includes('epoch  1/50')) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    const stopped = await ended;
    expect(stopped.code).toBe(0);
    expect(stopped.out).toMatch(/generated garments, drawn by Patchbay: not Fashion-MNIST/);
    expect(stopped.out).toMatch(/Stopping at a checkpoint/);
    expect(stopped.out).toContain(`patchbay resume ${folder}`);

    const shown = await run('show', folder, '--json');
    const done = Number(lines(shown.out)[0]?.['epochs']);
    expect(lines(shown.out)[0]).toMatchObject({ state: 'stopped', of: 50, backend: 'wasm' });
    const resumed = await run('resume', folder, '--epochs', String(done + 1));
    expect(resumed).toMatchObject({ code: 0, err: '' });
    expect(resumed.out).toContain(`Finished after ${done + 1} epochs`);
    expect(existsSync(join(folder, 'model', 'model.json'))).toBe(true);

    const evaluated = lines((await run('evaluate', folder, '--checkpoint', 'last', '--json')).out)[0];
    const metrics = readFileSync(join(folder, 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(evaluated).toMatchObject({ count: 40 });
    expect(evaluated?.['loss']).toBeCloseTo(metrics.at(-1).valLoss, 5);

    const out = join(home, 'seen.png');
    const picture = join(folder, 'samples', 'epoch-0001.png');
    const predicted = await run('predict', folder, picture, '--out', out);
    expect(predicted).toMatchObject({ code: 0, err: '' });
    expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');

    const wrong = await run('predict', folder, BASELINE);
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/PNG/);
  });

  it('refuses a graph that cannot be trained, with the reason', async () => {
    expect(await run('train', 'presets/table2-as-printed.patchbay.json', ...SMALL)).toMatchObject({
      code: 1,
      err: expect.stringContaining('It gives 9×9×16 and should give 13×13×16'),
    });
    expect(await run('train', 'presets/classifier-baseline.patchbay.json', '--graph', 'classifier', ...SMALL)).toMatchObject({
      code: 2,
      err: expect.stringContaining('start from the weights of the graph autoencoder'),
    });
    expect((await run('resume', join(home, 'nowhere'))).err).toContain('is not the folder of a run');
  });

  it('reports the available engines and data', async () => {
    const [found] = lines((await run('doctor', '--json')).out);
    expect(found).toMatchObject({ engines: [{ name: 'native' }, { name: 'wasm', ready: true }] });
  });

  it('reports the last search for the images, in both languages', async () => {
    const cache = join(home, 'cache');
    const env = { XDG_CACHE_HOME: cache, XDG_DATA_DIRS: home, KERAS_HOME: home, HOME: home };
    mkdirSync(join(cache, 'patchbay'), { recursive: true });
    const tried = [{ en: 'Download: a.example: status 404.', es: 'Descarga: a.example: estado 404.' }];
    const search = { at: '2026-11-27T12:00:00.000Z', tried };
    writeFileSync(join(cache, 'patchbay', 'fashion-mnist.search.json'), JSON.stringify(search));
    const [found] = lines((await start(['doctor', '--json'], env).ended).out);
    expect(found).toMatchObject({ data: [], searches: [{ name: 'Fashion-MNIST', last: search }] });
    const { out } = await start(['doctor', '--lang', 'es'], env).ended;
    expect(out).toMatch(
      /El orden: este equipo; una descarga de .*\n.*Último intento, el 27 nov 2026.*\n +Descarga: a\.example: estado 404\./s,
    );
  });

  it('trains a study that continues where it stopped, and writes a self-contained report', {
    tags: THOROUGH,
  }, async () => {
    const out = join(home, 'study');
    const small = ['--data', 'synthetic', '--train', '60', '--val', '20', '--engine', 'wasm', '--out', out];
    const variants = ['--variants', 'baseline,dropout,classifier,frozen'];
    const { child, ended, text } = start(['study', ...small, ...variants, '--epochs', '1']);
    while (!text().includes('2/5  dropout')) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
    expect(existsSync(join(out, 'report.en.html'))).toBe(false);

    const again = await run('study', ...small, ...variants, '--epochs', '1');
    expect(again).toMatchObject({ code: 0, err: '' });
    expect(again.out).toContain('1/5  baseline  trained already');
    // The encoder that the classifiers start from is trained too.
    expect(again.out).toContain('3/5  channels');
    const report = readFileSync(join(out, 'report.en.html'), 'utf8');
    for (const title of ['Table 3', 'Tables 4 and 5', 'Selective re-training', 'Figure 6', 'Figure 7', 'Figure 8', 'Figure 9'])
      expect(report).toContain(title);
    expect(report).toContain('8.58 %');
    expect(report).toContain('91.27 %');
    expect(report).toContain('not Fashion-MNIST: losses and accuracies cannot be compared');
    expect(report).not.toMatch(/<script|<link|src="(?!data:)|url\(/);
    expect(readFileSync(join(out, 'report.es.html'), 'utf8')).toContain('Reentrenamiento selectivo');
    const metrics = lines(readFileSync(join(out, 'baseline', 'metrics.jsonl'), 'utf8'));
    expect(report).toContain(`${(100 * Number(metrics.at(-1)?.['valLoss'])).toFixed(2)} %`);

    const more = await run('study', ...small, '--variants', 'baseline', '--epochs', '2');
    expect(more.out).toContain('epoch 2/2');
    expect(await run('study', ...small, '--variants', 'baseline', '--epochs', '2', '--seed', '9')).toMatchObject({
      code: 2,
      err: expect.stringContaining('another seed'),
    });
    expect((await run('study', '--variants', 'vgg')).err).toContain('The study has no variant vgg');
  });
});
