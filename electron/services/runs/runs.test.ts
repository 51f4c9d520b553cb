import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { THOROUGH } from '../../../.ci/tallies';
import { skipWithout } from '../../../e2e/support/needs';
import { detach } from '../../../shared/graph/edits/detach';
import { applyEdits } from '../../../shared/graph/edits/edit';
import { parseDocument, serializeDocument } from '../../../shared/graph/parse';
import { loose } from '../../../shared/graph/worst-cases';
import type { RunOrder } from '../../../shared/host/areas/runs';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { readCheckpoint } from '../../run-folder/checkpoint';
import type { EngineProcess, StartEngine } from '../engine-process';
import { startEngine } from '../engine-process';
import { type HostServices, startHost } from '../host/host';
import type { KeepAwake } from './keep-awake';
import { atStep, baseline, errorOf, only, page, pair, preset, run, SMALL, settings, status, until } from './testing';

/** Tests of runs through a page's API, in real engine processes, on generated images. */

const root = mkdtempSync(path.join(tmpdir(), 'patchbay-led-'));
const before = process.env['PATCHBAY_HOME'];
let home = root;
let count = 0;
/** The engines on this machine, all of which are tested. */
const ENGINES = ['wasm', 'native'] as const;

const hosts: HostServices[] = [];
const reported: unknown[] = [];
/** The engines that were started, newest last. */
const engines: EngineProcess[] = [];
const seenEngine: StartEngine = (task, onMessage) => {
  // Tests download nothing.
  const engine = startEngine(task.type === 'start' ? { ...task, offline: true } : task, onMessage);
  engines.push(engine);
  return engine;
};
let awake = false;
const keepAwake: KeepAwake = {
  hold: async () => {
    awake = true;
    return true;
  },
  release: () => {
    awake = false;
  },
};

beforeEach(() => {
  home = path.join(root, String(count++));
  mkdirSync(home);
  process.env['PATCHBAY_HOME'] = home;
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  engines.length = 0;
  expect(reported.splice(0)).toEqual([]);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
  if (before === undefined) delete process.env['PATCHBAY_HOME'];
  else process.env['PATCHBAY_HOME'] = before;
});

async function start(): Promise<HostServices> {
  const host = await startHost({
    host: 'served',
    version: '1.2.3',
    presets: 'presets',
    startEngine: seenEngine,
    keepAwake,
    report: (error) => reported.push(error),
  });
  hosts.push(host);
  return host;
}

