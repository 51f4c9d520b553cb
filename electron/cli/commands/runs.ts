import { z } from 'zod';
import { graphOf } from '../../../shared/graph/document';
import type { SearchRecord } from '../../../shared/host/areas/setup';
import type { Lang } from '../../../shared/i18n/i18n';
import { parseTraining } from '../../../shared/training/config';
import { datasetOf } from '../../../shared/training/datasets';
import { ask, type FromEngine, type ToEngine } from '../../services/runs/engine';
import { epochsOf, type FoundRun, listRuns, openRun } from '../../services/runs/store';
import { type Context, EXIT, type Exit } from '../context';
import { duration, percent } from '../follow';
import { CliError, formatCount, words } from '../messages';
import { ERROR_MARK, OK_MARK } from '../report';
import { blocks, table } from '../table';
import { hanging, type Line, render, span } from '../text';
import { ENGINES } from './train';

const jsonSchema = z.object({ json: z.boolean().default(false) });

/** `runs`: the user's runs, the newest first. */
export async function runs({ lang, terminal }: Context, rawOptions: unknown): Promise<Exit> {
  const { json } = jsonSchema.parse(rawOptions);
  const found = await listRuns();
  if (json) {
    terminal.out(`${JSON.stringify(found.map(summary))}\n`);
    return EXIT.ok;
  }
  if (found.length === 0) {
    terminal.error(`${words('runs.none', {}, lang)}\n`);
    return EXIT.ok;
  }
  const title = (code: string) => words(`runs.${code}`, {}, lang);
  const columns = [
    { title: title('run'), least: 24 },
    { title: title('state') },
    { title: title('epochs'), align: 'right' as const },
    { title: title('loss'), align: 'right' as const },
    { title: title('accuracy'), align: 'right' as const },
    { title: title('data') },
  ];
  const rows = found.map(({ run, state, epochs }) => ({
    cells: [
      run.id,
      words(`state.${state}`, {}, lang),
      `${epochs.length}/${epochsOf(run)}`,
      epochs.at(-1)?.valLoss.toFixed(4) ?? '',
      percent(epochs.at(-1)?.valAccuracy),
      datasetOf(run.data.dataset)?.label ?? run.data.dataset,
    ],
  }));
  terminal.out(render(table(columns, rows, terminal.columns), terminal.colour));
  return EXIT.ok;
}

function summary({ folder, run, state, epochs }: FoundRun) {
  const last = epochs.at(-1);
  return {
    run: folder,
    id: run.id,
    name: run.name,
    state,
    epochs: epochs.length,
    of: epochsOf(run),
    dataset: run.data.dataset,
    backend: run.engine?.backend,
    trainLoss: last?.trainLoss,
    valLoss: last?.valLoss,
    valAccuracy: last?.valAccuracy,
  };
}

