import { countsOf, infer } from '../../../shared/graph/infer';
import { fill, type Lang } from '../../../shared/i18n/i18n';
import { paperFigures } from '../../../shared/runs/paper';
import { shownSetting } from '../../../shared/training/messages';
import { type Html, html } from './html';
import { CHANGES, type ReportCode, type Say } from './messages';
import type { Measured, ReportRun } from './report-run';
import { asPercent } from './verdict';

/** Table 3: the losses of the autoencoders, ours and the paper's. */
export function autoencoderTable(runs: readonly Measured[], caption: string, say: Say, lang: Lang): Html {
  const rows = runs.map((run) => {
    const paper = paperFigures(run.paper);
    return html`<tr><td>${nameOf(run, lang)}${changeOf(run, lang)}</td><td>${run.last.epoch}</td>${beside(run.last.trainLoss, paper?.trainLoss)}${beside(run.last.valLoss, paper?.valLoss)}</tr>`;
  });
  return html`<div class="scroll"><table><caption>${caption}</caption>${head(['trainLoss', 'valLoss'], say)}<tbody>${rows}</tbody></table></div>`;
}

/** Tables 4 and 5: accuracies and losses of the classifiers. */
export function classifierTable(runs: readonly Measured[], caption: string, say: Say, lang: Lang): Html {
  const rows = runs.map((run) => {
    const { last } = run;
    const paper = paperFigures(run.paper);
    return html`<tr><td>${nameOf(run, lang)}${changeOf(run, lang)}</td><td>${last.epoch}</td>${beside(last.trainAccuracy, paper?.trainAccuracy)}${beside(last.valAccuracy, paper?.valAccuracy)}${beside(last.trainLoss, paper?.trainLoss)}${beside(last.valLoss, paper?.valLoss)}</tr>`;
  });
  return html`<div class="scroll"><table><caption>${caption}</caption>${head(['trainAccuracy', 'valAccuracy', 'trainLoss', 'valLoss'], say)}<tbody>${rows}</tbody></table></div>`;
}