describe('a run that is started from a page', () => {
  test('trains with events, and can be read during and after training', async () => {
    const host = await page(await start());
    const heard: string[] = [];
    host.on('runs.progress', ({ progress }) => heard.push(progress.phase));
    let changes = 0;
    host.on('runs.changed', () => changes++);
    const id = await only(host, baseline());
    const begun = await run(host, id);
    expect(begun).toMatchObject({ status: 'running', epochs: 2, epochsDone: 0, paper: 'table2-baseline', seed: 3 });
    expect(awake).toBe(true);
    const done = await until(host, id, status('finished'));
    expect(done).toMatchObject({ epochsDone: 2, last: { epoch: 2 }, engine: { backend: 'wasm' }, task: 'reconstruction' });
    expect(done.seconds).toBeGreaterThan(0);
    expect(done.weights.best).toMatch(/^[0-9a-f]{64}$/);
    expect(done.progress).toBeUndefined();
    expect(new Set(heard)).toContain('training');
    expect(changes).toBeGreaterThan(2);
    expect(awake).toBe(false);

    const first = await host.call('runs.metrics', { id, from: 0 });
    expect(first.metrics.filter(({ type }) => type === 'batch')).toHaveLength(6);
    expect(first.metrics.filter(({ type }) => type === 'epoch')).toHaveLength(2);
    expect(await host.call('runs.metrics', { id, from: first.next })).toEqual({ metrics: [], next: first.next, more: false });
    // An offset that is not the start of a line belongs to a replaced file.
    expect(await host.call('runs.metrics', { id, from: first.next - 3 })).toMatchObject({ metrics: [], next: 0 });
    expect((await host.call('runs.read', { id })).run.document.name).toBe('Table 2, baseline');
  });

  test('is paused, resumed with another learning rate, stopped, and resumed for more epochs', async () => {
    const host = await page(await start());
    const other = await page(hosts[0] ?? (await start()), 'window-b');
    const id = await only(host, baseline({ epochs: 50 }));
    await until(host, id, atStep(2));
    await host.call('runs.pause', { id });
    const paused = await until(other, id, status('paused'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await run(host, id)).progress?.step).toBe(paused.progress?.step);
    await other.call('runs.change', { id, learningRate: 0.005 });
    await other.call('runs.resume', { id });
    const on = await until(host, id, ({ progress }) => progress?.learningRate === 0.005);
    expect(on.progress?.secondsLeft).toBeGreaterThan(0);
    await host.call('runs.stop', { id });
    await other.call('runs.stop', { id }).catch(() => {});
    const stopped = await until(host, id, status('stopped'));
    expect((await errorOf(host.call('runs.pause', { id }))).code).toBe('notRunning');

    await host.call('runs.resume', { id, epochs: stopped.epochsDone + 1, learningRate: 0.002 });
    const finished = await until(host, id, status('finished'));
    expect(finished).toMatchObject({ epochs: stopped.epochsDone + 1, epochsDone: stopped.epochsDone + 1 });
    expect((await host.call('runs.read', { id })).run.interventions.map(({ step: _, ...rest }) => rest)).toEqual([
      { learningRate: 0.005 },
      { epochs: stopped.epochsDone + 1, learningRate: 0.002 },
    ]);
    expect((await errorOf(host.call('runs.resume', { id }))).code).toBe('alreadyFinished');

    // Repeating the run with its changes gives the same curve to the last byte.
    const { id: again } = await host.call('runs.again', { id });
    await until(host, again, status('finished'));
    const metrics = (run: string) => readFileSync(path.join(home, 'runs', run, 'metrics.jsonl'), 'utf8');
    expect(metrics(again)).toBe(metrics(id));
  });

  test('is refused with the reason if it cannot be trained, and nothing is created', async () => {
    const host = await page(await start());
    const refused = async (order: RunOrder) => errorOf(host.call('runs.start', { orders: [baseline(), order] }));
    expect((await refused(baseline({ loss: 'CrossEntropy' }))).text.en).toContain('The loss CrossEntropy does not fit the task');
    expect(
      (await refused(baseline({ batchSize: 10_000 }, [{ type: 'change', node: 'conv1', params: { filters: 4_000 } }]))).code,
    ).toBe('tooLarge');
    expect((await refused({ ...baseline(), train: 70_000 })).text.en).toContain('70000 are requested');
    expect((await refused({ ...baseline(), graph: 'nowhere' })).code).toBe('noGraph');
    const classifier: RunOrder = {
      ...SMALL,
      document: preset('classifier-baseline', 'classifier', settings()),
      graph: 'classifier',
    };
    expect((await refused(classifier)).text.es).toContain('empiezan con los pesos del grafo autoencoder');
    expect(await host.call('runs.list', {})).toEqual([]);
  });
});