/** `show RUN`: one run, with its epochs. */
export async function show({ lang, terminal }: Context, rawRun: unknown, rawOptions: unknown): Promise<Exit> {
  const { json } = jsonSchema.parse(rawOptions);
  const found = await openRun(z.string().parse(rawRun));
  const { run, epochs, state, folder } = found;
  if (json) {
    terminal.out(`${JSON.stringify({ ...summary(found), run: folder, record: run, metrics: epochs })}\n`);
    return EXIT.ok;
  }
  const { training } = parseTraining(graphOf(run.document, run.graph)?.training ?? {});
  const say = (code: string, values = {}) => words(code, values, lang);
  const facts = [
    `${say(`state.${state}`)} · ${epochs.length}/${epochsOf(run)} ${say('runs.epochs')} · ${say('show.seed', { seed: training.seed })}`,
    ...(found.inUse ? [found.inUse[lang]] : run.reason ? [run.reason[lang]] : []),
    ...(run.data.source ? [run.data.source[lang]] : []),
    ...(run.engine ? [`${run.engine.library}, Node ${run.engine.node}`] : []),
    ...run.weightsFrom.map((from) =>
      say('show.weights', { nodes: from.nodes.join(', '), run: from.run, checkpoint: from.checkpoint }),
    ),
    ...run.interventions.map(({ step, learningRate, epochs: more }) =>
      say('show.intervention', {
        step,
        what: learningRate !== undefined ? say('show.rate', { rate: learningRate }) : say('show.more', { epochs: more ?? 0 }),
      }),
    ),
    folder,
  ];
  const classifies = epochs.some(({ valAccuracy }) => valAccuracy !== undefined);
  const names = ['epoch', 'train', 'val', ...(classifies ? ['trainAccuracy', 'valAccuracy'] : []), 'time'];
  const rows = epochs.map(({ epoch, trainLoss, valLoss, trainAccuracy, valAccuracy }) => {
    const timing = run.timings.find((one) => one.epoch === epoch);
    return {
      cells: [
        String(epoch),
        trainLoss.toFixed(4),
        valLoss.toFixed(4),
        ...(classifies ? [percent(trainAccuracy), percent(valAccuracy)] : []),
        timing ? duration(timing.train + timing.validation) : '',
      ],
    };
  });
  const columns = names.map((name) => ({ title: say(`show.${name}`), align: 'right' as const }));
  const head: readonly Line[] = [[span(run.name, 'bold')], ...facts.flatMap((fact) => hanging([], fact, terminal.columns))];
  const body = rows.length === 0 ? [] : table(columns, rows, terminal.columns);
  terminal.out(render(blocks(head, body), terminal.colour));
  return EXIT.ok;
}

const trainedSchema = z.object({
  checkpoint: z.enum(['best', 'last']).default('best'),
  engine: z.enum(ENGINES).optional(),
  json: z.boolean().default(false),
  offline: z.boolean().default(false),
  out: z.string().optional(),
});

/** `evaluate RUN`: validates a run's weights once more. */
export async function evaluate(context: Context, rawRun: unknown, rawOptions: unknown): Promise<Exit> {
  const { checkpoint, engine = 'auto', json, offline } = trainedSchema.parse(rawOptions);
  const { folder } = await openRun(z.string().parse(rawRun));
  const found = await answered(ask({ type: 'evaluate', folder, checkpoint, engine, offline }, 'evaluated'), context);
  const { lang, terminal } = context;
  if (json) terminal.out(`${JSON.stringify(found)}\n`);
  else {
    const values = {
      loss: found.loss.toFixed(4),
      count: formatCount(found.count, lang),
      data: found.data[lang],
      library: found.library,
    };
    const accuracy =
      found.accuracy === undefined ? '' : ` ${words('evaluated.accuracy', { accuracy: percent(found.accuracy) }, lang)}`;
    terminal.out(render(hanging([], `${words('evaluated', values, lang)}${accuracy}`, terminal.columns), terminal.colour));
  }
  return EXIT.ok;
}

/** `predict RUN PICTURE`: what a run's weights make of a picture. */
export async function predict(context: Context, rawRun: unknown, rawPicture: unknown, rawOptions: unknown): Promise<Exit> {
  const { checkpoint, engine = 'auto', json, out } = trainedSchema.parse(rawOptions);
  const { folder } = await openRun(z.string().parse(rawRun));
  const picture = z.string().parse(rawPicture);
  const place = out === undefined ? {} : { out };
  const found = await answered(ask({ type: 'predict', folder, checkpoint, engine, picture, ...place }, 'predicted'), context);
  const { lang, terminal } = context;
  if (json) {
    terminal.out(`${JSON.stringify(found)}\n`);
    return EXIT.ok;
  }
  const columns = [{ title: '' }, { title: '', align: 'right' as const }];
  const rows = (found.classes ?? []).map(({ name, probability }) => ({ cells: [name, percent(probability)] }));
  const { reconstruction } = found;
  const text = reconstruction
    ? hanging(
        [],
        words('predicted.reconstruction', { loss: reconstruction.loss.toFixed(4), file: reconstruction.file }, lang),
        terminal.columns,
      )
    : table(columns, rows, terminal.columns);
  const inverted = found.inverted ? hanging([], words('predicted.inverted', {}, lang), terminal.columns) : [];
  terminal.out(render(blocks(text, inverted), terminal.colour));
  return EXIT.ok;
}

