import { fill, type Lang } from '../../../shared/i18n/i18n';
import { PAPER_DATASET, PAPER_EPOCHS } from '../../../shared/runs/paper';
import { unfinishedWeights } from '../../../shared/runs/unfinished-weights';
import { datasetOf } from '../../../shared/training/datasets/index';
import { shownSetting } from '../../../shared/training/messages';
import { confusionTable, curveCharts, type Named, reconstructions } from './figures';
import { type Html, html, page } from './html';
import { type Say, sayIn } from './messages';
import { type Measured, measured, paperPlace, type ReportRun } from './report-run';
import { autoencoderTable, classifierTable, configurationTable, nameOf, retrainingTable, runsTable } from './tables';
import { verdict } from './verdict';

/** Options of a report. */
export interface ReportOptions {
  readonly lang: Lang;
  readonly title?: string | undefined;
  /** Captions that replace the default ones, by figure id. */
  readonly captions?: Readonly<Record<string, string>> | undefined;
  /** The commands that repeat the runs. */
  readonly commands: readonly string[];
  readonly now?: Date;
}

/** A report, and its captions, which the user may change. */
export interface Report {
  readonly html: string;
  readonly captions: readonly { readonly id: string; readonly text: string }[];
}

/** Writes a self-contained page about runs. For the paper's models, it has the paper's tables and figures with both results. */
export function report(runs: readonly ReportRun[], options: ReportOptions): Report {
  const { lang, commands, now = new Date() } = options;
  const say = sayIn(lang);
  const captions: { id: string; text: string }[] = [];
  const caption = (id: string, text: string): string => {
    const chosen = options.captions?.[id] ?? text;
    captions.push({ id, text: chosen });
    return chosen;
  };
  const parts = partsOf(runs);
  const study = parts.autoencoders.length + parts.classifiers.length > 1;
  const title = options.title ?? (study ? say('title.study') : say('title'));
  const named = (some: readonly Measured[]): readonly Named[] => some.map((run) => ({ run, name: nameOf(run, lang) }));
  const own = (some: readonly Measured[]): readonly Named[] => some.map((run) => ({ run, name: run.name }));
  const figure = (id: string, content: Html | undefined, text: string): Html | undefined =>
    content && html`<figure id="${id}">${content}<figcaption>${caption(id, text)}</figcaption></figure>`;
  const body = html`
<h1>${title}</h1>
<p class="lead">${leadOf(parts.measured, say, lang, now)}</p>
${warnings(parts.measured, say, lang).map((text) => html`<p><strong>${text}</strong></p>`)}
${study && agreement(parts, say, lang)}
${parts.autoencoders.length > 0 && html`<section class="keep"><h2>${say('tables3')}</h2>${autoencoderTable(parts.autoencoders, caption('table3', say('caption.table3')), say, lang)}</section>`}
${parts.classifiers.length > 0 && html`<section class="keep"><h2>${say('tables45')}</h2>${classifierTable(parts.classifiers, caption('table45', say('caption.table45')), say, lang)}</section>`}
${parts.retrained.length > 1 && html`<section class="keep"><h2>${say('retraining')}</h2>${retrainingTable(parts.retrained, caption('retraining', say('caption.retraining')), say)}</section>`}
${parts.autoencoders.length > 1 && html`<h2>${say('figure6')}</h2>${figure('figure6', curveCharts(named(parts.autoencoders), say), say('caption.figure6'))}`}
${parts.autoencoders.length > 0 && html`<h2>${say('figure7')}</h2>${figure('figure7', reconstructions(named(beforeAndAfter(parts.autoencoders)), say), say('caption.figure7'))}`}
${parts.classifiers.length > 0 && html`<h2>${say('figure8')}</h2>${figure('figure8', curveCharts(named(parts.classifiers), say), say('caption.figure8'))}`}
${best(parts.classifiers).map((run) => html`<h2>${say('figure9')}</h2>${figure('figure9', confusionTable(run, say), say('caption.figure9', { name: nameOf(run, lang), epoch: run.last.epoch }))}`)}
${others(parts, runs, own, figure, caption, say)}
<section class="keep"><h2>${say('configuration')}</h2>${configurationTable(runs, caption('configuration', say('caption.configuration', { scale: scalesOf(runs, lang) })), say, lang)}</section>
<section class="keep"><h2>${say('repeat')}</h2><p>${say('repeat.text')}</p><pre>${commands.join('\n')}</pre></section>
<footer>${say('footer')}</footer>`;
  return { html: page(lang, title, body), captions };
}

