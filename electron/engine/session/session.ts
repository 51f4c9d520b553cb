import { join } from 'node:path';
import { diagnose } from '../../../shared/graph/diagnosis/diagnose';
import { graphOf } from '../../../shared/graph/document';
import type { Inference } from '../../../shared/graph/infer';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { detailOf } from '../../../shared/i18n/issues';
import type { Tf } from '../../../shared/layers/support/kind';
import type { Run, RunData, RunEngine, RunStart, WeightSource } from '../../../shared/runs/run';
import { unfinishedWeights } from '../../../shared/runs/unfinished-weights';
import type { Training } from '../../../shared/training/config';
import type { EngineChoice } from '../../../shared/training/engines';
import { hasCode } from '../../files/system-error';
import { removeTemporaries } from '../../files/write-whole';
import { type Lock, LockedError, type LockOptions, takeLock } from '../../lock/lock';
import { inUseText, watchText } from '../../lock/messages';
import { type Checkpoint, readCheckpoint } from '../../run-folder/checkpoint';
import { knownText, RunError, textOf } from '../../run-folder/error';
import { lockPath, readRun, writeRun } from '../../run-folder/folder';
import { needMemory } from '../../run-folder/memory';
import { runText } from '../../run-folder/messages';
import { isSlot, type State } from '../../run-folder/state';
import type { Backend, BackendChoice } from '../backends/backend';
import { openBackend } from '../backends/open/choose';
import { type OpenedDataset, openDataset, openOrFallBack } from '../data/open';
import type { OpenOptions } from '../data/sources/source';
import { DataError } from '../data/support/error';
import type { Progress } from '../data/support/progress';
import { fitted, graphError } from '../fit';
import { unexportable } from '../layers-model/compile';
import { needSame, recordOf } from '../run/data-record';
import { exportModel } from '../run/export-model';
import { type Command, type LoopEvent, type Outcome, runLoop } from '../run/loop';
import { writeSamples } from '../run/samples';
import { borrowers, borrowWeights } from '../run/weights-from';
import type { Trainer } from '../training/trainer';
import { openTrainer } from './open-trainer';

/** Options of a session that run.json does not have. */
export interface SessionOptions {
  readonly folder: string;
  readonly engine: EngineChoice;
  /** The sources of nodes that start from another run's weights; one that is not listed starts from the seed. */
  readonly weightsFrom?: readonly WeightSource[] | undefined;
  readonly offline: boolean;
  /** For tests: another machine, and other addresses of data sets. */
  readonly fetch?: Pick<OpenOptions, 'where' | 'addresses'>;
}

/** Events of a session: those of the loop, and those before it. */
export type SessionEvent =
  | LoopEvent
  | { readonly type: 'preparing'; readonly step: LocalizedText; readonly done?: number; readonly total?: number }
  | {
      readonly type: 'ready';
      readonly run: Run;
      readonly reason: LocalizedText;
      readonly faster?: LocalizedText;
      readonly data: LocalizedText;
      /** Further facts about the data, one a line. */
      readonly notes: readonly LocalizedText[];
      readonly train: number;
      readonly validation: number;
    }
  | { readonly type: 'epoch'; readonly epoch: number; readonly train: number; readonly validation: number };

/** The commands to a session, and the listener to its events. */
export interface SessionHooks {
  poll(): Command | undefined;
  wait(): Promise<Command>;
  /** Aborted when a command to stop has come: downloads end then, without waiting for the first step. */
  readonly stopped: AbortSignal;
  emit(event: SessionEvent): void;
}

/**
 * Carries out one run until it ends or is stopped: opens the engine and the data, builds the model, restores the last checkpoint if
 * there is one, trains, and writes the model, pictures and records into the folder.
 * @throws RunError, BackendError and DataError where the run cannot begin or continue
 */
export async function carryOut(options: SessionOptions, hooks: SessionHooks): Promise<Outcome> {
  const { folder } = options;
  const lock = await lockRun(folder, hooks);
  /** A command, unless another process has taken the run over and writes into its folder now. */
  const ifKept = <T>(command: T): T => {
    if (lock.lost.aborted) throw new RunError('lockLost');
    return command;
  };
  const kept = { ...hooks, poll: () => ifKept(hooks.poll()), wait: async () => ifKept(await hooks.wait()) };
  try {
    const record = new RunRecord(folder, await readRun(folder));
    try {
      await removeTemporaries(folder);
      const outcome = await train(options, record, kept);
      await record.update({ state: outcome.state, ...('reason' in outcome && outcome.reason ? { reason: outcome.reason } : {}) });
      return outcome;
    } catch (error) {
      // On a full disk the record cannot be written either; the error is still reported.
      if (!lock.lost.aborted) await record.update({ state: 'failed', reason: textOf(error) }).catch(() => {});
      throw error;
    }
  } finally {
    await lock.release();
  }
}