describe('the queue', () => {
  test('trains runs one after the other, can be reordered, and trains a classifier after its encoder', async () => {
    const host = await page(await start());
    const [encoder, classifier] = pair(1);
    const { ids } = await host.call('runs.start', { orders: [baseline({ epochs: 40 }), baseline(), encoder, classifier] });
    const [long, cancelled, source, taker] = [ids[0] ?? '', ids[1] ?? '', ids[2] ?? '', ids[3] ?? ''];
    expect((await host.call('runs.list', {})).map((one) => one.status).sort()).toEqual(['queued', 'queued', 'queued', 'running']);
    await host.call('runs.reorder', { ids: [source, taker] });
    await host.call('runs.delete', { ids: [cancelled] });
    expect((await host.call('runs.list', {})).map(({ id }) => id)).not.toContain(cancelled);
    expect((await errorOf(host.call('runs.delete', { ids: [long] }))).code).toBe('isRunning');
    await host.call('runs.restore', { ids: [cancelled] });
    expect((await run(host, cancelled)).status).toBe('queued');
    await host.call('runs.stop', { id: cancelled });
    expect((await run(host, cancelled)).status).toBe('created');
    await host.call('runs.stop', { id: long });
    const trained = await until(host, taker, status('finished', 'failed'));
    expect(trained.status).toBe('finished');
    expect((await host.call('runs.read', { id: taker })).run.weightsFrom[0]).toMatchObject({ run: source, checkpoint: 'best' });
    expect(await host.call('runs.usedBy', { ids: [source] })).toEqual([expect.stringContaining('Classifier')]);
  });

  test('lets a classifier wait for its encoder, which was stopped, and lets other runs go first', {
    tags: THOROUGH,
  }, async () => {
    const host = await page(await start());
    const [encoder, classifier] = pair(30);
    const { ids } = await host.call('runs.start', { orders: [encoder, classifier, baseline({ epochs: 1 })] });
    const [source = '', taker = '', other = ''] = ids;
    expect((await run(host, taker)).reason?.en).toContain('begins once that run is finished');
    await until(host, source, ({ epochsDone }) => epochsDone > 0);
    await host.call('runs.stop', { id: source });
    await until(host, other, status('finished'));
    const { epochsDone } = await run(host, source);
    expect(await run(host, taker)).toMatchObject({
      status: 'queued',
      reason: {
        en: expect.stringContaining(`ended after ${epochsDone} of 30 epochs`),
        es: expect.stringContaining('de 30 épocas'),
      },
    });
    await host.call('runs.resume', { id: source, epochs: epochsDone + 1 });
    const trained = await until(host, taker, status('finished', 'failed'));
    expect([trained.status, trained.caution]).toEqual(['finished', undefined]);
    const { best = '' } = (await run(host, source)).weights;
    expect((await host.call('runs.read', { id: taker })).run.weightsFrom).toMatchObject([{ run: source, sha256: best }]);
  });

  test('says that a run started from weights of an unfinished one', { tags: THOROUGH }, async () => {
    const host = await page(await start());
    const [encoder, classifier] = pair(50);
    const source = await only(host, encoder);
    await until(host, source, ({ epochsDone }) => epochsDone > 0);
    await host.call('runs.stop', { id: source });
    const { epochsDone } = await until(host, source, status('stopped'));
    const id = await only(host, { ...classifier, weightsFrom: { run: source, checkpoint: 'last' } });
    const { caution } = await until(host, id, status('finished', 'failed'));
    expect(caution?.en).toContain(`${source}, after ${epochsDone} of 50 epochs`);
    expect(caution?.es).toContain(`${source}, después de ${epochsDone} de 50 épocas`);
    const { text } = await host.call('reports.html', { ids: [id], lang: 'en' });
    expect(text).toContain(`after ${epochsDone} of 50 epochs`);
    // A repeated run takes the same weights, or none: the encoder is trained further here.
    await host.call('runs.resume', { id: source, epochs: epochsDone + 1 });
    await until(host, source, status('finished'));
    const { id: again } = await host.call('runs.again', { id });
    expect(await until(host, again, status('finished', 'failed'))).toMatchObject({
      status: 'failed',
      reason: { en: expect.stringContaining('was trained further') },
    });
  });

  test('survives a restart, which stops the active run at a checkpoint', { tags: THOROUGH }, async () => {
    const first = await start();
    const page1 = await page(first);
    const { ids } = await page1.call('runs.start', { orders: [baseline({ epochs: 90 }), baseline({ epochs: 1 })] });
    const [one, two] = [ids[0] ?? '', ids[1] ?? ''];
    await until(page1, one, atStep(4));
    expect(first.training()).toBe(true);
    // Another Patchbay does not change it.
    const beside = await page(await start());
    expect((await run(beside, two)).status).toBe('queued');
    expect((await errorOf(beside.call('runs.start', { orders: [baseline()] }))).code).toBe('queueElsewhere');
    await first.close();
    hosts.splice(0, 1);
    await hosts.splice(0)[0]?.close();

    const page2 = await page(await start());
    expect(await run(page2, one)).toMatchObject({ status: 'stopped', reason: { en: expect.stringContaining('was closed') } });
    expect((await until(page2, two, status('finished'))).epochsDone).toBe(1);
    await page2.call('runs.resume', { id: one, epochs: 3 });
    const { epochsDone } = await until(page2, one, status('finished'));
    expect(epochsDone).toBeGreaterThanOrEqual(3);
  });
});