/** The runs by section of the report. */
interface Parts {
  readonly measured: readonly Measured[];
  /** The paper's models without frozen layers, in the paper's order; of several runs of a model, the first. */
  readonly autoencoders: readonly Measured[];
  readonly classifiers: readonly Measured[];
  /** The paper's first classifier with different frozen layers, the most frozen ones first; empty if no run has frozen layers. */
  readonly retrained: readonly Measured[];
  /** All other runs. */
  readonly others: readonly Measured[];
}

function partsOf(runs: readonly ReportRun[]): Parts {
  const all = runs.flatMap((run) => measured(run) ?? []);
  const models = new Map<string, Measured>();
  const free = new Map<string, Measured>();
  const others: Measured[] = [];
  for (const run of all) {
    const frozen = Object.values(run.graph.nodes).some((node) => node.frozen);
    const key = run.borrowed.frozen.join(' ');
    if (run.paper !== undefined && !frozen && !models.has(run.paper)) models.set(run.paper, run);
    else if (run.paper !== 'classifier-baseline' || free.has(key)) others.push(run);
    if (run.paper === 'classifier-baseline' && !free.has(key)) free.set(key, run);
  }
  const ordered = [...models.values()].sort((a, b) => paperPlace(a) - paperPlace(b));
  const retrained = [...free.values()].sort((a, b) => b.borrowed.frozen.length - a.borrowed.frozen.length);
  return {
    measured: all,
    autoencoders: ordered.filter(({ last }) => last.valAccuracy === undefined),
    classifiers: ordered.filter(({ last }) => last.valAccuracy !== undefined),
    retrained: retrained.some(({ borrowed }) => borrowed.frozen.length > 0) ? retrained : [],
    others,
  };
}

function agreement({ autoencoders, classifiers, retrained }: Parts, say: Say, lang: Lang): Html {
  const found = verdict([...autoencoders, ...classifiers], retrained, say, lang);
  const epochs = [...new Set([...autoencoders, ...classifiers].map(({ last }) => last.epoch))].sort((a, b) => a - b);
  const mark = (agrees: boolean | undefined) => (agrees === undefined ? '' : agrees ? 'agrees' : 'differs');
  return html`<h2>${say('agreement')}</h2><p>${say('agreement.intro', { paper: PAPER_EPOCHS, ours: epochs.join(', ') })}</p><ul class="verdict">${found.map(({ text, agrees }) => html`<li class="${mark(agrees)}">${text}</li>`)}</ul>`;
}

/** The section on runs of other models, and on second runs of the paper's: figures, curves, images and confusion matrices. */
function others(
  parts: Parts,
  all: readonly ReportRun[],
  own: (runs: readonly Measured[]) => readonly Named[],
  figure: (id: string, content: Html | undefined, text: string) => Html | undefined,
  caption: (id: string, text: string) => string,
  say: Say,
): Html | undefined {
  const known = new Set<unknown>([...parts.autoencoders, ...parts.classifiers, ...parts.retrained].map(({ run }) => run));
  const rest = all.filter(({ run }) => !known.has(run));
  if (rest.length === 0) return undefined;
  const compared = parts.others;
  const reconstruct = compared.filter(({ last }) => last.valAccuracy === undefined);
  const classify = compared.filter(({ last }) => last.valAccuracy !== undefined);
  return html`<section class="keep"><h2>${say('runs')}</h2>${runsTable(rest, caption('runs', say('caption.runs')), say)}</section>
${reconstruct.length > 0 && html`<h2>${say('curves')}</h2>${figure('curves', curveCharts(own(reconstruct), say), say('caption.curves'))}`}
${classify.length > 0 && html`<h2>${say('curves')} · ${say('accuracies')}</h2>${figure('curves-classifiers', curveCharts(own(classify), say), say('caption.figure8'))}`}
${reconstruct.length > 0 && html`<h2>${say('reconstructions')}</h2>${figure('reconstructions', reconstructions(own(reconstruct), say), say('caption.figure7'))}`}
${classify.map((run, index) => html`<h2>${say('confusion')} · ${run.name}</h2>${figure(`confusion-${index + 1}`, confusionTable(run, say), say('caption.figure9', { name: run.name, epoch: run.last.epoch }))}`)}`;
}

