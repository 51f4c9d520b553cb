import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { THOROUGH } from '../../../.ci/tallies';
import { skipWithout } from '../../../e2e/support/needs';
import { type Document, graphOf } from '../../../shared/graph/document';
import { applyEdits, type Edit } from '../../../shared/graph/edits/edit';
import { parseDocument } from '../../../shared/graph/parse';
import type { FromEngine } from '../../engine/protocol/protocol';
import { checkpointPath, readCheckpoint } from '../../run-folder/checkpoint';
import { writeRun } from '../../run-folder/folder';
import { metricsPath } from '../../run-folder/metrics-file';
import type { EngineProcess } from '../engine-process';
import { ask, changeRun, startRun } from './engine';
import { diedText } from './messages';
import { findRun, newestRunOf, newRun } from './store';

/** Tests of runs in real engine processes, on generated images, with every engine on this machine. */

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'patchbay-runs-'));
  process.env['PATCHBAY_HOME'] = home;
});
afterAll(() => {
  delete process.env['PATCHBAY_HOME'];
  rmSync(home, { recursive: true, force: true });
});

function preset(name: string, graphId: string, ...edits: Edit[]): Document {
  const parsed = parseDocument(readFileSync(join('presets', `${name}.patchbay.json`), 'utf8'));
  if (!parsed.ok) throw new Error(`${name} cannot be read`);
  return applyEdits(parsed.document, graphId, edits);
}

const SMALL = { epochs: 2, batchSize: 20, seed: 7, dataset: 'synthetic' };

async function make(document: Document, graphId: string, images = { train: 100, validation: 40 }): Promise<string> {
  const graph = graphOf(document, graphId);
  if (!graph) throw new Error('no graph');
  return newRun({ document, graph, data: { dataset: 'synthetic', ...images } });
}

type Engine = 'native' | 'wasm';

/** Trains a run until its process ends; `during` may interfere at every message. */
async function carryOn(
  folder: string,
  engine: Engine,
  during: (message: FromEngine, process: EngineProcess) => void = () => {},
  more: object = {},
) {
  const messages: FromEngine[] = [];
  const running = startRun({ folder, engine, ...more }, (message) => {
    messages.push(message);
    during(message, running);
  });
  return { ended: await running.ended, messages };
}