describe('the metadata of a run', () => {
  test('is saved beside it, and changes no other file', async () => {
    writeFileSync(path.join(home, 'net.patchbay.json'), baseline().document);
    const services = await start();
    const host = await page(services);
    const { handle } = services.adopt(path.join(home, 'net.patchbay.json'));
    const id = await only(host, { ...baseline({ epochs: 1 }), file: handle });
    await until(host, id, status('finished'));
    const folder = path.join(home, 'runs', id);
    const sums = () =>
      ['run.json', 'metrics.jsonl', 'checkpoints/last.safetensors'].map((file) =>
        createHash('sha256')
          .update(readFileSync(path.join(folder, file)))
          .digest('hex'),
      );
    const were = sums();
    await host.call('runs.describe', { id, name: 'Mine', note: 'A first try', starred: true });
    expect(await run(host, id)).toMatchObject({
      name: 'Mine',
      note: 'A first try',
      starred: true,
      file: { name: 'net.patchbay.json' },
    });
    expect(sums()).toEqual(were);

    await host.call('runs.delete', { ids: [id] });
    expect(await host.call('runs.list', {})).toEqual([]);
    expect((await errorOf(host.call('runs.read', { id }))).code).toBe('noRun');
    await host.call('runs.restore', { ids: [id] });
    expect((await run(host, id)).name).toBe('Mine');
    expect(sums()).toEqual(were);
    rmSync(path.join(home, 'net.patchbay.json'));
    expect((await run(host, id)).file).toBeNull();
  });

  test('is imported with a dropped folder, under a free name', async () => {
    const host = await page(await start());
    const id = await only(host, baseline({ epochs: 1 }));
    await until(host, id, status('finished'));
    const folder = path.join(home, 'runs', id);
    const secret = path.join(home, 'secret.txt');
    writeFileSync(secret, 'not for the page');
    const part = (file: string, as = file) => ({
      path: `Downloads/${as}`,
      data: readFileSync(path.join(folder, file)).toString('base64'),
    });
    const files = [
      part('run.json'),
      part('metrics.jsonl'),
      part('checkpoints/best.safetensors'),
      part('run.json', '../../evil.json'),
      // A stranger's run names a file of this computer as that of its document.
      { path: 'Downloads/about.json', data: Buffer.from(JSON.stringify({ file: secret, note: 'Hi' })).toString('base64') },
    ];
    const { id: made } = await host.call('runs.import', { files });
    expect(made).toBe(`${id}-2`);
    expect(await run(host, made)).toMatchObject({ file: null, note: 'Hi' });
    expect(await run(host, made)).toMatchObject({ status: 'finished', epochsDone: 1, name: 'Table 2, baseline' });
    const refused = await errorOf(
      host.call('runs.import', { files: [{ path: 'a/run.json', data: Buffer.from('{}').toString('base64') }] }),
    );
    expect(refused.code).toBe('notARun');
    expect(refused.text.en).not.toContain(home);
    expect((await errorOf(host.call('runs.import', { files: [] }))).text.en).toContain('it has no run.json');
    expect(await host.call('runs.list', {})).toHaveLength(2);
  });
});

