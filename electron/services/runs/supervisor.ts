import path from 'node:path';
import type { KnownRun } from '../../../shared/graph/diagnosis/diagnose';
import { graphOf } from '../../../shared/graph/document';
import { signatureOf } from '../../../shared/graph/signature';
import type { FileRef } from '../../../shared/host/areas/file-ref';
import type { RunOrder, RunProgress, RunSummary } from '../../../shared/host/areas/runs';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import { epochsOf, learningRateAt, type Run, type RunStart, type WeightSource } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { defined } from '../../files/defined';
import { mapLimited } from '../../files/map-limited';
import { createMutex } from '../../files/mutex';
import { runsFolder } from '../../files/places';
import { holderOf } from '../../lock/lock';
import { lockPath } from '../../run-folder/folder';
import { type Ended, howEnded, type StartEngine } from '../engine-process';
import { ActiveRun } from './active';
import { CheckpointSums } from './checkpoints';
import { changeRun } from './engine';
import type { KeepAwake } from './keep-awake';
import { runError, runText } from './messages';
import { EpochsOfRuns } from './metrics';
import type { PaperOf } from './paper';
import { openQueue, type Queued } from './queue';
import { createQueueLock } from './queue-lock';
import { comesAfter, nextOf, type SourceState, type SourceStates, type Wait, waitOf } from './queue-order';
import { refuseElsewhere, updateRun } from './run-lock';
import { changeMetadata, readMetadata } from './run-metadata';
import { type CheckedOrder, checkOrder, weightsFor } from './run-requests';
import { type FoundRun, findRun, isUnderWay, listRuns, type NewRun, newRun, READ_AT_ONCE } from './store';
import { summarize } from './summary';
import { throttled } from './throttle';
import { bringBack, emptyTrash, putAside } from './trash';
import type { Coming } from './weights';

/** Minimum interval between change events of the list of runs, and of the progress of a run, in milliseconds. */
const LIST_EVERY = 250;
const PROGRESS_EVERY = 100;
/** Interval of change events for a run that another process trains, in milliseconds. */
const ELSEWHERE_EVERY = 2_000;

/** Interval of checks whether another process still trains the next run of the queue, in milliseconds. */
const BUSY_EVERY = 1_000;

/** Milliseconds that a run may take to stop at a checkpoint when Patchbay closes, before it is killed. */
const CLOSING = 20_000;

/** Options of a supervisor. */
export interface SupervisorOptions {
  /** The data folder. */
  readonly folder: string;
  readonly startEngine: StartEngine;
  readonly keepAwake: KeepAwake;
  readonly paperOf: PaperOf;
  refOf(file: string): FileRef;
  onChange(): void;
  onProgress(id: string, progress: RunProgress): void;
  /** Called when a run has ended and its end is saved. */
  onEnd?(id: string): void;
  /** Called when the machine starts or stops being kept awake. */
  onAwake(awake: boolean): void;
  report(error: unknown): void;
  /** Seconds without a message from the engine after which a notice is shown. */
  readonly silence?: number | undefined;
}

/** A change to a run. */
export interface Change {
  readonly epochs?: number;
  readonly learningRate?: number;
}

/** The user's runs: one is trained at a time, others are queued. */
export interface Supervisor {
  list(): Promise<readonly RunSummary[]>;
  read(id: string): Promise<{ readonly summary: RunSummary; readonly run: Run }>;
  folderOf(id: string): Promise<string>;
  /** @param files the path of each request's document, if it has one */
  start(orders: readonly RunOrder[], files: readonly (string | undefined)[]): Promise<readonly string[]>;
  again(id: string): Promise<string>;
  pause(id: string): Promise<void>;
  resume(id: string, change: Change): Promise<void>;
  stop(id: string): Promise<void>;
  change(id: string, change: Change): Promise<void>;
  reorder(ids: readonly string[]): Promise<void>;
  describe(id: string, words: { readonly name?: string; readonly note?: string; readonly starred?: boolean }): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  restore(ids: readonly string[]): Promise<void>;
  /** Notes that runs were added by an import. */
  changed(): void;
  /** The run in training. */
  readonly active: ActiveRun | undefined;
  readonly awake: boolean;
  /** True if a run is in training or queued. */
  readonly busy: boolean;
  /** Stops the active run at a checkpoint. The queue continues when Patchbay is started again. */
  close(): Promise<void>;
}

