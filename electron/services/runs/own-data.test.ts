import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { THOROUGH } from '../../../.ci/tallies';
import { skipWithout } from '../../../e2e/support/needs';
import { type Document, emptyDocument } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { type OwnData, writeOwnData } from '../../engine/data/support/testing';
import { checkpointPath, readCheckpoint } from '../../run-folder/checkpoint';
import { readRun, writeRun } from '../../run-folder/folder';
import { metricsPath } from '../../run-folder/metrics-file';
import { ask, changeRun, startRun } from './engine';
import { newRun } from './store';

/** Own images, which the engine compares with the graph, and with those of the run's start. */

let home = '';
beforeAll(() => {
  home = mkdtempSync(path.join(tmpdir(), 'patchbay-own-'));
  process.env['PATCHBAY_HOME'] = home;
});
afterAll(() => {
  delete process.env['PATCHBAY_HOME'];
  rmSync(home, { recursive: true, force: true });
});

const ENGINES = ['wasm', 'native'] as const;

const SETTINGS = { epochs: 1, batchSize: 20, seed: 3, dataset: 'idx' };
const CLASSIFIES = { ...SETTINGS, task: 'classification', loss: 'CrossEntropy' };

/** A chain of layers behind an Input of 28×28×1. */
function net(settings: object, ...layers: readonly (readonly [id: string, kind: string, params: object])[]): Document {
  const edits = layers.flatMap(([id, kind, params], index): Edit[] => [
    { type: 'add', kind, id, params: { ...params } },
    { type: 'connect', from: layers[index - 1]?.[0] ?? 'input', to: id },
  ]);
  return applyEdits(emptyDocument('Own data'), 'model', [...edits, { type: 'train', settings: { ...settings } }]);
}

const conv = { filters: 1, padding: [1, 1] };
const autoencoder = (settings = {}) => net({ ...SETTINGS, ...settings }, ['conv1', 'Conv2D', conv], ['conv2', 'Conv2D', conv]);
const classifier = () => net(CLASSIFIES, ['flatten', 'Flatten', {}], ['fc', 'Linear', { units: 10 }]);

/** Creates a run on own images. */
async function make(document: Document, own: OwnData) {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  const data = writeOwnData(mkdtempSync(path.join(home, 'data-')), own);
  return { folder: await newRun({ document, graph, data: { dataset: 'idx', folder: data } }), data };
}

/** Trains a run to its end. @returns its state, and the reason in every language */
async function carryOn(folder: string, engine: 'wasm' | 'native') {
  const notes: LocalizedText[] = [];
  const ended = await startRun({ folder, engine, offline: true }, (message) => {
    if (message.type === 'ready') notes.push(...message.notes);
  }).ended;
  if (ended.type === 'died') throw new Error(`the engine died: ${ended.output}`);
  // Every placeholder is filled in, and no message is a library's.
  for (const text of [ended.reason?.en, ended.reason?.es, ...notes.map(({ es }) => es)])
    expect(text ?? '').not.toMatch(/\{\w+\}|undefined|TF_Status|"code":/);
  return { state: ended.state, reason: ended.reason, notes: notes.map(({ en }) => en) };
}

describe.each(ENGINES)('own images on %s', (engine) => {
  beforeEach(({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
  });

  test('with fewer classes than outputs are trained with a notice, and so are images that cannot be learned', async () => {
    const { folder } = await make(classifier(), { label: (index) => index % 7, testLabel: (index) => index % 8 });
    const { state, notes } = await carryOn(folder, engine);
    expect(state).toBe('finished');
    expect(notes).toEqual([
      expect.stringMatching(/^fc: The validation images have classes that the training images lack \(7\)/),
      expect.stringMatching(
        /^fc: The output has 10 values, and there are 8 classes .* the last 2 outputs are never .* Set units to 8\.$/,
      ),
    ]);
    // Every image is in the confusion matrix, whatever class was predicted.
    const { counts, classes } = JSON.parse(readFileSync(path.join(folder, 'confusion', 'epoch-0001.json'), 'utf8'));
    expect(classes).toEqual(Array.from({ length: 10 }, (_, label) => String(label)));
    expect(counts.flat().reduce((sum: number, count: number) => sum + count, 0)).toBe(20);
  });

  test('must be the same when a run is resumed', { tags: THOROUGH }, async () => {
    const own = { seed: 1 };
    const { folder, data } = await make(autoencoder(), own);
    expect(await carryOn(folder, engine)).toMatchObject({ state: 'finished' });
    const { found } = (await readRun(folder)).data;
    expect(found).toMatchObject({ image: [28, 28, 1], train: { count: 40 }, validation: { count: 20 } });
    await changeRun(folder, { epochs: 2 });

    writeOwnData(data, { seed: 2 });
    const told = {
      en: 'The images have changed since the run began: their pixels or labels changed. Restore the earlier ones, or begin a new run.',
      es: 'Las imágenes cambiaron desde que empezó la ejecución: cambiaron sus píxeles o sus etiquetas. Recupere las anteriores, o empiece una nueva.',
    };
    expect(await carryOn(folder, engine)).toMatchObject({ state: 'failed', reason: told });
    const { ended, answer } = await ask({ type: 'evaluate', folder, checkpoint: 'last', engine }, 'evaluated');
    expect({ answer, ended }).toMatchObject({ answer: undefined, ended: { reason: told } });
    expect((await readCheckpoint(folder, 'last')).progress.epoch).toBe(2);

    writeOwnData(data, own);
    expect(await carryOn(folder, engine)).toMatchObject({ state: 'finished' });
    expect((await readCheckpoint(folder, 'last')).progress.epoch).toBe(3);

    // A run of an earlier version has no hash of its images, and is resumed.
    const { found: _, ...before } = (await readRun(folder)).data;
    await writeRun(folder, { ...(await readRun(folder)), data: before });
    writeOwnData(data, { seed: 2 });
    await changeRun(folder, { epochs: 3 });
    expect(await carryOn(folder, engine)).toMatchObject({ state: 'finished' });
  });

  test('that do not fit are refused before the first step, with the fix, and may be replaced', async () => {
    const { folder, data } = await make(autoencoder(), { size: [32, 32] });
    const { state, reason } = await carryOn(folder, engine);
    expect(state).toBe('failed');
    expect(reason).toEqual({
      en: `The graph cannot be trained: input: The Input is 28×28×1, and the images of IDX files from ${data} are 32×32×1. To fix it: Set the Input to 32×32×1.`,
      es: `El grafo no se puede entrenar: input: La Entrada es 28×28×1, y las imágenes de archivos IDX de ${data} son 32×32×1. Para arreglarlo: Poner la Entrada en 32×32×1.`,
    });
    expect(existsSync(checkpointPath(folder, 'last'))).toBe(false);
    expect((await readRun(folder)).reason).toEqual(reason);
    writeOwnData(data, {});
    expect(await carryOn(folder, engine)).toMatchObject({ state: 'finished' });
  });

  test('that make training diverge leave no NaN in the metrics and no message of a library', async () => {
    const { folder } = await make(autoencoder({ optimizer: { kind: 'SGD' }, learningRate: 10, batchSize: 40, epochs: 20 }), {});
    const { state, reason } = await carryOn(folder, engine);
    expect(state).toBe('failed');
    expect(reason?.en).toMatch(
      /the (validation )?loss became (NaN|infinite) \(training diverged\)\. Lower the learning rate: it is 10, try 1\.$/,
    );
    expect(readFileSync(metricsPath(folder), 'utf8')).not.toContain('null');
  });
});