describe.each(ENGINES)('the views of a run on %s', (engine) => {
  beforeEach(({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
  });
  const bytes = (data: string) => Buffer.from(data, 'base64');
  const floats = (data: string) => new Float32Array(Uint8Array.from(bytes(data)).buffer);

  test('samples after every epoch, activations of a layer, and predictions for a drawing', { tags: THOROUGH }, async () => {
    const host = await page(await start());
    const id = await only(host, { ...baseline(), engine });
    expect(await until(host, id, status('finished', 'failed'))).toMatchObject({
      status: 'finished',
      engine: { backend: engine },
    });
    const newest = await host.call('views.samples', { id });
    expect(newest).toMatchObject({ epochs: [1, 2], epoch: 2, originals: { count: 10, size: [28, 28, 1] } });
    expect(bytes(newest.reconstructions.data)).toHaveLength(10 * 784);
    const first = await host.call('views.samples', { id, epoch: 1 });
    expect(first.originals).toEqual(newest.originals);
    expect(first.reconstructions.data).not.toBe(newest.reconstructions.data);
    expect((await host.call('views.samples', { id, epoch: 7 })).epoch).toBeNull();

    // The PNG in the folder is that image, and its prediction equals the saved sample.
    const [place = 0] = newest.images;
    const images = await host.call('views.images', { id, from: place, count: 1 });
    expect(images).toMatchObject({ total: 20, labels: [newest.labels[0]] });
    expect(bytes(images.pictures.data)).toEqual(bytes(newest.originals.data).subarray(0, 784));
    const drawn = await host.call('views.predict', { id, checkpoint: 'last', pixels: images.pictures.data });
    expect(bytes(drawn.reconstruction?.pictures.data ?? '')).toEqual(bytes(newest.reconstructions.data).subarray(0, 784));
    expect(drawn.reconstruction?.loss).toBeCloseTo(newest.losses[0] ?? 0, 5);

    const conv = await host.call('views.layer', { id, checkpoint: 'last', node: 'conv1', input: { image: place } });
    expect(conv.activations).toMatchObject({ shape: [26, 26, 16], least: 0 });
    expect(conv.filters).toMatchObject({ shape: [3, 3, 1, 16] });
    expect(Math.max(...floats(conv.activations.data))).toBe(conv.activations.greatest);
    // The first value of the first feature map, computed from the filter by cross-correlation.
    const kernel = floats(conv.filters?.data ?? '');
    const pixels = bytes(images.pictures.data);
    const sum = [0, 1, 2].flatMap((y) =>
      [0, 1, 2].map((x) => ((pixels[y * 28 + x] ?? 0) / 127.5 - 1) * (kernel[(y * 3 + x) * 16] ?? 0)),
    );
    const found = sum.reduce((total, value) => total + value, 0);
    const { tensors } = await readCheckpoint(path.join(home, 'runs', id), 'last');
    const bias = tensors.get('conv1.bias')?.data[0] ?? 0;
    expect(floats(conv.activations.data)[0]).toBeCloseTo(Math.max(0, found + bias), 4);
    const last = await host.call('views.layer', {
      id,
      checkpoint: 'last',
      node: 'convt2',
      input: { pixels: images.pictures.data },
    });
    expect(last.activations.shape).toEqual([28, 28, 1]);
    expect(last.filters?.shape).toEqual([6, 6, 16, 1]);
    const input = await host.call('views.layer', { id, checkpoint: 'last', node: 'input', input: { image: place } });
    expect(input.activations.shape).toEqual([28, 28, 1]);
    expect(
      (await errorOf(host.call('views.layer', { id, checkpoint: 'last', node: 'gone', input: { image: 0 } }))).text.en,
    ).toContain('no layer gone');
    expect((await errorOf(host.call('views.predict', { id, checkpoint: 'last', pixels: 'AAAA' }))).text.en).toContain('28×28×1');
    // One process answered all requests; after it is killed, another one answers.
    engines.at(-1)?.kill();
    await engines.at(-1)?.ended;
    expect(
      (await host.call('views.predict', { id, checkpoint: 'best', pixels: images.pictures.data })).reconstruction,
    ).toBeDefined();
    expect(engines).toHaveLength(3);
  });

  test('the confusion matrix, and the images of each of its cells', async () => {
    const host = await page(await start());
    const document = preset('plain-cnn', 'classifier', settings());
    const { graphs } = JSON.parse(document);
    const id = await only(host, { ...SMALL, engine, document, graph: graphs[0].id, weightsFrom: 'fresh' });
    await until(host, id, status('finished', 'failed'));
    const { counts, classes, epochs } = await host.call('views.confusion', { id });
    expect(epochs).toEqual([1, 2]);
    let seen = 0;
    for (const [truth, row] of counts.entries())
      for (const [predicted, count] of row.entries()) {
        if (count === 0) continue;
        const cell = await host.call('views.cell', { id, checkpoint: 'last', truth, predicted, from: 0 });
        expect(cell.total).toBe(count);
        for (const [index, shares] of cell.probabilities.entries()) {
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
          expect(shares.indexOf(Math.max(...shares))).toBe(predicted);
          const { labels } = await host.call('views.images', { id, from: cell.images[index] ?? 0, count: 1 });
          expect(labels).toEqual([classes[truth]]);
        }
        seen += cell.total;
      }
    expect(seen).toBe(20);
    const { classes: guessed } = await host.call('views.predict', {
      id,
      checkpoint: 'last',
      pixels: (await host.call('views.images', { id, from: 0, count: 1 })).pictures.data,
    });
    expect(guessed?.map(({ name }) => name)).toEqual(classes);
  });
});

describe('before and after a run', () => {
  test('a trial estimates the duration, and leaves no files', async () => {
    const host = await page(await start());
    const { document } = baseline({ batchSize: 50 });
    const tried = await host.call('preflight.trial', { document, graph: 'autoencoder' });
    expect(tried).toMatchObject({ train: 60_000, validation: 10_000 });
    expect(tried.step).toBeGreaterThan(0);
    expect(tried.epoch).toBeGreaterThan(tried.step * 1_200);
    expect(tried.memory).toBeGreaterThan(1e8);
    expect(await host.call('runs.list', {})).toEqual([]);
    const refused = baseline({ loss: 'CrossEntropy' }).document;
    expect((await errorOf(host.call('preflight.trial', { document: refused, graph: 'autoencoder' }))).code).toBe('notTrainable');
    const ended = errorOf(host.call('preflight.trial', { document, graph: 'autoencoder' }));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await host.call('preflight.cancel', {});
    expect((await ended).code).toBe('trialCancelled');
  });

  test('a large document is checked in another process, with its problems', async () => {
    const host = await page(await start());
    const text = serializeDocument(loose(1_000));
    const before = engines.length;
    const trial = errorOf(host.call('preflight.trial', { document: text, graph: 'model' }));
    const order = { ...SMALL, document: text, graph: 'model' };
    const begun = errorOf(host.call('runs.start', { orders: [order] }));
    for (const error of [await trial, await begun]) {
      expect(error.code).toBe('notTrainable');
      expect(error.text.en).toContain('c0: Its input is not connected, so no image reaches it.');
      expect(error.text.en).toContain('There are 1993 more.');
    }
    expect(engines.length - before).toBe(2);
    const missing = errorOf(host.call('preflight.trial', { document: text, graph: 'gone' }));
    expect((await missing).code).toBe('noGraph');
  });

  test('the study is queued: finished runs are skipped, and stopped ones resumed', { tags: THOROUGH }, async () => {
    const host = await page(await start());
    const wanted = { epochs: 1, dataset: 'synthetic', train: 40, validation: 20, variants: ['baseline', 'frozen'] };
    const planned = async () => (await host.call('reports.plan', wanted)).trainings;
    expect(await planned()).toEqual([
      { item: 'baseline', preset: 'table2-baseline', from: null, run: null },
      { item: 'channels', preset: 'autoencoder-optimized', from: null, run: null },
      { item: 'frozen', preset: 'classifier-baseline', from: 'channels', run: null },
    ]);
    const { ids } = await host.call('reports.study', wanted);
    expect((await planned()).map((one) => one.run)).toEqual(ids);
    const [baseline = '', channels = '', frozen = ''] = ids;
    expect((await run(host, frozen)).status).toBe('queued');
    // After all runs are stopped, the last one first, no run is in training or queued.
    for (const id of [...ids].reverse()) await host.call('runs.stop', { id }).catch(() => {});
    await until(host, baseline, ({ status: now }) => now !== 'running');
    expect((await run(host, channels)).status).toBe('created');
    expect((await host.call('reports.study', wanted)).ids).toEqual(ids);
    for (const id of ids) expect((await until(host, id, status('finished', 'failed'))).status).toBe('finished');
    // The classifier started from the encoder of this study, which was chosen when it was queued.
    expect((await host.call('runs.read', { id: frozen })).run.weightsFrom).toMatchObject([{ run: channels, checkpoint: 'last' }]);
    // A classifier of other weights does not count as one of the study: its encoder was trained further, or was not finished.
    const { epochsDone } = await run(host, channels);
    await host.call('runs.resume', { id: channels, epochs: epochsDone + 1 });
    await until(host, channels, status('finished'));
    expect((await planned()).map((one) => one.run)).toEqual([baseline, channels, null]);
    const again = (await host.call('reports.study', wanted)).ids;
    expect(again.slice(0, 2)).toEqual(ids.slice(0, 2));
    expect((await until(host, again[2] ?? '', status('finished', 'failed'))).status).toBe('finished');
    expect((await host.call('runs.read', { id: again[2] ?? '' })).run.weightsFrom).toMatchObject([
      { sha256: (await run(host, channels)).weights.last },
    ]);
    // Finished runs are kept; another number of images is another study.
    expect((await host.call('reports.study', wanted)).ids).toEqual(again);
    expect((await host.call('reports.plan', { ...wanted, validation: 30 })).trainings.map((one) => one.run)).toEqual([
      null,
      null,
      null,
    ]);
    expect(await host.call('runs.list', {})).toHaveLength(4);
  });

  test('curves are exported as CSV, and a report of any runs with own captions', async () => {
    const host = await page(await start());
    const { ids } = await host.call('runs.start', { orders: [baseline({ epochs: 1 }), baseline({ epochs: 2, seed: 4 })] });
    await host.call('runs.describe', { id: ids[1] ?? '', name: '=HYPERLINK("x") <b>' });
    for (const id of ids) await until(host, id, status('finished'));
    const { text } = await host.call('reports.csv', { ids });
    const [head, ...rows] = text.trim().split('\n');
    expect(head).toBe('run,epoch,train_loss,val_loss,train_accuracy,val_accuracy,learning_rate,seconds');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/^"'=HYPERLINK/);
    const made = await host.call('reports.html', { ids, lang: 'es', title: 'Mis redes', captions: { table3: 'Mi tabla' } });
    expect(made.captions).toContainEqual({ id: 'table3', text: 'Mi tabla' });
    expect(made.text).toContain('<title>Mis redes</title>');
    expect(made.text).toContain('npx patchbay train table-2-baseline.patchbay.json --epochs 2 --seed 4 --data synthetic');
    expect(made.text).not.toContain('<b>');
    // The page loads no resource and runs no script.
    expect(made.text).not.toMatch(/<script|<link|src="(?!data:)|href=|url\(/);
  });
});

test.for(ENGINES)(
  'on %s a detached encoder gives the same output as the trained one, and its frozen layers are unchanged by training',
  async (engine, { skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
    const host = await page(await start());
    const source = await only(host, {
      ...SMALL,
      engine,
      document: preset('table2-baseline', 'autoencoder', settings({ epochs: 1 }), {
        type: 'insert',
        edge: 'e2',
        kind: 'BatchNorm',
        id: 'norm',
      }),
      graph: 'autoencoder',
    });
    const trained = await until(host, source, status('finished', 'failed'));
    const { document } = (await host.call('runs.read', { id: source })).run;
    const weights = { id: source, checkpoint: 'best' as const, sha256: trained.weights.best ?? '' };
    const detached = detach(document, 'autoencoder', 'pool2', weights);
    const own = ['conv1', 'norm', 'conv2'];
    const frozen = applyEdits(detached.document, detached.graphId, [{ type: 'freeze', nodes: own, frozen: true }]);
    const order = { ...SMALL, engine, document: serializeDocument(frozen), graph: detached.graphId };
    const id = await only(host, order);
    expect((await until(host, id, status('finished', 'failed'))).status).toBe('finished');

    const [before, after] = [source, id].map((one) =>
      readCheckpoint(path.join(home, 'runs', one), one === source ? 'best' : 'last'),
    );
    const [given, taken] = [(await before)?.tensors, (await after)?.tensors];
    const kept = [...(taken?.keys() ?? [])].filter((name) => own.some((node) => name.startsWith(`${node}.`)));
    // Two convolutions, and BatchNorm's scale, shift and both running statistics.
    expect(kept.filter((name) => !name.includes('/'))).toHaveLength(8);
    for (const name of kept) expect(taken?.get(name)).toEqual(given?.get(name));
    const seen = async (run: string, checkpoint: CheckpointName) =>
      (await host.call('views.layer', { id: run, checkpoint, node: 'pool2', input: { image: 3 } })).activations;
    expect(await seen(id, 'last')).toEqual(await seen(source, 'best'));

    // The packed document brings the weights, byte for byte, to a place without the run.
    const packed = await host.call('runs.pack', { document: order.document });
    expect(packed.runs).toEqual([source]);
    expect(parseDocument(packed.text).ok).toBe(true);
    const unpacked = await host.call('runs.unpack', { text: packed.text });
    expect([JSON.parse(unpacked.text), unpacked.runs]).toEqual([JSON.parse(order.document), []]);
    await host.call('runs.delete', { ids: [source] });
    expect((await host.call('runs.unpack', { text: packed.text })).runs).toEqual([source]);
    expect((await run(host, source)).weights.best).toBe(weights.sha256);
    await host.call('runs.delete', { ids: [source] });
    expect((await errorOf(host.call('runs.pack', { document: order.document }))).code).toBe('noRun');
    await host.call('runs.restore', { ids: [source] });

    // The run of its weights is named before it is deleted, and reported missing afterwards.
    expect(await host.call('runs.usedBy', { ids: [source] })).toHaveLength(1);
    await host.call('runs.delete', { ids: [source] });
    expect((await errorOf(host.call('runs.start', { orders: [order] }))).text.en).toContain('which no longer exists');
    await host.call('runs.restore', { ids: [source] });
    // After more training, its weights differ from those that were taken.
    const others = { ...order, document: order.document.replaceAll(weights.sha256, '0'.repeat(64)) };
    expect((await errorOf(host.call('runs.start', { orders: [others] }))).text.en).toContain('which was trained further');
  },
);