/** Takes the lock of a run. @throws RunError inUse */
async function lockRun(folder: string, hooks: SessionHooks): Promise<Lock> {
  const onWatch: LockOptions['onWatch'] = (...watched) => hooks.emit({ type: 'preparing', step: watchText(...watched) });
  return takeLock(lockPath(folder), { onWatch }).catch((error: unknown) => {
    throw error instanceof LockedError ? new RunError('inUse', { text: inUseText('run', error) }) : error;
  });
}

/** run.json of a run in progress: written whenever it changes. */
class RunRecord {
  constructor(
    private readonly folder: string,
    public run: Run,
  ) {}

  async update(changes: Partial<Run>): Promise<void> {
    this.run = { ...this.run, ...changes };
    await writeRun(this.folder, this.run);
  }

  /** Records the options of a run that begins: those that are not given are those of its last start. */
  async start({ engine, weightsFrom = this.run.start?.weightsFrom }: SessionOptions): Promise<RunStart> {
    const chosen = engine === 'auto' ? (this.run.start?.engine ?? engine) : engine;
    const start = { engine: chosen, ...(weightsFrom ? { weightsFrom } : {}) };
    await this.update({ start });
    return start;
  }

  /** Marks the run as running, without the reason of its earlier end. */
  async begin(engine: RunEngine, data: RunData): Promise<void> {
    const { reason: _, ...run } = this.run;
    this.run = run;
    await this.update({ state: 'running', engine, data });
  }
}

async function train(options: SessionOptions, record: RunRecord, hooks: SessionHooks): Promise<Outcome> {
  const { folder } = options;
  const { document, graph: graphId } = record.run;
  const graph = graphOf(document, graphId);
  if (!graph) throw new RunError('notAGraph', { graph: graphId });
  const { inference, training: parsed, problems } = diagnose(document, graph, { fixes: false });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw graphError(errors);
  const { training } = parsed;

  const before = await lastCheckpoint(folder);
  const start = before ? options : await record.start(options);
  const prepared = await orStopped(hooks, async () => {
    const choice = await openEngine({ ...options, ...start }, record.run, hooks);
    return { choice, opened: await openData(options, record, training, hooks) };
  });
  if (!('opened' in prepared)) return prepared;
  const { choice, opened } = prepared;
  if (before) needSame(record.run.data.found, opened);
  const data = fitted(document, graph, opened);
  needMemory(inference, training, choice.backend.name);
  const trainer = openTrainer(choice.backend, inference, training, data.train.size);
  if (before) await trainer.restore(before.tensors);
  else await borrow(start, record, inference, trainer);
  await record.begin(engineOf(choice.backend), before ? record.run.data : { ...record.run.data, found: recordOf(opened) });
  const caution = unfinishedWeights(record.run.weightsFrom);
  hooks.emit({
    type: 'ready',
    run: record.run,
    reason: choice.reason,
    ...(choice.faster ? { faster: choice.faster } : {}),
    data: data.source,
    notes: [...data.notes, ...(caution ? [caution] : [])],
    train: data.train.count,
    validation: data.validation.count,
  });

  const outcome = await runLoop({
    folder,
    training,
    trainer,
    train: data.train,
    validation: data.validation,
    from: before?.progress,
    run: () => record.run,
    preparing: (done, total) => hooks.emit({ type: 'preparing', step: FROZEN, done, total }),
    intervene: (intervention) => record.update({ interventions: [...record.run.interventions, intervention] }),
    poll: hooks.poll,
    wait: hooks.wait,
    emit: hooks.emit,
    async afterEpoch(validated, seconds) {
      const { epoch } = validated;
      await writeSamples(folder, validated, trainer, data.validation, training);
      const others = record.run.timings.filter((timing) => timing.epoch < epoch);
      await record.update({ timings: [...others, { epoch, ...seconds }] });
      hooks.emit({ type: 'epoch', epoch, ...seconds });
    },
  });
  const weights = weightsOf(await trainer.state());
  // The model for tfjs takes as much memory as the trainer.
  trainer.dispose();
  const notWritten = await writeModel(choice.backend.tf, inference, weights, join(folder, 'model'));
  return notWritten && outcome.state === 'finished' ? { ...outcome, reason: notWritten } : outcome;
}

