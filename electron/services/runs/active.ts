import type { RunProgress } from '../../../shared/host/areas/runs';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { FromEngine, ToEngine } from '../../engine/protocol/protocol';
import { defined } from '../../files/defined';
import { isRunning } from '../../lock/process';
import type { Ended, EngineProcess, StartEngine } from '../engine-process';
import { Pace } from './eta';
import { runText } from './messages';

/** After how many seconds without a word from the engine that is said, and how often it is looked for. */
const SILENCE = 20;
const LOOK_EVERY = 1_000;

/** How long after a first order to stop a second one ends the process at once, in milliseconds. */
const PATIENCE = 5_000;

/** What an active run tells whoever supervises it. */
export interface ActiveHooks {
  /** It moved on. */
  readonly onProgress: () => void;
  /** Something that the list of runs shows has changed. */
  readonly onChange: () => void;
}

/** How a run is carried out, and what is known of it before its engine says something. */
export interface ActiveOptions {
  readonly id: string;
  readonly task: ToEngine & { readonly type: 'start' };
  readonly startEngine: StartEngine;
  readonly before: Pick<RunProgress, 'epoch' | 'epochs' | 'learningRate' | 'step'>;
  readonly batchSize: number;
  /** Seconds of silence that are worth saying. */
  readonly silence?: number | undefined;
}

/** A run whose engine is at work: where it stands, and what may be asked of it. */
export class ActiveRun {
  readonly id: string;
  readonly ended: Promise<Ended>;
  /** Where its images came from, in words, once that is known. */
  ready: (FromEngine & { readonly type: 'ready' }) | undefined;
  private readonly engine: EngineProcess;
  private readonly pace = new Pace();
  private readonly timer: NodeJS.Timeout;
  private stopAsked: number | undefined;
  private heard = Date.now();
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

  /** The number of its process; undefined before the process has started. */
  get pid(): number | undefined {
    return this.engine.pid;
  }

  /** True once it follows no further orders: it was told to stop, or its process is gone and that has not been reported yet. */
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

  /** Ends it at a checkpoint; at once where nothing has begun yet, or where it was told so a while ago and still goes on. */
  stop(): void {
    const again = this.stopAsked !== undefined && Date.now() - this.stopAsked > PATIENCE;
    this.stopAsked ??= Date.now();
    if (again || this.now.phase === 'preparing') this.engine.kill();
    else this.engine.send({ type: 'stop' });
  }

  kill(): void {
    this.stopAsked ??= Date.now();
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

  /** Something that the list of runs shows. */
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

  /** A word from the engine, after which it is not silent any more. */
  private hear(): void {
    const seconds = Math.round((Date.now() - this.heard) / 1000);
    this.heard = Date.now();
    const slept = this.counts && seconds >= this.silence;
    if (!slept && !this.silent) return;
    this.silent = false;
    this.pace.interrupt();
    this.notice(runText('woke', { seconds }));
  }

  /** Says so where the engine has been silent for long although it is at work. */
  private look(): void {
    const seconds = Math.round((Date.now() - this.heard) / 1000);
    if (!this.counts || seconds < this.silence) return;
    this.silent = true;
    this.notice(runText('silent', { seconds }));
  }

  private get silence(): number {
    return this.options.silence ?? SILENCE;
  }

  /** Whether silence means something: who prepares or pauses has nothing to say. */
  private get counts(): boolean {
    return this.now.phase === 'training' || this.now.phase === 'validating';
  }
}