/** Checksums of the files that must be byte-identical. */
const sums = (folder: string) =>
  Object.fromEntries(
    [checkpointPath(folder, 'last'), checkpointPath(folder, 'best'), metricsPath(folder)].map((file) => [
      file.slice(folder.length),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );

/** The small autoencoder with all kinds of state: Dropout, BatchNorm, Adam's moments. */
const stateful = () =>
  preset(
    'table2-baseline',
    'autoencoder',
    { type: 'train', settings: SMALL },
    { type: 'insert', edge: edgeInto('table2-baseline', 'pool1'), kind: 'BatchNorm', id: 'norm' },
  );

function edgeInto(name: string, node: string): string {
  const edge = preset(name, 'autoencoder').graphs[0]?.edges.find(({ to }) => to === node);
  if (!edge) throw new Error(`no edge into ${node}`);
  return edge.id;
}

const atStep = (step: number, act: (process: EngineProcess) => void) => {
  let done = false;
  return (message: FromEngine, process: EngineProcess) => {
    if (done || message.type !== 'progress' || message.progress.step < step) return;
    done = true;
    act(process);
  };
};

describe.each<Engine>(['wasm', 'native'])('a run on %s', (engine) => {
  it('that is killed at any step, or while writing a checkpoint, ends in the same bytes as an undisturbed one', async ({
    skip,
  }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
    const whole = await make(stateful(), 'autoencoder');
    const { ended } = await carryOn(whole, engine);
    expect(ended).toMatchObject({ type: 'ended', state: 'finished' });
    const wanted = sums(whole);

    let broken = await make(stateful(), 'autoencoder');
    let kills = 0;
    for (const step of [1, 4, 5, 8]) {
      const { ended: how } = await carryOn(
        broken,
        engine,
        atStep(step, (process) => process.kill()),
      );
      if (how.type === 'died' && how.signal === 'SIGKILL') kills++;
    }
    // Killed while the file has its temporary name.
    let midway = 0;
    for (let attempt = 0; attempt < 8 && midway === 0; attempt++) {
      const folder = join(broken, 'checkpoints');
      let running: EngineProcess | undefined;
      const watcher = watch(folder, (_, name) => {
        if (/\.safetensors\..*\.tmp$/.test(name ?? '')) running?.kill();
      });
      const { ended: how } = await carryOn(broken, engine, (_, process) => {
        running = process;
      });
      watcher.close();
      // The temporary file existed too briefly to be seen: try again from the start.
      if (how.type !== 'died') {
        broken = await make(stateful(), 'autoencoder');
        continue;
      }
      kills++;
      if (readdirSync(folder).some((name) => /\.safetensors\..*\.tmp$/.test(name))) midway++;
    }
    expect((await findRun(broken)).state).not.toBe('finished');
    expect(await carryOn(broken, engine)).toMatchObject({ ended: { type: 'ended', state: 'finished' } });
    console.log(`${engine}: ${kills} kills, ${midway} of them with a checkpoint half-written`);
    expect(kills).toBeGreaterThanOrEqual(4);
    expect(midway).toBe(1);
    expect(sums(broken)).toEqual(wanted);
  });

  it('that is stopped, changed and resumed equals one with the same changes', { tags: THOROUGH }, async ({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
    const folder = await make(stateful(), 'autoencoder');
    await carryOn(
      folder,
      engine,
      atStep(3, (process) => process.send({ type: 'stop' })),
    );
    const { step } = (await readCheckpoint(folder, 'last')).progress;
    expect(step).toBeLessThan(10);
    await changeRun(folder, { learningRate: 0.01, epochs: 3 });
    expect((await carryOn(folder, engine)).ended).toMatchObject({ state: 'finished' });
    const { run, epochs } = await findRun(folder);
    expect(run.interventions).toEqual([{ step, learningRate: 0.01, epochs: 3 }]);
    expect(epochs.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.01]);

    // The same changes known from the start, and killed after them.
    const other = await make(stateful(), 'autoencoder');
    await writeRun(other, { ...(await findRun(other)).run, interventions: run.interventions });
    const { ended } = await carryOn(
      other,
      engine,
      atStep(step + 2, (process) => process.kill()),
    );
    expect(ended.type).toBe('died');
    await carryOn(other, engine);
    expect(sums(other)).toEqual(sums(folder));
  });

  it('writes a model that plain tfjs loads, with the same output', async ({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
    const folder = await make(stateful(), 'autoencoder');
    await carryOn(folder, engine);
    const description = JSON.parse(readFileSync(join(folder, 'model', 'model.json'), 'utf8'));
    const weights = readFileSync(join(folder, 'model', 'weights.bin'));
    await tf.setBackend('cpu');
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: description.modelTopology,
        weightSpecs: description.weightsManifest[0].weights,
        weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
      }),
    );
    const { tensors } = await readCheckpoint(folder, 'last');
    const kernel = model.getLayer('convt2').getWeights()[0];
    expect(Array.from(kernel?.dataSync() ?? [])).toEqual(Array.from(tensors.get('convt2.kernel')?.data ?? []));
    expect(model.outputs[0]?.shape).toEqual([null, 28, 28, 1]);
    expect(existsSync(join(folder, 'samples', 'epoch-0002.png'))).toBe(true);
  });
});