/** A copy of a model's state without the optimizer's slots. */
const weightsOf = (state: State): State =>
  new Map([...state].filter(([name]) => !isSlot(name)).map(([name, { shape, data }]) => [name, { shape, data }]));

/** Writes the model for tfjs if tfjs can express it. The checkpoints stay if that fails. @returns the reason of a failure */
async function writeModel(tf: Tf, inference: Inference, weights: State, folder: string): Promise<LocalizedText | undefined> {
  if (unexportable(inference).length > 0) return undefined;
  try {
    await exportModel(tf, inference, weights, folder);
    return undefined;
  } catch (error) {
    // A full disk has a message of its own.
    if (knownText(error)) throw error;
    return runText('model.failed', { detail: detailOf(error) });
  }
}

const FROZEN: LocalizedText = {
  en: 'Caching the outputs of the frozen layers for each image',
  es: 'Guardando en caché las salidas de las capas congeladas para cada imagen',
};

/** The newest checkpoint of a run; `undefined` for one that has not begun. */
async function lastCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  try {
    return await readCheckpoint(folder, 'last');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Does work that the command to stop ends at once. @returns the outcome where it did */
async function orStopped<T>({ stopped, poll }: SessionHooks, work: () => Promise<T>): Promise<T | Outcome> {
  try {
    return await work();
  } catch (error) {
    const aborted = error === stopped.reason || (error instanceof DataError && error.code === 'stopped');
    if (!stopped.aborted || !aborted) throw error;
    for (let command = poll(); command; command = poll())
      if (command.type === 'stop' && command.reason) return { state: 'stopped', reason: command.reason };
    return { state: 'stopped' };
  }
}

/** Opens the engine: for a run that is resumed, the one that it began with, since another would not give the same bytes. */
async function openEngine(
  { engine, offline }: SessionOptions,
  { engine: begun }: Run,
  hooks: SessionHooks,
): Promise<BackendChoice> {
  const settings =
    begun?.backend === 'native'
      ? { threads: begun.threads, ...(begun.oneDnn === undefined ? {} : { oneDnn: begun.oneDnn }) }
      : {};
  const choice = await openBackend(engine === 'auto' && begun ? begun.backend : engine, {
    ...settings,
    setUp: !offline,
    signal: hooks.stopped,
    onProgress: (progress) => hooks.emit({ type: 'preparing', ...progress }),
  });
  const now = engineOf(choice.backend);
  const differs = begun && (begun.backend !== now.backend || begun.library !== now.library);
  if (differs) throw new RunError('otherEngine', { before: begun.library, now: now.library, backend: begun.backend });
  return choice;
}

function engineOf({ name, library, threads, oneDnn }: Backend): RunEngine {
  return { backend: name, library, threads, ...(oneDnn === undefined ? {} : { oneDnn }), node: process.versions.node };
}

/** Opens the run's data, and records their origin. */
async function openData(
  { offline, fetch }: SessionOptions,
  record: RunRecord,
  training: Training,
  hooks: SessionHooks,
): Promise<OpenedDataset> {
  const { dataset, folder, train, validation, source } = record.run.data;
  const options = {
    ...(folder === undefined ? {} : { folder }),
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { val: validation }),
    validation: training.validation,
    seed: training.seed,
    offline,
    ...fetch,
    signal: hooks.stopped,
    onProgress: ({ file, done, total }: Progress) =>
      hooks.emit({ type: 'preparing', step: { en: file, es: file }, done, ...(total === undefined ? {} : { total }) }),
  };
  // Only a run that begins may use the data set that stands in.
  const opened = source === undefined ? await openOrFallBack(dataset, options) : await openDataset(dataset, options);
  await record.update({ data: { ...record.run.data, dataset: opened.id, source: opened.source } });
  return opened;
}

/** Loads weights of other runs into the nodes that start from them. */
async function borrow({ weightsFrom }: RunStart, record: RunRecord, inference: Inference, trainer: Trainer): Promise<void> {
  const { graph } = inference;
  const nodes = borrowers(graph);
  if (nodes.length === 0) return;
  if (!weightsFrom) {
    const sources = new Set(nodes.map((id) => graph.nodes[id]?.weightsFrom?.graph));
    throw new RunError('noWeights', { nodes: nodes.join(', '), graph: [...sources].join(', ') });
  }
  const borrowed = await borrowWeights(inference, weightsFrom);
  await trainer.restore(borrowed.state);
  await record.update({ weightsFrom: borrowed.records });
}