/** Opens the runs of a data folder, and continues its queue unless another Patchbay does. */
export async function startSupervisor(options: SupervisorOptions): Promise<Supervisor> {
  const supervisor = new RunSupervisor(options, await openQueue(options.folder));
  await emptyTrash();
  supervisor.goOn();
  return supervisor;
}

class RunSupervisor implements Supervisor {
  active: ActiveRun | undefined;
  awake = false;
  /** Resolves once the active run has ended and its end is saved. */
  private settled: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly queueLock;
  private retry: NodeJS.Timeout | undefined;
  private readonly epochs = new EpochsOfRuns();
  private readonly sums = new CheckpointSums();
  /** Reasons for the end of runs that could not be saved. */
  private readonly unwritten = new Map<string, LocalizedText>();
  /** Serializes starting and ending runs, and changes of the queue. */
  private readonly turn = createMutex();
  private readonly tellList;
  private readonly tellElsewhere;
  private readonly tellProgress;

  constructor(
    private readonly options: SupervisorOptions,
    private queue: Awaited<ReturnType<typeof openQueue>>,
  ) {
    this.queueLock = createQueueLock(options.folder, () => this.inBackground(() => this.takeOver()));
    this.tellList = throttled(() => options.onChange(), LIST_EVERY);
    this.tellElsewhere = throttled(() => options.onChange(), ELSEWHERE_EVERY);
    this.tellProgress = throttled(() => {
      if (this.active) options.onProgress(this.active.id, this.active.progress);
    }, PROGRESS_EVERY);
  }

  get busy(): boolean {
    const begins = ({ interrupted, after = [] }: Queued) => !interrupted && after.length === 0;
    return this.active !== undefined || (this.queueLock.taken && this.queue.list().some(begins));
  }

  changed(): void {
    this.tellList();
  }

  async list(): Promise<readonly RunSummary[]> {
    await this.refresh();
    const found = await listRuns(this.epochs);
    const sources = await this.sourcesOfQueue();
    return mapLimited(found, READ_AT_ONCE, (one) => this.summary(one, sources));
  }

  async read(id: string) {
    await this.refresh();
    const found = await this.find(id);
    return { summary: await this.summary(found, await this.sourcesOfQueue()), run: found.run };
  }

  async folderOf(id: string): Promise<string> {
    return (await this.find(id)).folder;
  }

  start(orders: readonly RunOrder[], files: readonly (string | undefined)[]): Promise<readonly string[]> {
    return this.turn(async () => {
      const known = (await this.list()).map(knownRun);
      const checked: (CheckedOrder & { readonly order: RunOrder })[] = [];
      for (const order of orders) checked.push({ order, ...(await checkOrder(order, this.options.startEngine, known)) });
      const coming = [...(await this.comingRuns())];
      const planned = checked.map(({ graph }) => ({ signature: signatureOf(graph), folder: '' }));
      for (const [index, { order, ...one }] of checked.entries())
        await weightsFor(one, order.weightsFrom, [...coming, ...planned.slice(0, index)], this.sums);
      await this.takeQueue();
      const ids: string[] = [];
      const waiting: Queued[] = [];
      for (const [index, { order, ...one }] of checked.entries()) {
        const weightsFrom = await weightsFor(one, order.weightsFrom, coming, this.sums);
        const id = await this.make({ ...one, start: { engine: order.engine ?? 'auto', weightsFrom } }, files[index]);
        waiting.push(entryOf(id, weightsFrom, coming));
        coming.push({ signature: signatureOf(one.graph), folder: path.join(runsFolder(), id) });
        ids.push(id);
      }
      await this.queue.add(waiting);
      await this.advance();
      return ids;
    });
  }