/** The first and the last autoencoder, as in Figure 7. */
function beforeAndAfter(runs: readonly Measured[]): readonly Measured[] {
  return runs.length < 2 ? runs : [runs[0], runs.at(-1)].filter((run) => run !== undefined);
}

/** The classifier with the highest validation accuracy. */
function best(runs: readonly Measured[]): readonly Measured[] {
  const accuracy = ({ last }: Measured) => last.valAccuracy ?? 0;
  return [...runs].sort((a, b) => accuracy(b) - accuracy(a)).slice(0, 1);
}

function leadOf(runs: readonly Measured[], say: Say, lang: Lang, now: Date): string {
  const date = now.toISOString().slice(0, 10);
  const [first] = runs;
  if (!first) return say('lead.none', { date });
  const list = (of: (run: Measured) => string) => [...new Set(runs.map(of))].join(', ');
  // The path of the images is left out, since the report may be shared.
  const count = (part: 'train' | 'test') => (run: Measured) => {
    const dataset = datasetOf(run.run.data.dataset);
    const known = part === 'train' ? run.run.data.train : run.run.data.validation;
    return grouped(known ?? dataset?.[part] ?? 0, lang);
  };
  return say('lead', {
    data: list(({ run }) => datasetOf(run.data.dataset)?.label ?? run.data.dataset),
    train: list(count('train')),
    validation: list(count('test')),
    library: list(({ run }) => run.engine?.library ?? '–'),
    date,
  });
}

/** A number with its thousands apart: 60,000 in English, 60 000 in Spanish. */
const grouped = (count: number, lang: Lang): string => count.toLocaleString(lang === 'en' ? 'en' : 'fr').replaceAll(/\s/g, ' ');

/** Warnings about runs whose figures cannot be compared. */
function warnings(runs: readonly Measured[], say: Say, lang: Lang): readonly string[] {
  const kinds = new Set(
    runs.map(({ run: { data }, training: { pixelScale, validation } }) =>
      [data.dataset, `[${pixelScale.join(', ')}]`, data.train, data.validation, validation]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  );
  const papers = runs.filter(({ paper }) => paper !== undefined);
  const generated = papers.some(({ run }) => datasetOf(run.data.dataset)?.generated);
  const fewest = Math.min(...papers.map(({ run }) => run.data.train ?? PAPER_DATASET.train));
  const unfinished = runs.flatMap(({ name, run }) => {
    const caution = unfinishedWeights(run.weightsFrom);
    return caution ? [`${name}: ${caution[lang]}`] : [];
  });
  return [
    ...unfinished,
    ...(kinds.size > 1 ? [say('notComparable', { what: [...kinds].join('; ') })] : []),
    ...(generated ? [say('generated', { data: PAPER_DATASET.label })] : []),
    ...(!generated && fewest < PAPER_DATASET.train
      ? [say('fewer', { train: grouped(fewest, lang), all: grouped(PAPER_DATASET.train, lang) })]
      : []),
  ];
}

function scalesOf(runs: readonly ReportRun[], lang: Lang): string {
  const scales = runs.map(({ training }) => fill('{scale}', { scale: shownSetting('pixelScale', training) }, lang));
  return [...new Set(scales)].join(', ');
}
