import type { RunProgress } from '../../../shared/host/areas/runs';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { FromEngine, ToEngine } from '../../engine/protocol/protocol';
import { defined } from '../../files/defined';
import { isRunning } from '../../lock/process';
import type { Ended, EngineProcess, StartEngine } from '../engine-process';
import { StepRate } from './eta';
import { runText } from './messages';

/** Seconds without a message from the engine after which a notice is shown, and the interval of the check in milliseconds. */
const SILENCE = 20;
const LOOK_EVERY = 1_000;

/** Milliseconds after a stop request from which a second one kills the process. */
const PATIENCE = 5_000;

/** Events of an active run. */
export interface ActiveHooks {
  /** The progress changed. */
  readonly onProgress: () => void;
  /** Something shown in the list of runs changed. */
  readonly onChange: () => void;
}

/** Options of an active run, and its progress before the first message of its engine. */
export interface ActiveOptions {
  readonly id: string;
  readonly task: ToEngine & { readonly type: 'start' };
  readonly startEngine: StartEngine;
  readonly before: Pick<RunProgress, 'epoch' | 'epochs' | 'learningRate' | 'step'>;
  readonly batchSize: number;
  /** Seconds without a message after which a notice is shown. */
  readonly silence?: number | undefined;
}

/** A run with a running engine: its progress, and its commands. */
export class ActiveRun {
  readonly id: string;
  readonly ended: Promise<Ended>;
  /** The engine's `ready` message, with the source of the images, once it has arrived. */
  ready: (FromEngine & { readonly type: 'ready' }) | undefined;
  private readonly engine: EngineProcess;
  private readonly pace = new StepRate();
  private readonly timer: NodeJS.Timeout;
  private stopAsked: number | undefined;
  private heard = performance.now();
  private silent = false;
  private now: RunProgress;

  constructor(
    private readonly options: ActiveOptions,
    private readonly hooks: ActiveHooks,
  ) {
    this.id = options.id;
    this.now = { phase: 'preparing', batches: 0, batch: 0, ...options.before };
    this.engine = options.startEngine(options.task, (message) => this.see(message));
    this.timer = setInterval(() => this.look(), LOOK_EVERY);
    this.timer.unref();
    this.ended = this.engine.ended.finally(() => clearInterval(this.timer));
  }

  get progress(): RunProgress {
    return this.now;
  }

  /** The process id; undefined before the process has started. */
  get pid(): number | undefined {
    return this.engine.pid;
  }

  /** True once it accepts no further commands: it was told to stop, or its process is gone and that has not been reported yet. */
  get ending(): boolean {
    return this.stopping || (this.pid !== undefined && !isRunning(this.pid));
  }

  /** True once it was told to stop. */
  get stopping(): boolean {
    return this.stopAsked !== undefined;
  }

  pause(): void {
    this.engine.send({ type: 'pause' });
  }

  resume(): void {
    this.engine.send({ type: 'resume' });
  }

  change(change: { readonly learningRate?: number; readonly epochs?: number }): void {
    this.engine.send({ type: 'intervene', ...change });
  }

  /** Stops it at a checkpoint. Kills it if training has not started yet, or if it was told to stop a while ago and still runs. */
  stop(): void {
    const again = this.stopAsked !== undefined && performance.now() - this.stopAsked > PATIENCE;
    this.stopAsked ??= performance.now();
    if (again || this.now.phase === 'preparing') this.engine.kill();
    else this.engine.send({ type: 'stop' });
  }

  kill(): void {
    this.stopAsked ??= performance.now();
    this.engine.kill();
  }

  private see(message: FromEngine): void {
    this.hear();
    if (message.type === 'preparing') {
      const { step, done, total } = message;
      this.become({ preparing: { step, ...defined({ done, total }) } });
    } else if (message.type === 'progress') this.step(message);
    else if (message.type === 'ready' || message.type === 'phase' || message.type === 'epoch') this.turn(message);
  }

  /** Handles a message that changes the list of runs. */
  private turn(message: FromEngine & { readonly type: 'ready' | 'phase' | 'epoch' }): void {
    if (message.type === 'ready') this.ready = message;
    if (message.type === 'epoch') this.pace.validated(message.validation);
    if (message.type === 'phase') {
      this.pace.interrupt();
      this.become({ phase: message.phase });
    }
    this.hooks.onChange();
  }

  private step({ progress, batches, epochs, learningRate }: FromEngine & { readonly type: 'progress' }): void {
    const { step, epoch, batch } = progress;
    this.pace.step(step, performance.now());
    const each = this.pace.secondsAStep;
    const left = Math.max(0, (epochs - epoch + 1) * batches - batch);
    const secondsLeft = this.pace.secondsFor(left, Math.max(1, epochs - epoch + 1));
    const pace = each && secondsLeft !== undefined ? { secondsLeft, imagesPerSecond: this.options.batchSize / each } : {};
    this.become({ step, batches, epoch, batch, epochs: Math.max(1, epochs), learningRate, ...pace });
  }

  private become(changes: Partial<RunProgress>): void {
    const { preparing, ...rest } = { ...this.now, ...changes };
    this.now = rest.phase === 'preparing' && preparing ? { ...rest, preparing } : rest;
    this.hooks.onProgress();
  }

  private notice(text: LocalizedText): void {
    const { silent: _, ...now } = this.now;
    this.now = { ...now, notice: text, ...(this.silent ? { silent: true } : {}) };
    this.hooks.onProgress();
  }

  /** Notes that a message arrived, which ends a silence. */
  private hear(): void {
    const seconds = Math.round((performance.now() - this.heard) / 1000);
    this.heard = performance.now();
    const slept = this.counts && seconds >= this.silence;
    if (!slept && !this.silent) return;
    this.silent = false;
    this.pace.interrupt();
    this.notice(runText('woke', { seconds }));
  }

  /** Shows a notice if the engine has been silent for long while training. */
  private look(): void {
    const seconds = Math.round((performance.now() - this.heard) / 1000);
    if (!this.counts || seconds < this.silence) return;
    this.silent = true;
    this.notice(runText('silent', { seconds }));
  }

  private get silence(): number {
    return this.options.silence ?? SILENCE;
  }

  /** True if messages are expected: while preparing or paused, the engine sends none. */
  private get counts(): boolean {
    return this.now.phase === 'training' || this.now.phase === 'validating';
  }
}