  again(id: string): Promise<string> {
    return this.turn(async () => {
      const { run, folder } = await this.find(id);
      const graph = graphOf(run.document, run.graph);
      if (!graph) throw runError('noGraph', { graph: run.graph });
      await this.takeQueue();
      const { source: _, found: __, ...data } = run.data;
      const { document, interventions } = run;
      const start = startAgain(run);
      const made = await this.make({ document, graph, data, interventions, start }, (await readMetadata(folder)).file);
      await this.queue.add([entryOf(made, start.weightsFrom, await this.comingRuns())]);
      await this.advance();
      return made;
    });
  }

  async pause(id: string): Promise<void> {
    (await this.needActive(id)).pause();
  }

  async resume(id: string, change: Change): Promise<void> {
    await this.endingOf(id);
    return this.turn(async () => {
      if (this.active?.id === id) {
        if (change.epochs !== undefined || change.learningRate !== undefined) this.active.change(change);
        return this.active.resume();
      }
      const { folder, run, epochs, state } = await this.find(id);
      await refuseElsewhere(folder);
      await this.takeQueue();
      const already = state === 'finished' && (change.epochs === undefined || change.epochs <= epochs.length);
      // A finished run with a reason stopped early, and has epochs left.
      if (already && change.epochs !== undefined) throw runError('alreadyFinished', { epochs: epochs.length });
      if (already && !run.reason) throw runError('alreadyFinished', { epochs: epochs.length });
      if (change.epochs !== undefined || change.learningRate !== undefined) await changeRun(folder, change);
      const begun = (await this.sums.of(folder, 'last')) !== undefined;
      await this.queue.add([begun ? { id } : entryOf(id, run.start?.weightsFrom, await this.comingRuns())]);
      await this.advance();
      this.tellList();
    });
  }

  stop(id: string): Promise<void> {
    return this.turn(async () => {
      if (this.active?.id === id) return this.active.stop();
      await this.refresh();
      if (!this.queue.has(id)) return this.refuseInactive(id);
      await this.takeQueue();
      await this.queue.remove(id);
      this.tellList();
    });
  }

  async change(id: string, change: Change): Promise<void> {
    (await this.needActive(id)).change(change);
  }

  reorder(ids: readonly string[]): Promise<void> {
    return this.turn(async () => {
      await this.takeQueue();
      await this.queue.reorder(ids);
      this.tellList();
    });
  }

  describe(id: string, words: { readonly name?: string; readonly note?: string; readonly starred?: boolean }): Promise<void> {
    return this.turn(async () => {
      await changeMetadata(await this.folderOf(id), words);
      this.tellList();
    });
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.turn(async () => {
      await this.refresh();
      for (const id of ids) {
        if (this.active?.id === id) throw runError('isRunning');
        await refuseElsewhere(await this.folderOf(id));
        // Another Patchbay's engine takes the run's lock a moment after the run left its queue.
        if (this.queue.has(id) || this.queue.active?.id === id) await this.takeQueue();
      }
      for (const id of ids) await putAside(id, await this.queue.remove(id));
      this.tellList();
    });
  }

