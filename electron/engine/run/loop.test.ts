import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDocument } from '../../../shared/graph/document';
import { applyEdits } from '../../../shared/graph/edits/edit';
import { infer } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import { ownText } from '../../../shared/i18n/message-error';
import { integers } from '../../../shared/plan/random';
import { type EpochMetric, parseMetrics } from '../../../shared/runs/metrics';
import type { Run } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { readCheckpoint } from '../../run-folder/checkpoint';
import { createRun } from '../../run-folder/folder';
import { metricsPath } from '../../run-folder/metrics-file';
import type { ImageSet } from '../data/support/images';
import { layersModelTrainer } from '../layers-model/layers-model-trainer';
import { type Command, type LoopEvent, runLoop } from './loop';

/** The loop by itself, with a small model on tfjs's plain backend. */

let home = '';
beforeAll(async () => {
  await tf.setBackend('cpu');
  home = mkdtempSync(join(tmpdir(), 'patchbay-loop-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const document = applyEdits(emptyDocument('Loop'), 'model', [
  { type: 'change', node: 'input', params: { height: 4, width: 4 } },
  { type: 'add', kind: 'Conv2D', id: 'conv', params: { filters: 1, padding: [1, 1] } },
  { type: 'connect', from: 'input', to: 'conv' },
]);

function images(count: number, seed: number): ImageSet {
  const draw = integers({ seed, name: 'pixels', step: 0 });
  const bytes = Uint8Array.from({ length: count * 16 }, (_, index) => draw(index) & 255);
  return { images: bytes, labels: new Uint8Array(count), count, size: [4, 4, 1], classes: ['one'] };
}

interface Tried {
  readonly settings?: object;
  /** The command that follows an event. */
  readonly when?: (event: LoopEvent) => Command | undefined;
  /** An empty folder of its own if not said. */
  readonly folder?: string;
}

async function carryOut({ settings = {}, when = () => undefined, folder = mkdtempSync(join(home, 'run-')) }: Tried) {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  const { training } = parseTraining({ epochs: 3, batchSize: 8, learningRate: 0.01, ...settings });
  let run: Run = {
    format: 'patchbay-run',
    version: 1,
    id: 'loop',
    name: 'Loop',
    created: '2026-01-02T03:04:05.000Z',
    state: 'running',
    document,
    graph: graph.id,
    data: { dataset: 'synthetic' },
    weightsFrom: [],
    interventions: [],
    timings: [],
  };
  await createRun(folder, run);
  const trainer = layersModelTrainer(tf, liveGraph(infer(graph)), training, [4, 4, 1]);
  const commands: Command[] = [];
  const events: LoopEvent[] = [];
  const epochs: number[] = [];
  const outcome = await runLoop({
    folder,
    training,
    trainer,
    train: images(20, 1),
    validation: images(10, 2),
    from: undefined,
    run: () => run,
    async intervene(intervention) {
      run = { ...run, interventions: [...run.interventions, intervention] };
    },
    poll: () => commands.shift(),
    async wait() {
      const command = commands.shift();
      if (!command) throw new Error('nothing was asked for while it was paused');
      return command;
    },
    emit(event) {
      events.push(event);
      const command = when(event);
      if (command) commands.push(command);
    },
    async afterEpoch({ epoch }) {
      epochs.push(epoch);
    },
  });
  trainer.dispose();
  const metrics = parseMetrics(readFileSync(metricsPath(folder), 'utf8'));
  const ofEpochs = metrics.filter((metric): metric is EpochMetric => metric.type === 'epoch');
  return { outcome, events, epochs, metrics, ofEpochs, run, folder };
}

const phases = (events: readonly LoopEvent[]) => events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []));