/** A classifier with different layers of its encoder frozen. */
export function retrainingTable(runs: readonly Measured[], caption: string, say: Say): Html {
  const rows = runs.map((run) => {
    const { last } = run;
    const free = learning(run);
    return html`<tr><td>${encoderOf(run, say)}<span class="sub">${free} ${say('parameters').toLowerCase()}</span></td><td>${last.epoch}</td><td>${asPercent(last.trainAccuracy)}</td><td>${asPercent(last.valAccuracy)}</td><td>${asPercent(last.trainLoss)}</td><td>${asPercent(last.valLoss)}</td></tr>`;
  });
  const titles = ['epochs', 'trainAccuracy', 'valAccuracy', 'trainLoss', 'valLoss'] as const;
  return html`<div class="scroll"><table><caption>${caption}</caption><thead><tr><th>${say('free')}</th>${titles.map((title) => html`<th>${say(title)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The figures of any runs. */
export function runsTable(runs: readonly ReportRun[], caption: string, say: Say): Html {
  const rows = runs.map(({ name, epochs }) => {
    const last = epochs.at(-1);
    if (!last) return html`<tr><td>${name}</td><td colspan="5">${say('untrained')}</td></tr>`;
    const loss = (value: number) => value.toFixed(4);
    return html`<tr><td>${name}</td><td>${last.epoch}</td><td>${loss(last.trainLoss)}</td><td>${loss(last.valLoss)}</td><td>${asPercent(last.trainAccuracy)}</td><td>${asPercent(last.valAccuracy)}</td></tr>`;
  });
  const titles = ['epochs', 'trainLoss', 'valLoss', 'trainAccuracy', 'valAccuracy'] as const;
  return html`<div class="scroll"><table><caption>${caption}</caption><thead><tr><th>${say('run')}</th>${titles.map((title) => html`<th>${say(title)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The settings and the duration of each run. */
export function configurationTable(runs: readonly ReportRun[], caption: string, say: Say, lang: Lang): Html {
  const engines = new Set(runs.map(engineOf));
  const rows = runs.map((one) => {
    const { name, training, run, epochs, graph, borrowed } = one;
    const setting = (what: 'loss' | 'optimizer' | 'dataset') => fill('{value}', { value: shownSetting(what, training) }, lang);
    const seconds = run.timings.reduce((sum, one) => sum + one.train + one.validation, 0);
    const params = [...infer(graph).nodes.values()].reduce((sum, node) => sum + (countsOf(node)?.params ?? 0), 0);
    const frozen =
      borrowed.frozen.length > 0 && html`<span class="sub">${say('free').toLowerCase()}: ${encoderOf(one, say)}</span>`;
    return html`<tr><td>${name}${frozen}</td><td>${params.toLocaleString('en')}</td><td class="text">${setting('loss')}</td><td class="text">${setting('optimizer')}</td><td>${training.learningRate}</td><td>${training.batchSize}</td><td>${epochs.length}</td><td>${training.seed}</td><td>${timeOf(seconds, say)}</td>${engines.size > 1 && html`<td class="text">${engineOf(one)}</td>`}</tr>`;
  });
  const titles: readonly ReportCode[] = [
    'parameters',
    'loss',
    'optimizer',
    'rate',
    'batch',
    'epochs',
    'seed',
    'time',
    ...(engines.size > 1 ? (['engine'] as const) : []),
  ];
  const text = new Set(['loss', 'optimizer', 'engine']);
  const heads = titles.map((title) => html`<th class="${text.has(title) ? 'text' : ''}">${capital(say(title))}</th>`);
  const same = engines.size === 1 ? [...engines].join('') : '';
  return html`<div class="scroll"><table class="wide"><caption>${caption} ${same && `${say('engine')}: ${same}.`}</caption><thead><tr><th>${say('run')}</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** The engine, the number of its threads, and the data set. */
function engineOf({ run: { engine, data } }: ReportRun): string {
  const images = [data.train, data.validation].filter((count) => count !== undefined);
  const learned = [data.dataset, ...(images.length > 0 ? [images.join(' / ')] : [])].join(' ');
  return engine ? `${engine.library} (${engine.threads}) · ${learned}` : learned;
}

/** The name of a model in the paper's tables, else the run's name. */
export function nameOf(run: ReportRun, lang: Lang): string {
  return paperFigures(run.paper)?.name[lang] ?? run.name;
}

/** The trained part of a classifier's encoder. */
function encoderOf({ borrowed }: ReportRun, say: Say): string {
  const kept = borrowed.frozen.length === 0 ? 'all' : borrowed.free.length === 0 ? 'none' : 'some';
  return say(`free.${kept}`, { nodes: borrowed.free.join(', ') });
}

function changeOf({ paper }: ReportRun, lang: Lang): Html | undefined {
  const change = CHANGES[paper ?? '']?.[lang];
  return change === undefined ? undefined : html`<span class="sub">${change}</span>`;
}

function head(titles: readonly ReportCode[], say: Say): Html {
  return html`<thead><tr><th rowspan="2">${say('model')}</th><th rowspan="2">${say('epochs')}</th>${titles.map((title) => html`<th colspan="2">${say(title)}</th>`)}</tr><tr>${titles.map(() => html`<th>${say('ours')}</th><th>${say('paper')}</th>`)}</tr></thead>`;
}

const beside = (ours: number | undefined, paper: number | undefined): Html =>
  html`<td>${asPercent(ours)}</td><td class="paper">${asPercent(paper)}</td>`;

/** The number of trainable parameters: all but those of frozen layers. */
function learning({ graph }: ReportRun): string {
  const all = [...infer(graph).nodes.values()].filter(({ node }) => !node.frozen);
  return all.reduce((sum, node) => sum + (countsOf(node)?.params ?? 0), 0).toLocaleString('en');
}

function timeOf(seconds: number, say: Say): string {
  return seconds < 120 ? say('seconds', { n: Math.round(seconds) }) : say('minutes', { n: (seconds / 60).toFixed(1) });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
