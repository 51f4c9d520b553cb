import type { LocalizedText, Values } from '../../../shared/i18n/i18n';
import type { EpochMetric, Metric } from '../../../shared/runs/metrics';
import { epochsAfter, type Intervention, learningRateAt, type Run } from '../../../shared/runs/run';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import type { Training } from '../../../shared/training/config';
import { learningRateOf } from '../../../shared/training/schedules/index';
import { type Progress, writeCheckpoint } from '../../run-folder/checkpoint';
import { RunError } from '../../run-folder/error';
import { runText } from '../../run-folder/messages';
import { MetricsFile } from '../../run-folder/metrics-file';
import { isSlot, type State } from '../../run-folder/state';
import type { ImageSet } from '../data/support/images';
import { epochOrder, gather } from '../training/batches';
import type { Trainer } from '../training/trainer';
import { validate } from './validate';

/** The interval of checkpoints beside those after each epoch, in milliseconds. */
const CHECKPOINT_EVERY = 30_000;

/** A command to a run, obeyed between two steps. */
export type Command =
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** `reason` is that of a stop that no user asked for. */
  | { readonly type: 'stop'; readonly reason?: LocalizedText }
  | { readonly type: 'intervene'; readonly learningRate?: number; readonly epochs?: number };

/** The events of a run. */
export type LoopEvent =
  | { readonly type: 'metric'; readonly metric: Metric }
  | { readonly type: 'phase'; readonly phase: 'training' | 'validating' | 'paused' }
  | {
      readonly type: 'progress';
      readonly progress: Progress;
      readonly batches: number;
      readonly epochs: number;
      readonly learningRate: number;
    }
  | { readonly type: 'checkpoint'; readonly step: number };

/** The result of validation: a metric, and for classifiers the confusion matrix, images by [true class][predicted class]. */
export interface Validated {
  readonly epoch: number;
  readonly metric: EpochMetric;
  readonly confusion: readonly (readonly number[])[] | undefined;
}

/** The parts of a run. */
export interface Session {
  readonly folder: string;
  readonly training: Training;
  readonly trainer: Trainer;
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** The progress to resume from; `undefined` for a run that begins. The trainer has its state already. */
  readonly from: Progress | undefined;
  /** The current record of the run. */
  run(): Run;
  /** Reports the progress of the work before the first step, in images. */
  preparing?(done: number, total: number): void;
  /** Records a change of the run before it takes effect. */
  intervene(intervention: Intervention): Promise<void>;
  /** The next command, if one is waiting. */
  poll(): Command | undefined;
  /** The next command, waited for. */
  wait(): Promise<Command>;
  emit(event: LoopEvent): void;
  /** Called after each epoch, before its checkpoint: pictures and records. `seconds` of training and of validation. */
  afterEpoch(validated: Validated, seconds: { readonly train: number; readonly validation: number }): Promise<void>;
}

/** The outcome of a run, until it is resumed. */
export type Outcome =
  | { readonly state: 'finished'; readonly reason?: LocalizedText }
  | { readonly state: 'stopped'; readonly reason?: LocalizedText };

const START: Progress = {
  step: 0,
  epoch: 1,
  batch: 0,
  sums: { loss: 0, correct: 0, count: 0 },
  metricsBytes: 0,
  done: false,
};

/**
 * Trains until the last epoch or a command to stop. At any step, the state is a function of the seed, the data and the interventions
 * alone, so that a run that is resumed from a checkpoint ends in the same bytes as one that was not interrupted.
 * @throws RunError diverged where a loss or a weight became NaN or infinite: no checkpoint has such weights
 */
export async function runLoop(session: Session): Promise<Outcome> {
  const loop = new Loop(session);
  try {
    return await loop.run();
  } finally {
    loop.close();
  }
}

class Loop {
  private progress: Progress;
  private readonly metrics: MetricsFile;
  private lastCheckpoint = performance.now();
  private stopping = false;
  private stopReason: LocalizedText | undefined;
  private readonly batches: number;

  constructor(private readonly session: Session) {
    this.progress = session.from ?? START;
    this.metrics = new MetricsFile(session.folder, this.progress.metricsBytes);
    this.batches = Math.ceil(session.train.count / session.training.batchSize);
  }

  close(): void {
    this.metrics.close();
  }

