import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CodeOf, type LocalizedText, localize, translate, type Values } from '../../../shared/i18n/i18n';
import type { EpochMetric } from '../../../shared/runs/metrics';
import { epochsOf, type WeightSource } from '../../../shared/runs/run';
import type { EngineChoice } from '../../../shared/training/engines';
import { shellQuote } from '../../files/shell-quote';
import { type Ended, howEnded } from '../../services/engine-process';
import type { FromEngine } from '../../services/runs/engine';
import { startRun } from '../../services/runs/engine';
import { diedText } from '../../services/runs/messages';
import { findRun } from '../../services/runs/store';
import { type Context, EXIT, type Exit } from '../command/context';
import { OK_MARK } from '../output/marks';
import { countOf, duration, formatCount, percent } from '../output/messages';
import { hanging, type Line, NO_BREAK, render, span } from '../output/text';
import { MESSAGES } from './messages';

/** Options of a run that is followed in the terminal. */
export interface FollowOptions {
  readonly folder: string;
  readonly engine: EngineChoice;
  readonly weightsFrom?: readonly WeightSource[] | undefined;
  readonly offline: boolean;
  readonly json: boolean;
}

/** Interval between updates of the progress line, in milliseconds. */
const REFRESH = 200;

/** Trains a run and shows its progress and result. @returns the exit code */
export async function follow(options: FollowOptions, context: Context): Promise<Exit> {
  const state = await followRun(options, context);
  return state === 'finished' || state === 'stopped' ? EXIT.ok : EXIT.problems;
}

/**
 * Trains a run and shows its progress and result. Ctrl-C stops it at a checkpoint; a second Ctrl-C ends it immediately.
 * @returns the state in which the run ended
 */