describe.each<Engine>(['wasm', 'native'])('a classifier on %s', (engine) => {
  it("starts from the encoder's weights, keeps frozen layers byte for byte, and writes a confusion matrix", async ({ skip }) => {
    if (engine === 'native') skipWithout({ skip }, 'native');
    const name = 'classifier-baseline';
    const settings: Edit = { type: 'train', settings: { ...SMALL, epochs: 1 } };
    const encoder = await make(preset(name, 'autoencoder', settings), 'autoencoder', { train: 40, validation: 20 });
    expect((await carryOn(encoder, engine)).ended).toMatchObject({ state: 'finished' });

    const frozen = ['conv1', 'batchnorm1', 'conv2', 'batchnorm2'];
    const document = preset(name, 'classifier', settings, { type: 'freeze', nodes: frozen, frozen: true });
    const newest = await newestRunOf(document, 'autoencoder');
    expect(newest?.folder).toBe(encoder);
    const folder = await make(document, 'classifier', { train: 40, validation: 20 });
    const refused = await carryOn(folder, engine);
    expect(refused.ended).toMatchObject({ state: 'failed', reason: { en: expect.stringContaining('no run of it is given') } });
    const { ended } = await carryOn(folder, engine, undefined, {
      weightsFrom: frozen.map((node) => ({ node, folder: encoder, checkpoint: 'best' as const })),
    });
    expect(ended).toMatchObject({ state: 'finished' });

    const [source, trained] = [await readCheckpoint(encoder, 'best'), await readCheckpoint(folder, 'last')];
    const kept = [...trained.tensors.keys()].filter((tensor) => frozen.some((node) => tensor.startsWith(`${node}.`)));
    expect(kept.length).toBe(12);
    for (const tensor of kept) expect(trained.tensors.get(tensor)).toEqual(source.tensors.get(tensor));
    const { run } = await findRun(folder);
    expect(run.weightsFrom).toEqual([
      { run: newest?.run.id, checkpoint: 'best', sha256: source.sha256, nodes: expect.arrayContaining(frozen) },
    ]);
    const { counts } = JSON.parse(readFileSync(join(folder, 'confusion', 'epoch-0001.json'), 'utf8'));
    expect(counts.flat().reduce((sum: number, count: number) => sum + count, 0)).toBe(20);
    const { answer } = await ask({ type: 'evaluate', folder, checkpoint: 'last', engine }, 'evaluated');
    expect(answer?.count).toBe(20);
    expect(answer?.confusion).toEqual(counts);
  });
});

describe('a run that cannot be trained', () => {
  it('fails with the reason when its loss becomes NaN', async () => {
    const wild = preset('table2-baseline', 'autoencoder', {
      type: 'train',
      settings: { ...SMALL, optimizer: { kind: 'SGD', momentum: 0.9 }, learningRate: 10 },
    });
    const folder = await make(wild, 'autoencoder');
    const { ended } = await carryOn(folder, 'wasm');
    expect(ended).toMatchObject({
      state: 'failed',
      reason: {
        en: expect.stringMatching(
          /^At step \d+, in epoch 1, the loss became (NaN|infinite) \(training diverged\)\. Lower the learning rate: it is 10, try 1\.$/,
        ),
        es: expect.stringMatching(/la pérdida llegó a ser (NaN|infinita) \(el entrenamiento divergió\)/),
      },
    });
    expect(await findRun(folder)).toMatchObject({ state: 'failed' });
  });

  it('is refused before the first step if it needs more memory than there is', async () => {
    const huge = preset(
      'fc-autoencoder',
      'autoencoder',
      { type: 'change', node: 'fc1', params: { units: 40_000 } },
      { type: 'change', node: 'fc2', params: { units: 40_000 } },
      { type: 'train', settings: SMALL },
    );
    const { ended, messages } = await carryOn(await make(huge, 'autoencoder'), 'wasm');
    expect(ended).toMatchObject({
      state: 'failed',
      reason: {
        en: expect.stringMatching(/^Training takes about \d+(\.\d)? GB of memory, and \d+(\.\d)? GB are available\./),
        es: expect.stringMatching(/^Entrenar ocupa unos/),
      },
    });
    expect(messages.filter(({ type }) => type === 'ready')).toEqual([]);
  });

  it('says that it ran out of memory if the system or V8 ended it for that', () => {
    expect(diedText({ how: 'SIGKILL', output: '' }).en).toContain('ran out of memory');
    const heap = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    expect(diedText({ how: 'SIGABRT', output: heap }).es).toContain('se quedó sin memoria');
    expect(diedText({ how: 'SIGSEGV', output: '' }).en).toBe(
      'The engine exited unexpectedly (SIGSEGV). Everything up to the last checkpoint is saved. Resume the run to continue from there.',
    );
  });

  it('is refused while another process has it', async () => {
    const folder = await make(stateful(), 'autoencoder');
    let second: Promise<unknown> | undefined;
    let pid: number | undefined;
    const first = await carryOn(
      folder,
      'wasm',
      atStep(1, (process) => {
        process.send({ type: 'pause' });
        pid = process.pid;
        second = carryOn(folder, 'wasm').then(({ ended }) => {
          process.send({ type: 'resume' });
          return ended;
        });
      }),
    );
    const refused = await second;
    expect(refused).toMatchObject({
      state: 'failed',
      reason: { en: expect.stringContaining(`in use by process ${pid} on this`) },
    });
    expect(refused).toMatchObject({ reason: { es: expect.stringContaining(`termínelo con: kill ${pid}`) } });
    expect(first.ended).toMatchObject({ state: 'finished' });
  });
});