  async run(): Promise<Outcome> {
    const { session } = this;
    if (!session.from) await this.checkpoint();
    // The number of epochs may have been raised since it finished.
    this.progress = { ...this.progress, done: false };
    if (this.progress.epoch < this.epochs()) await this.prepare();
    if (this.stopping) return this.stopped();
    while (this.progress.epoch <= this.epochs()) {
      await this.trainEpoch();
      if (this.stopping) return this.stopped();
      const early = await this.endEpoch();
      if (this.stopping) return this.stopped();
      if (early) return this.finish(early);
    }
    return this.finish();
  }

  private stopped(): Outcome {
    return { state: 'stopped', ...(this.stopReason ? { reason: this.stopReason } : {}) };
  }

  /** The work that is done once for all epochs. */
  private async prepare(): Promise<void> {
    const { trainer, train, training, preparing } = this.session;
    await trainer.prepare?.(train, training.pixelScale, async (done, total) => {
      preparing?.(done, total);
      await this.obey();
      return !this.stopping;
    });
  }

  private async finish(reason?: LocalizedText): Promise<Outcome> {
    this.progress = { ...this.progress, done: true };
    await this.checkpoint();
    return reason ? { state: 'finished', reason } : { state: 'finished' };
  }

  private epochs(): number {
    return epochsAfter(this.session.run(), this.session.training.epochs, this.progress.step);
  }

  private learningRate(step: number): number {
    const { training } = this.session;
    const configured = learningRateAt(this.session.run(), training.learningRate, step);
    const moment = { step, stepsPerEpoch: this.batches, epochs: this.epochs() };
    return learningRateOf(training.schedule, configured, moment);
  }

  private trainSeconds = 0;

  /** Takes the remaining steps of the current epoch. */
  private async trainEpoch(): Promise<void> {
    const { session } = this;
    const { training, trainer, train } = session;
    session.emit({ type: 'phase', phase: 'training' });
    const { epoch } = this.progress;
    const order = epochOrder(training.seed, epoch, train.count);
    const start = performance.now();
    while (this.progress.batch < this.batches) {
      await this.obey();
      if (this.stopping) return;
      const { batch: index, sums } = this.progress;
      const places = order.subarray(index * training.batchSize, (index + 1) * training.batchSize);
      const step = this.progress.step + 1;
      const learningRate = this.learningRate(step);
      const batch = gather(train, places, training.pixelScale);
      const { loss, correct } = await trainer.step(batch, { step, learningRate });
      if (!Number.isFinite(loss)) throw this.diverged('diverged', { step, value: shownNumber(loss) });
      const accuracy = correct === undefined ? {} : { accuracy: correct / batch.count };
      const metric: Metric = { type: 'batch', step, epoch, loss, ...accuracy };
      this.metrics.append(metric);
      session.emit({ type: 'metric', metric });
      this.progress = {
        ...this.progress,
        step,
        batch: index + 1,
        sums: {
          loss: sums.loss + loss * batch.count,
          correct: sums.correct + (correct ?? 0),
          count: sums.count + batch.count,
        },
        metricsBytes: this.metrics.bytes,
      };
      session.emit({ type: 'progress', progress: this.progress, batches: this.batches, epochs: this.epochs(), learningRate });
      if (performance.now() - this.lastCheckpoint >= CHECKPOINT_EVERY) await this.checkpoint();
    }
    this.trainSeconds = (performance.now() - start) / 1000;
  }