export async function followRun(options: FollowOptions, context: Context): Promise<End['state']> {
  const { folder, json, ...task } = options;
  const show = json ? new JsonView(context) : new TextView(context, folder);
  const engine = startRun({ folder, ...task }, (message) => show.see(message));
  let asked = false;
  let killed = false;
  const interrupt = () => {
    killed = asked;
    if (asked) return engine.kill();
    asked = true;
    show.stopping();
    engine.send({ type: 'stop' });
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const ended = await engine.ended;
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  const found = await findRun(folder);
  const state = ended.type === 'died' ? 'interrupted' : ended.state;
  const reason = ended.type === 'died' ? diedReason(ended, killed) : ended.reason;
  await show.end({
    folder,
    state,
    reason: reason?.[context.lang],
    epochs: found.epochs,
    total: epochsOf(found.run),
    steps: found.epochs.at(-1)?.step ?? 0,
    run: found.run,
  });
  return state;
}

/** The reason for an end that the engine did not report. @param killed true if the user ended it */
const diedReason = (ended: Ended & { readonly type: 'died' }, killed: boolean): LocalizedText =>
  killed ? localize(MESSAGES, 'killed') : diedText({ how: howEnded(ended), output: ended.output });

interface End {
  readonly folder: string;
  readonly state: 'finished' | 'stopped' | 'failed' | 'interrupted';
  readonly reason: string | undefined;
  readonly epochs: readonly EpochMetric[];
  readonly total: number;
  readonly steps: number;
  readonly run: Awaited<ReturnType<typeof findRun>>['run'];
}

/** Prints a JSON line per epoch, and one at the end. */
class JsonView {
  private metric: EpochMetric | undefined;

  constructor(private readonly context: Context) {}

  see(message: FromEngine): void {
    if (message.type === 'metric' && message.metric.type === 'epoch') this.metric = message.metric;
    if (message.type !== 'epoch' || !this.metric) return;
    const { epoch, trainLoss, valLoss, trainAccuracy, valAccuracy } = this.metric;
    this.write({ epoch, trainLoss, valLoss, trainAccuracy, valAccuracy, seconds: message.train + message.validation });
  }

  stopping(): void {}

  async end({ folder, state, reason, epochs, run }: End): Promise<void> {
    const last = epochs.at(-1);
    this.write({
      run: folder,
      backend: run.engine?.backend,
      library: run.engine?.library,
      threads: run.engine?.threads,
      state,
      reason,
      dataset: run.data.dataset,
      epochs: epochs.length,
      step: last?.step,
      trainLoss: last?.trainLoss,
      valLoss: last?.valLoss,
      trainAccuracy: last?.trainAccuracy,
      valAccuracy: last?.valAccuracy,
    });
  }

  private write(value: object): void {
    this.context.terminal.out(`${JSON.stringify(value)}\n`);
  }
}

/** Prints a line per epoch and, in a terminal, a progress line. */
class TextView {
  private readonly began = performance.now();
  private shown = 0;
  private live = false;
  private metric: EpochMetric | undefined;
  private epochs = 0;
  private images = 0;
  private batchSize = 0;
  private pace: { readonly step: number; readonly time: number } | undefined;
  private last: { readonly loss: number; readonly accuracy: number | undefined } | undefined;
  private step = '';

  constructor(
    private readonly context: Context,
    private readonly folder: string,
  ) {}

  see(message: FromEngine): void {
    if (message.type === 'preparing') this.preparing(message);
    if (message.type === 'ready') this.ready(message);
    if (message.type === 'progress') this.progress(message);
    if (message.type === 'phase') this.pace = undefined;
    if (message.type === 'epoch') this.epoch(message);
    if (message.type !== 'metric') return;
    if (message.metric.type === 'epoch') this.metric = message.metric;
    else this.last = { loss: message.metric.loss, accuracy: message.metric.accuracy };
  }

  stopping(): void {
    this.lines(this.text('stopping'));
  }

  async end(end: End): Promise<void> {
    const { folder, state, reason } = end;
    const resume = [span(`  patchbay resume ${shellQuote(folder)}`)];
    if (state === 'failed') this.error(this.text('failed', { reason: reason ?? '' }));
    else if (state === 'interrupted') {
      this.error(reason ?? '');
      this.put([resume]);
    } else if (state === 'stopped') {
      this.lines(this.text('stopped', { step: end.steps }));
      this.put([resume]);
    } else {
      const time = duration((performance.now() - this.began) / 1000);
      this.put(
        hanging(
          [OK_MARK, span(' ')],
          this.text('finished', { epochs: countOf('epochs', end.epochs.length, this.context.lang), time }),
          this.columns,
        ),
      );
      if (reason) this.lines(reason);
    }
    if (end.epochs.length === 0) return;
    const epoch = `epoch-${String(end.epochs.length).padStart(4, '0')}`;
    const classifies = end.epochs.at(-1)?.valAccuracy !== undefined;
    const picture = classifies ? join(folder, 'confusion', `${epoch}.png`) : join(folder, 'samples', `${epoch}.png`);
    this.put([[span(this.text(classifies ? 'confusion' : 'samples'))], [span(`  ${picture}`)]]);
    const model = join(folder, 'model', 'model.json');
    if (state === 'finished' && existsSync(model)) this.put([[span(this.text('model'))], [span(`  ${model}`)]]);
  }

  private get columns(): number | undefined {
    return this.context.terminal.columns;
  }

  private text(code: CodeOf<typeof MESSAGES>, values: Values = {}): string {
    return translate(MESSAGES, code, values, this.context.lang);
  }

  private preparing({ step, done, total }: FromEngine & { readonly type: 'preparing' }): void {
    const text = step[this.context.lang];
    if (this.context.terminal.columns === undefined) {
      if (text !== this.step) this.lines(text);
    } else if (performance.now() - this.shown >= REFRESH || text !== this.step) {
      this.status(total ? `${text}  ${Math.floor((100 * (done ?? 0)) / total)} %` : text);
    }
    this.step = text;
  }

  private ready({ run, reason, faster, data, notes, train, validation }: FromEngine & { readonly type: 'ready' }): void {
    const { lang } = this.context;
    this.images = train;
    const count = (value: number) => formatCount(value, lang);
    const { library = '', threads: used = 1 } = run.engine ?? {};
    const threads = countOf('threads', used, lang);
    this.lines(this.text('engine', { library, threads, reason: reason[lang] }));
    if (faster) this.lines(this.text('faster', { how: faster[lang] }));
    this.lines(this.text('data', { source: data[lang], train: count(train), validation: count(validation) }));
    for (const note of notes) this.lines(note[lang]);
    this.lines(this.text('folder', { folder: this.folder }));
  }

  private progress({ progress, batches, epochs }: FromEngine & { readonly type: 'progress' }): void {
    this.epochs = epochs;
    this.batchSize = this.images / batches;
    const now = performance.now();
    this.pace ??= { step: progress.step, time: now };
    if (this.columns === undefined || performance.now() - this.shown < REFRESH) return;
    const done = progress.step - this.pace.step;
    const each = done > 0 ? (now - this.pace.time) / done / 1000 : undefined;
    const left = (epochs - progress.epoch + 1) * batches - progress.batch;
    const { loss = 0, accuracy } = this.last ?? {};
    this.status(
      this.text(accuracy === undefined ? 'live' : 'live.accuracy', {
        epoch: progress.epoch,
        epochs,
        percent: Math.floor((100 * progress.batch) / batches),
        loss: loss.toFixed(4),
        accuracy: percent(accuracy),
        speed: each ? formatCount(Math.round(this.batchSize / each), this.context.lang) : '…',
        left: each ? duration(left * each) : '…',
      }),
    );
  }

  private epoch({ train }: FromEngine & { readonly type: 'epoch' }): void {
    if (!this.metric) return;
    const { epoch, trainLoss, valLoss, trainAccuracy, valAccuracy } = this.metric;
    const parts = [
      this.text('epoch', { epoch: String(epoch).padStart(String(this.epochs).length), epochs: this.epochs || epoch }),
      this.text('loss', { train: trainLoss.toFixed(4), validation: valLoss.toFixed(4) }),
      ...(valAccuracy === undefined
        ? []
        : [this.text('accuracy', { train: percent(trainAccuracy), validation: percent(valAccuracy) })]),
      this.text('speed', {
        seconds: train.toFixed(1),
        speed: formatCount(Math.round(this.images / train), this.context.lang),
      }),
    ];
    // In a narrow terminal, the line breaks only between the parts.
    this.lines(parts.map((part) => part.replaceAll(' ', NO_BREAK)).join(`${NO_BREAK} `));
  }

  /** Overwrites the progress line. */
  private status(text: string): void {
    this.shown = performance.now();
    const width = (this.columns ?? 80) - 1;
    this.context.terminal.out(`\r\x1b[2K${render([[span(text.slice(0, width))]], false).trimEnd()}`);
    this.live = true;
  }

  private put(lines: readonly Line[]): void {
    if (this.live) this.context.terminal.out('\r\x1b[2K');
    this.live = false;
    this.context.terminal.out(render(lines, this.context.terminal.colour));
  }

  /** @param text one or more lines */
  private lines(text: string): void {
    this.put(this.wrapped(text));
  }

  private wrapped(text: string): readonly Line[] {
    return text.split('\n').flatMap((line) => hanging([], line, this.columns));
  }

  private error(text: string): void {
    if (this.live) this.context.terminal.out('\r\x1b[2K');
    this.live = false;
    this.context.terminal.error(render(this.wrapped(text), false));
  }
}