  restore(ids: readonly string[]): Promise<void> {
    return this.turn(async () => {
      for (const id of ids) {
        const place = await bringBack(id, () => this.takeQueue());
        if (place) await this.queue.add([place]);
      }
      await this.advance();
      this.tellList();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const { active } = this;
    if (active) {
      active.stop();
      const patience = setTimeout(() => active.kill(), CLOSING);
      await active.ended;
      clearTimeout(patience);
    }
    // Waits for the end of the run and for earlier requests.
    await this.turn(async () => {});
    for (const tell of [this.tellList, this.tellElsewhere, this.tellProgress]) tell.cancel();
    clearTimeout(this.retry);
    this.options.keepAwake.release();
    await this.queueLock.release();
  }

  /** Continues a queue that is not empty, unless another Patchbay does. */
  goOn(): void {
    if (this.closed || (this.queue.list().length === 0 && !this.queue.active)) return;
    this.inBackground(() => this.takeQueue());
  }

  /** Does work in its turn without a caller that waits for it. */
  private inBackground(work: () => Promise<void>): void {
    void this.turn(async () => {
      if (!this.closed) await work();
    }).catch((error: unknown) => {
      // Another Patchbay has the queue.
      if (!(error instanceof HostError)) this.options.report(error);
    });
  }

  private async find(id: string): Promise<FoundRun> {
    return findRun(path.join(runsFolder(), id), this.epochs).catch(() => {
      throw runError('noRun', { run: id });
    });
  }

  private async summary(found: FoundRun, sources: SourceStates): Promise<RunSummary> {
    const { folder, run } = found;
    // The folder's name is the id; run.json may have another one if the folder was copied by hand.
    const id = path.basename(folder);
    const active = this.active?.id === id ? this.active : undefined;
    // Read together, before the first await: the run may become active while the rest is read.
    const queued = this.queue.list().filter(({ interrupted }) => !interrupted);
    const place = queued.findIndex((one) => one.id === id) + 1;
    const entry = queued[place - 1];
    const wait = entry && waitOf(entry, sources);
    const away = this.queueLock.taken ? found.state : this.statusElsewhere(found.state, id);
    const status = active ? (active.progress.phase === 'paused' ? 'paused' : 'running') : place > 0 ? 'queued' : away;
    const changes = status === 'running' || status === 'paused' || (status === 'queued' && !this.queueLock.taken);
    if (!active && changes) this.tellElsewhere();
    const graph = graphOf(run.document, run.graph);
    const [about, best, last] = await Promise.all([
      readMetadata(folder),
      this.sums.of(folder, 'best'),
      // While a run trains, `last` changes every few seconds, so its hash is not computed.
      active ? undefined : this.sums.of(folder, 'last'),
    ]);
    return summarize(
      { ...found, run: { ...run, id } },
      {
        about,
        status,
        place: status === 'queued' ? place : undefined,
        waits: status === 'queued' && wait ? await this.waitText(wait) : undefined,
        progress: active?.progress,
        unwritten: active ? undefined : this.unwritten.get(id),
        weights: defined({ best, last }),
        paper: graph && this.options.paperOf(graph),
        refOf: this.options.refOf,
      },
    );
  }

  /** The state of a run in another Patchbay's queue: its active run is running, even if run.json does not say so yet. */
  private statusElsewhere(state: FoundRun['state'], id: string): FoundRun['state'] {
    return state === 'created' && this.queue.active?.id === id ? 'running' : state;
  }

  private async make(order: Omit<NewRun, 'folder'>, file: string | undefined): Promise<string> {
    const folder = await newRun(order);
    if (file !== undefined) await changeMetadata(folder, { file });
    this.tellList();
    return path.basename(folder);
  }

  /** The runs that are in training or queued, in the order in which they are trained. */
  private async comingRuns(): Promise<readonly Coming[]> {
    const ids = [...(this.active ? [this.active.id] : []), ...this.queue.list().map(({ id }) => id)];
    const found = await Promise.all(ids.map((id) => this.find(id).catch(() => undefined)));
    return found.flatMap((one) => {
      const graph = one && graphOf(one.run.document, one.run.graph);
      return graph ? [{ signature: signatureOf(graph), folder: one.folder }] : [];
    });
  }

  /** The states of the runs that queued ones come after. */
  private async sourcesOfQueue(): Promise<SourceStates> {
    const queue = this.queue.list();
    const ids = new Set(queue.flatMap(({ after = [] }) => after));
    const states = new Map<string, SourceState>();
    for (const id of ids) {
      const here = this.active?.id === id || queue.some((one) => one.id === id && !one.interrupted);
      const found = await this.find(id).catch(() => undefined);
      if (!found) states.set(id, 'gone');
      // A terminal may train it.
      else if (here || found.inUse) states.set(id, 'coming');
      else states.set(id, found.state === 'finished' ? 'finished' : 'unfinished');
    }
    return states;
  }

  private async waitText({ id, state }: Wait): Promise<LocalizedText> {
    const found = await this.find(id).catch(() => undefined);
    const run = found ? ((await readMetadata(found.folder)).name ?? found.run.name) : id;
    const counts = found ? { done: found.epochs.length, all: epochsOf(found.run) } : {};
    return runText(`waits.${state}`, { run, ...counts });
  }

  /** Waits for the end of a run that is ending. It must not be called inside `turn`, which the end needs. */
  private async endingOf(id: string): Promise<void> {
    if (this.active?.id === id && this.active.ending) await this.settled;
  }

  private async needActive(id: string): Promise<ActiveRun> {
    await this.endingOf(id);
    return this.active?.id === id ? this.active : this.refuseInactive(id);
  }

  /** @throws HostError runsElsewhere, or notRunning if no process trains the run */
  private async refuseInactive(id: string): Promise<never> {
    await refuseElsewhere(await this.folderOf(id));
    throw runError('notRunning');
  }

  /** Reads the queue again if another Patchbay may have changed it, and continues it if that one is gone. */
  private async refresh(): Promise<void> {
    if (this.queueLock.taken) return;
    const queue = await openQueue(this.options.folder);
    if (this.queueLock.taken) return;
    this.queue = queue;
    if (await this.queueLock.isFree()) this.goOn();
  }

  /** @throws HostError queueElsewhere if another Patchbay has the queue */
  private async takeQueue(): Promise<void> {
    if (this.queueLock.taken) return;
    await this.queueLock.take();
    await this.takeOver();
  }

  /** Reads the queue that the previous owner left, and continues it. */
  private async takeOver(): Promise<void> {
    this.queue = await openQueue(this.options.folder);
    const { active } = this.queue;
    if (active) {
      // A run that was killed before it started is started again. One that had started is interrupted, for the user to resume.
      const state = (await this.find(active.id).catch(() => undefined))?.state;
      const ended = state === undefined || state === 'finished' || state === 'failed';
      await (ended ? this.queue.finish() : this.queue.putBack(state !== 'created'));
    }
    this.inBackground(() => this.advance());
  }

  /** Starts the next run of the queue, unless one is in training. A run that cannot start fails, and the next one is tried. */
  private async advance(): Promise<void> {
    clearTimeout(this.retry);
    while (!this.active && !this.closed && this.queueLock.taken) {
      const next = nextOf(this.queue.list(), await this.sourcesOfQueue());
      // The engine of a killed Patchbay may be stopping at a checkpoint, or a terminal may train this run or one that others wait for.
      const inUse = next && (await holderOf(lockPath(path.join(runsFolder(), next.id))));
      if (!next || inUse) {
        const waiting = this.queue.list().some(({ interrupted }) => !interrupted);
        if (waiting) this.retry = setTimeout(() => this.inBackground(() => this.advance()), BUSY_EVERY).unref();
        break;
      }
      await this.queue.begin(next.id);
      try {
        await this.begin(next.id);
      } catch (error) {
        await this.fail(next.id, error);
        await this.queue.finish();
      }
      this.tellList();
    }
    await this.stayAwake();
  }

  private async begin(id: string): Promise<void> {
    const { folder, run, epochs } = await this.find(id);
    const graph = graphOf(run.document, run.graph);
    if (!graph) throw runError('noGraph', { graph: run.graph });
    const { training } = parseTraining(graph.training);
    const step = epochs.at(-1)?.step ?? 0;
    const total = run.interventions.filter((one) => one.epochs !== undefined).at(-1)?.epochs ?? training.epochs;
    this.epochs.forget(folder);
    this.unwritten.delete(id);
    if ((await readMetadata(folder)).died) await changeMetadata(folder, { died: undefined });
    const active = new ActiveRun(
      {
        id,
        task: { type: 'start', folder, engine: 'auto', offline: false },
        startEngine: this.options.startEngine,
        before: {
          step,
          epoch: epochs.length + 1,
          epochs: Math.max(total, 1),
          learningRate: learningRateAt(run, training.learningRate, step + 1),
        },
        batchSize: training.batchSize,
        silence: this.options.silence,
      },
      { onProgress: () => this.tellProgress(), onChange: () => this.tellList() },
    );
    this.active = active;
    this.settled = active.ended.then((ended) => this.turn(() => this.end(active, folder, ended))).catch(this.options.report);
  }

  /** Handles the end of a run's process. */
  private async end(active: ActiveRun, folder: string, ended: Ended): Promise<void> {
    try {
      await this.record(active, folder, ended);
    } catch (error) {
      // The end cannot be saved on a full disk, or if another process has the run: it is shown while this process runs.
      if (!(error instanceof HostError)) this.options.report(error);
      if (ended.type === 'ended' && ended.reason) this.unwritten.set(active.id, ended.reason);
    }
    const interrupted = ended.type === 'died' ? !active.stopping || this.closed : ended.state === 'stopped' && this.closed;
    await (interrupted ? this.queue.putBack(true) : this.queue.finish()).catch(this.options.report);
    this.active = undefined;
    this.tellList();
    this.options.onEnd?.(active.id);
    await this.advance();
  }

  private async record(active: ActiveRun, folder: string, ended: Ended): Promise<void> {
    const unsaid = ended.type === 'died';
    if (unsaid && !active.stopping)
      await changeMetadata(folder, { died: { how: howEnded(ended), output: ended.output.slice(-4_000) } });
    await updateRun(folder, (run) => {
      const stopped = unsaid ? active.stopping && isUnderWay(run) : ended.state === 'stopped';
      if (stopped) return withReason({ ...run, state: 'stopped' }, this.closed ? runText('closed') : undefined);
      // On a full disk, the engine could not save why it failed.
      const failed = !unsaid && ended.state === 'failed' && run.state !== 'failed';
      return failed ? withReason({ ...run, state: 'failed' }, ended.reason) : undefined;
    });
  }

  /** Marks a run as failed that could not start. */
  private async fail(id: string, error: unknown): Promise<void> {
    const found = await this.find(id).catch(() => undefined);
    if (!(error instanceof HostError)) this.options.report(error);
    const reason = error instanceof HostError ? error.text : { en: String(error), es: String(error) };
    if (found) await updateRun(found.folder, (run) => withReason({ ...run, state: 'failed' }, reason)).catch(this.options.report);
  }

  /** Keeps the machine awake while a run is in training or queued. */
  private async stayAwake(): Promise<void> {
    const awake = this.busy && !this.closed ? await this.options.keepAwake.hold() : false;
    if (!awake) this.options.keepAwake.release();
    if (awake !== this.awake) {
      this.awake = awake;
      this.options.onAwake(awake);
    }
  }
}

function knownRun({ id, name, graph, weights }: RunSummary): KnownRun {
  return { id, name, graph: graph.id, ...defined(weights) };
}

/** The queue entry of a run that has not begun. */
function entryOf(id: string, sources: readonly WeightSource[] = [], coming: readonly Coming[]): Queued {
  const after = comesAfter(sources, new Set(coming.map(({ folder }) => path.basename(folder))));
  return after.length > 0 ? { id, after } : { id };
}

/** The engine and the initial weights with which a run is repeated. */
function startAgain({ engine, start, weightsFrom }: Run): RunStart {
  const taken = weightsFrom.flatMap(({ run, checkpoint, sha256, nodes }) =>
    nodes.map((node) => ({ node, folder: path.join(runsFolder(), run), checkpoint, sha256 })),
  );
  // A run that has begun has a record of all weights that it took.
  return { engine: engine?.backend ?? start?.engine ?? 'auto', weightsFrom: engine ? taken : (start?.weightsFrom ?? []) };
}

function withReason({ reason: _, ...run }: Run, reason: LocalizedText | undefined): Run {
  return reason ? { ...run, reason } : run;
}