describe('the loop', () => {
  it('takes every image once an epoch, the last batch as large as what is left', async () => {
    const { outcome, metrics, ofEpochs, epochs, folder } = await carryOut({});
    expect(outcome).toEqual({ state: 'finished' });
    expect(metrics.map(({ type, step, epoch }) => `${type} ${step} ${epoch}`).slice(0, 5)).toEqual([
      'batch 1 1',
      'batch 2 1',
      'batch 3 1',
      'epoch 3 1',
      'batch 4 2',
    ]);
    expect(epochs).toEqual([1, 2, 3]);
    // 8, 8 and 4 images: the mean over images, not over batches.
    const [a = 0, b = 0, c = 0] = metrics.slice(0, 3).map((metric) => (metric.type === 'batch' ? metric.loss : 0));
    expect(ofEpochs[0]?.trainLoss).toBeCloseTo((8 * a + 8 * b + 4 * c) / 20, 12);
    const { progress } = await readCheckpoint(folder, 'last');
    expect(progress).toMatchObject({ step: 9, epoch: 4, batch: 0, done: true });
  });

  it('keeps the weights with the least validation loss, and stops when it has not fallen for long enough', async () => {
    const settings = { epochs: 50, learningRate: 5, optimizer: { kind: 'Adam' }, earlyStopping: { patience: 2 } };
    const { outcome, ofEpochs, folder } = await carryOut({ settings });
    expect(outcome).toMatchObject({ state: 'finished', reason: { en: expect.stringContaining('has not fallen for 2 epochs') } });
    const losses = ofEpochs.map(({ valLoss }) => valLoss);
    const least = losses.indexOf(Math.min(...losses));
    expect(losses.length).toBeLessThan(50);
    expect((await readCheckpoint(folder, 'best')).progress.best).toEqual({ loss: losses[least], epoch: least + 1 });
  });

  it('pauses until it is told to go on, and comes to the same end', async () => {
    const left = await carryOut({});
    let paused = false;
    const { outcome, events, metrics } = await carryOut({
      when: (event) => {
        if (event.type === 'phase' && event.phase === 'paused') return { type: 'resume' };
        if (event.type !== 'progress' || paused || event.progress.step !== 4) return undefined;
        paused = true;
        return { type: 'pause' };
      },
    });
    expect(outcome).toEqual({ state: 'finished' });
    expect(phases(events)).toContain('paused');
    expect(metrics).toEqual(left.metrics);
  });

  it('takes another learning rate and another number of epochs while it runs', async () => {
    const { run, ofEpochs } = await carryOut({
      when: (event) =>
        event.type === 'progress' && event.progress.step === 4 ? { type: 'intervene', learningRate: 0.5, epochs: 5 } : undefined,
    });
    expect(run.interventions).toEqual([{ step: 4, learningRate: 0.5, epochs: 5 }]);
    expect(ofEpochs.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.5, 0.5, 0.5, 0.5]);
  });

  it('stops at a checkpoint, while it trains and while it validates', async () => {
    const training = await carryOut({
      when: (event) => (event.type === 'progress' && event.progress.step === 2 ? { type: 'stop' } : undefined),
    });
    expect(training.outcome).toEqual({ state: 'stopped' });
    expect((await readCheckpoint(training.folder, 'last')).progress).toMatchObject({ step: 2, epoch: 1, batch: 2, done: false });
    const validating = await carryOut({
      when: (event) => (event.type === 'phase' && event.phase === 'validating' ? { type: 'stop' } : undefined),
    });
    expect((await readCheckpoint(validating.folder, 'last')).progress).toMatchObject({ step: 3, epoch: 1, batch: 3 });
    expect(validating.ofEpochs).toEqual([]);
  });

  describe('that diverges', () => {
    const atOnce = (learningRate: number) => (event: LoopEvent) =>
      event.type === 'phase' && event.phase === 'training' ? { type: 'intervene' as const, learningRate } : undefined;
    const settings = { optimizer: { kind: 'SGD' } };
    const failed = async (tried: Omit<Tried, 'folder'>) => {
      const folder = mkdtempSync(join(home, 'run-'));
      const error = await carryOut({ ...tried, folder }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      const metrics = parseMetrics(readFileSync(metricsPath(folder), 'utf8'));
      return { text: ownText(error), metrics, kept: await readCheckpoint(folder, 'last') };
    };

    it('says so where only the validation loss shows it, and keeps neither that loss nor the weights', async () => {
      // One step, whose loss is that of the first weights.
      const { text, metrics, kept } = await failed({ settings: { ...settings, batchSize: 20 }, when: atOnce(1e25) });
      expect(text).toEqual({
        en: 'After epoch 1, the validation loss became infinite (training diverged). Lower the learning rate: it is 1e+25, try 1e+24.',
        es: 'Después de la época 1, la pérdida de validación llegó a ser infinita (el entrenamiento divergió). Baje la tasa de aprendizaje: es 1e+25, pruebe con 1e+24.',
      });
      expect(metrics.map(({ type }) => type)).toEqual(['batch']);
      expect(kept.progress).toMatchObject({ step: 0, epoch: 1 });
    });

    it('says so where the loss of a step shows it', async () => {
      const { text, kept } = await failed({ settings, when: atOnce(1e25) });
      expect(text?.en).toMatch(/^At step 2, in epoch 1, the loss became infinite/);
      expect(kept.progress).toMatchObject({ step: 0 });
    });

    it('says so before weights that are no numbers are kept', async () => {
      const { text, kept } = await failed({
        settings,
        when: (event) => (event.type === 'progress' ? { type: 'stop' } : atOnce(1e39)(event)),
      });
      expect(text?.en).toMatch(/^After step 1, in epoch 1, weights of conv are NaN or infinite \(training diverged\)/);
      expect(kept.progress).toMatchObject({ step: 0 });
    });
  });
});