/** `data`: finds or fetches Fashion-MNIST, and says what was tried. */
export async function data(context: Context): Promise<Exit> {
  return describeAll(await answered(ask({ type: 'obtain', what: 'data' }, 'described', progressOf(context)), context), context, [
    'data',
  ]);
}

const doctorSchema = z.object({
  json: z.boolean().default(false),
  setUp: z.boolean().default(false),
  measure: z.boolean().default(false),
});

/**
 * `doctor`: which engines and data there are. With `--set-up`, the native engine is set up first; with `--measure`, its kernels are
 * timed again.
 */
export async function doctor(context: Context, rawOptions: unknown): Promise<Exit> {
  const { json, setUp, measure } = doctorSchema.parse(rawOptions);
  const task: ToEngine = setUp ? { type: 'obtain', what: 'engine' } : { type: measure ? 'measure' : 'describe' };
  const found = await answered(ask(task, 'described', progressOf(context)), context);
  if (!json) return describeAll(found, context, ['engines', 'data']);
  const { engines, data: places, searches } = found;
  context.terminal.out(`${JSON.stringify({ engines, data: places, searches })}\n`);
  return EXIT.ok;
}

function describeAll(
  { engines, data: places, searches }: FromEngine & { readonly type: 'described' },
  { lang, terminal }: Context,
  parts: readonly ('engines' | 'data')[],
): Exit {
  const lines = (text: string, indent = '    ') => hanging([span(indent)], text, terminal.columns);
  const ofEngines = engines.map(({ name, ready, there, missing, how }): readonly Line[] => [
    [ready ? OK_MARK : ERROR_MARK, span(' '), span(words(ready ? 'doctor.ready' : 'doctor.missing', { name }, lang), 'bold')],
    ...[...there, ...missing].flatMap((text) => lines(text[lang])),
    ...(how ? lines(words('doctor.how', { how: how[lang] }, lang)) : []),
  ]);
  const ofData =
    places.length === 0
      ? hanging([ERROR_MARK, span(' ')], words('data.none', {}, lang), terminal.columns)
      : places.flatMap(({ where }) => hanging([OK_MARK, span(' ')], words('data.there', { where }, lang), terminal.columns));
  const ofSearches = searches.flatMap(({ how, last }) => [
    ...(places.length === 0 ? lines(how[lang]) : []),
    ...(last ? searchLines(last, lang).flatMap((text) => lines(text)) : []),
  ]);
  const data = parts.includes('data') ? [...ofData, ...ofSearches] : [];
  terminal.out(render(blocks(...(parts.includes('engines') ? ofEngines : []), data), terminal.colour));
  return EXIT.ok;
}

/** The last search for a data set: the way that succeeded, then a line for each way that failed. */
function searchLines({ at, tried, got }: SearchRecord, lang: Lang): readonly string[] {
  const when = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
  const title = got ? words('data.got', { when, got: got[lang] }, lang) : words('data.tried', { when }, lang);
  return [title, ...tried.map((text) => text[lang])];
}

/** Shows on standard error how long work goes on, a line for each step. */
function progressOf({ lang, terminal }: Context): (message: FromEngine) => void {
  let last = '';
  return (message) => {
    if (message.type !== 'preparing' || message.step[lang] === last) return;
    last = message.step[lang];
    terminal.error(`${last}\n`);
  };
}

/** The engine's answer. @throws CliError with its reason where it gave none */
async function answered<T>(
  asked: Promise<{ readonly answer: T | undefined; readonly ended: Awaited<ReturnType<typeof ask>>['ended'] }>,
  { lang }: Context,
): Promise<T> {
  const { answer, ended } = await asked;
  if (answer) return answer;
  const reason = ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : (ended.reason?.[lang] ?? '');
  throw new CliError('train.failed', { reason });
}