  /** Validates, records the epoch and begins the next one. @returns the reason for ending before the last epoch, if there is one */
  private async endEpoch(): Promise<LocalizedText | undefined> {
    const { session } = this;
    const { training } = session;
    session.emit({ type: 'phase', phase: 'validating' });
    const start = performance.now();
    const found = await validate(session.trainer, session.validation, training.pixelScale, async () => {
      await this.obey();
      return !this.stopping;
    });
    if (!found) return undefined;
    if (!Number.isFinite(found.loss)) throw this.diverged('diverged.validation', { value: shownNumber(found.loss) });
    const seconds = { train: this.trainSeconds, validation: (performance.now() - start) / 1000 };
    const { epoch, step, sums } = this.progress;
    const accuracies =
      found.correct === undefined
        ? {}
        : { trainAccuracy: sums.correct / sums.count, valAccuracy: found.correct / session.validation.count };
    const metric: EpochMetric = {
      type: 'epoch',
      step,
      epoch,
      trainLoss: sums.loss / sums.count,
      valLoss: found.loss,
      ...accuracies,
      learningRate: this.learningRate(step),
    };
    this.metrics.append(metric);
    session.emit({ type: 'metric', metric });
    const { best, waiting } = this.progress;
    const better = best === undefined || found.loss < best.loss;
    const { patience, minDelta } = training.earlyStopping ?? { patience: Number.POSITIVE_INFINITY, minDelta: 0 };
    const beaten = waiting === undefined || found.loss < waiting.loss - minDelta;
    const now = beaten ? { loss: found.loss, epochs: 0 } : { loss: waiting.loss, epochs: waiting.epochs + 1 };
    this.progress = {
      ...this.progress,
      epoch: epoch + 1,
      batch: 0,
      sums: START.sums,
      best: better ? { loss: found.loss, epoch } : best,
      waiting: now,
      metricsBytes: this.metrics.bytes,
    };
    await session.afterEpoch({ epoch, metric, confusion: found.confusion }, seconds);
    await this.checkpoint(better ? ['best', 'last'] : ['last']);
    return now.epochs >= patience ? stoppedEarly(epoch, patience) : undefined;
  }

  /** Obeys the commands that came since the last step. */
  private async obey(): Promise<void> {
    const { session } = this;
    // Messages arrive only between turns of the event loop.
    await new Promise(setImmediate);
    for (let command = session.poll(); command; command = session.poll()) {
      if (command.type === 'stop') await this.stop(command);
      else if (command.type === 'intervene') await this.intervene(command);
      else if (command.type === 'pause') await this.pause();
      if (this.stopping) return;
    }
  }

  private async pause(): Promise<void> {
    await this.checkpoint();
    this.session.emit({ type: 'phase', phase: 'paused' });
    for (;;) {
      const command = await this.session.wait();
      if (command.type === 'intervene') await this.intervene(command);
      if (command.type === 'stop') return this.stop(command);
      if (command.type === 'resume') return this.session.emit({ type: 'phase', phase: 'training' });
    }
  }

  private async intervene({ learningRate, epochs }: Command & { type: 'intervene' }): Promise<void> {
    await this.session.intervene({
      step: this.progress.step,
      ...(learningRate === undefined ? {} : { learningRate }),
      ...(epochs === undefined ? {} : { epochs }),
    });
  }

  private async stop({ reason }: Command & { type: 'stop' }): Promise<void> {
    this.stopping = true;
    this.stopReason = reason;
    await this.checkpoint();
  }

  private diverged(code: 'diverged' | 'diverged.validation' | 'diverged.weights', values: Values): RunError {
    const { epoch, step } = this.progress;
    const rate = this.learningRate(step + 1);
    return new RunError(code, { epoch, rate, lower: Number((rate / 10).toPrecision(6)), ...values });
  }

  private async checkpoint(names: readonly CheckpointName[] = ['last']): Promise<void> {
    await this.write(names);
    this.lastCheckpoint = performance.now();
    this.session.emit({ type: 'checkpoint', step: this.progress.step });
  }

  /** Writes the state as checkpoints. It is read once, since it takes as much memory as the model. */
  private async write(names: readonly CheckpointName[]): Promise<void> {
    this.metrics.flush();
    const tensors = await this.session.trainer.state();
    const node = divergedNode(tensors);
    if (node !== undefined) throw this.diverged('diverged.weights', { node, step: this.progress.step });
    for (const name of names) await writeCheckpoint(this.session.folder, name, { tensors, progress: this.progress });
  }
}

/** A loss that is not finite, as it stands in a message. */
const shownNumber = (loss: number): string | LocalizedText => (Number.isNaN(loss) ? 'NaN' : runText('infinite'));

/** The node of the first weight that is NaN or infinite. The optimizer's slots, `conv1.kernel/m`, may overflow without harm. */
function divergedNode(tensors: State): string | undefined {
  for (const [name, tensor] of tensors)
    if (!isSlot(name) && !tensor.data.every(Number.isFinite)) return name.slice(0, name.lastIndexOf('.'));
  return undefined;
}

function stoppedEarly(epoch: number, patience: number): LocalizedText {
  return {
    en: `Early stopping after epoch ${epoch}: the validation loss has not fallen for ${patience} epochs.`,
    es: `Parada temprana tras la época ${epoch}: la pérdida de validación no bajó durante ${patience} épocas.`,
  };
}
