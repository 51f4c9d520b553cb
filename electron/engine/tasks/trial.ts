import { freemem } from 'node:os';
import { diagnose } from '../../../shared/graph/diagnosis/diagnose';
import { type Document, graphOf } from '../../../shared/graph/document';
import { trainingMemory, VALIDATION_BATCH } from '../../../shared/graph/memory';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { imagesOf } from '../../../shared/training/datasets/dataset';
import { datasetOf } from '../../../shared/training/datasets/index';
import type { EngineChoice } from '../../../shared/training/engines';
import { RunError } from '../../run-folder/error';
import { needMemory } from '../../run-folder/memory';
import type { OnProgress } from '../backends/backend';
import { openBackend } from '../backends/open/choose';
import { willBeFetched } from '../data/fetch/how-to-fetch';
import { type OpenedDataset, openOrFallBack } from '../data/open';
import { sourceOf } from '../data/sources/index';
import { fitted } from '../fit';
import type { FromEngine } from '../protocol/protocol';
import { openTrainer } from '../session/open-trainer';
import { gather, range } from '../training/batches';

/** The most steps that are timed, after one that is not, and the most time that they take together, in milliseconds. */
const STEPS = 8;
const LONGEST = 4_000;

/** Options of a trial. */
export interface TrialOptions {
  readonly document: Document;
  readonly graph: string;
  readonly engine: EngineChoice;
  readonly onProgress: OnProgress;
}

/**
 * Takes a few timed steps of a graph and looks at one batch of validation images, to say how long a run will take. Nothing is kept
 * and nothing is downloaded for it: images that stand in for those that are not on this machine take the same time.
 */
export async function trial({ document, graph: id, engine, onProgress }: TrialOptions): Promise<FromEngine> {
  const graph = graphOf(document, id);
  if (!graph) throw new RunError('notAGraph', { graph: id });
  const { inference, training: parsed } = diagnose(document, graph, { fixes: false });
  const { training } = parsed;
  const choice = await openBackend(engine, { setUp: false, onProgress });
  const all = sizeOf(training.dataset, training.validation);
  const train = Math.min(all.train, training.batchSize * (STEPS + 1));
  const val = Math.min(all.validation, VALIDATION_BATCH);
  const opened = await openOrFallBack(training.dataset, { train, val, validation: training.validation, seed: 0, offline: true });
  const data = fitted(document, graph, opened);
  needMemory(inference, training, choice.backend.name);
  const trainer = openTrainer(choice.backend, inference, training, data.train.size);
  const batchOf = (step: number) => {
    const from = (step * training.batchSize) % Math.max(1, data.train.count - training.batchSize + 1);
    return gather(data.train, range(from, Math.min(from + training.batchSize, data.train.count)), training.pixelScale);
  };
  const times: number[] = [];
  const began = performance.now();
  for (let step = 1; step <= STEPS + 1; step++) {
    const start = performance.now();
    await trainer.step(batchOf(step - 1), { step, learningRate: training.learningRate });
    times.push(performance.now() - start);
    if (step > 1 && performance.now() - began > LONGEST) break;
  }
  const batch = gather(data.validation, range(0, data.validation.count), training.pixelScale);
  await trainer.evaluate(batch);
  const start = performance.now();
  await trainer.evaluate(batch);
  const validated = (performance.now() - start) / 1000;
  trainer.dispose();
  const step = median(times.slice(1)) / 1000;
  const batches = Math.ceil(all.train / training.batchSize);
  const { backend, reason, faster } = choice;
  return {
    type: 'tried',
    engine: { backend: backend.name, library: backend.library, reason, ...(faster ? { faster } : {}) },
    data: originOf(training.dataset, opened),
    train: all.train,
    validation: all.validation,
    step,
    epoch: batches * step + (all.validation / Math.max(1, data.validation.count)) * validated,
    memory: trainingMemory(inference, training, backend.name),
    free: freemem(),
  };
}

/** The origin of the images of the run itself, which fetches those that are not on this machine. */
function originOf(id: string, opened: OpenedDataset): LocalizedText {
  const { remote, standIn } = sourceOf(id);
  return opened.id === id || !remote || !standIn ? opened.source : willBeFetched(remote, standIn.label);
}

/** The number of images of a whole epoch. */
function sizeOf(id: string, validation: 'test' | number): { readonly train: number; readonly validation: number } {
  const dataset = datasetOf(id);
  if (!dataset) throw new RunError('unknownSize', { dataset: id });
  return imagesOf(dataset, validation);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
