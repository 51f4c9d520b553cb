import type { Lang } from '../../../shared/i18n/i18n';
import { PAPER, PAPER_DATASET, PAPER_EPOCHS, paperFigures } from '../../../shared/runs/paper';
import { CHANGES, type Say } from './messages';
import { type Measured, paperPlace } from './report-run';

/** A finding, and whether the paper agrees; `undefined` if that cannot be decided. */
export interface Finding {
  readonly text: string;
  readonly agrees: boolean | undefined;
}

/** A loss in percent, as the paper prints it. */
export const asPercent = (value: number | undefined): string => (value === undefined ? '–' : `${(100 * value).toFixed(2)} %`);

/** Tolerances for agreement with the paper: of a validation loss, relative; of an accuracy, in percentage points. */
const NEAR = { loss: 0.25, points: 1.5 } as const;

/** The findings that these runs allow, each compared with the paper's. */
export function verdict(runs: readonly Measured[], retrained: readonly Measured[], say: Say, lang: Lang): readonly Finding[] {
  const autoencoders = runs.filter(({ last }) => last.valAccuracy === undefined).sort((a, b) => paperPlace(a) - paperPlace(b));
  const classifiers = runs.filter(({ last }) => last.valAccuracy !== undefined);
  const name = ({ paper }: Measured) => paperFigures(paper)?.name[lang] ?? '';
  // Absolute figures are comparable only on all of the paper's own images.
  const whole = runs.every(({ run: { data } }) => data.dataset === PAPER_DATASET.id && data.train === undefined);
  return [
    ...order(autoencoders, name, say),
    ...steps(autoencoders, name, say, lang),
    ...(whole ? [...levels(autoencoders, name, say), ...accuracies(classifiers, name, say)] : []),
    ...wider(classifiers, say),
    ...overfitting(classifiers, say),
    ...retraining(retrained, say),
    ...(autoencoders.some(({ paper }) => paper === 'autoencoder-optimized') ? [{ text: say('v.code'), agrees: true }] : []),
  ];
}

type Name = (run: Measured) => string;

function order(runs: readonly Measured[], name: Name, say: Say): readonly Finding[] {
  if (runs.length < 2) return [];
  const ours = [...runs].sort((a, b) => b.last.valLoss - a.last.valLoss);
  const agrees = ours.every((run, place) => run === runs[place]);
  const list = (all: readonly Measured[]) => all.map(name).join(' > ');
  return [{ text: say('v.order', { ours: list(ours), paper: list(runs) }), agrees }];
}

/** Each model compared with the one that it changes. */
function steps(runs: readonly Measured[], name: Name, say: Say, lang: Lang): readonly Finding[] {
  return runs.flatMap((to, index): Finding[] => {
    const from = runs[index - 1];
    const [before, after] = [paperFigures(from?.paper), paperFigures(to.paper)];
    if (!from || !before || !after || paperPlace(to) !== paperPlace(from) + 1) return [];
    const lower = to.last.valLoss < from.last.valLoss;
    const values = {
      from: name(from),
      to: name(to),
      change: CHANGES[to.paper ?? '']?.[lang] ?? '',
      verb: say(lower ? 'lowers' : 'raises'),
      a: asPercent(from.last.valLoss),
      b: asPercent(to.last.valLoss),
      pa: asPercent(before.valLoss),
      pb: asPercent(after.valLoss),
    };
    return [{ text: say('v.step', values), agrees: lower === after.valLoss < before.valLoss }];
  });
}

function levels(runs: readonly Measured[], name: Name, say: Say): readonly Finding[] {
  return runs.flatMap((run): Finding[] => {
    const paper = paperFigures(run.paper);
    if (!paper) return [];
    const { valLoss, epoch } = run.last;
    const values = {
      name: name(run),
      ours: asPercent(valLoss),
      paper: asPercent(paper.valLoss),
      epochs: epoch,
      all: PAPER_EPOCHS,
    };
    return [{ text: say('v.level', values), agrees: Math.abs(valLoss / paper.valLoss - 1) <= NEAR.loss }];
  });
}

function accuracies(runs: readonly Measured[], name: Name, say: Say): readonly Finding[] {
  return runs.flatMap((run): Finding[] => {
    const paper = paperFigures(run.paper)?.valAccuracy;
    const { valAccuracy, epoch } = run.last;
    if (paper === undefined || valAccuracy === undefined) return [];
    const values = { name: name(run), ours: asPercent(valAccuracy), paper: asPercent(paper), epochs: epoch, all: PAPER_EPOCHS };
    return [{ text: say('v.accuracy', values), agrees: 100 * Math.abs(valAccuracy - paper) <= NEAR.points }];
  });
}

const runOf = (runs: readonly Measured[], id: string) => runs.find(({ paper }) => paper === id)?.last;

function wider(runs: readonly Measured[], say: Say): readonly Finding[] {
  const [narrow, wide] = [runOf(runs, 'classifier-baseline'), runOf(runs, 'classifier-fc-adam')];
  const [before, after] = [PAPER['classifier-baseline'], PAPER['classifier-fc-adam']];
  if (narrow?.valAccuracy === undefined || wide?.valAccuracy === undefined) return [];
  const raised = wide.valAccuracy > narrow.valAccuracy;
  const values = {
    verb: say(raised ? 'raises' : 'lowers'),
    a: asPercent(narrow.valAccuracy),
    b: asPercent(wide.valAccuracy),
    pa: asPercent(before?.valAccuracy),
    pb: asPercent(after?.valAccuracy),
  };
  return [{ text: say('v.wider', values), agrees: !raised }];
}

function overfitting(runs: readonly Measured[], say: Say): readonly Finding[] {
  const gap = (one: { readonly trainAccuracy?: number | undefined; readonly valAccuracy?: number | undefined } | undefined) =>
    100 * ((one?.trainAccuracy ?? Number.NaN) - (one?.valAccuracy ?? Number.NaN));
  const [sgd, adam] = [gap(runOf(runs, 'classifier-fc-sgd')), gap(runOf(runs, 'classifier-fc-adam'))];
  if (!Number.isFinite(sgd) || !Number.isFinite(adam)) return [];
  const values = {
    sgd: signed(sgd),
    adam: signed(adam),
    psgd: signed(gap(PAPER['classifier-fc-sgd'])),
    padam: signed(gap(PAPER['classifier-fc-adam'])),
  };
  return [{ text: say(sgd < adam ? 'v.sgd' : 'v.sgd.not', values), agrees: sgd < adam }];
}

const signed = (points: number): string => points.toFixed(2).replace('-', '−');

function retraining(runs: readonly Measured[], say: Say): readonly Finding[] {
  const accuracy = (run: Measured | undefined) => run?.last.valAccuracy;
  const frozen = accuracy(runs.find(({ borrowed }) => borrowed.free.length === 0));
  const some = accuracy(runs.find(({ borrowed }) => borrowed.free.length > 0 && borrowed.frozen.length > 0));
  const all = accuracy(runs.find(({ borrowed }) => borrowed.frozen.length === 0));
  if (frozen === undefined || some === undefined || all === undefined) return [];
  const more = frozen <= some && some <= all;
  const values = { frozen: asPercent(frozen), some: asPercent(some), all: asPercent(all) };
  const text = `${say('v.frozen', values)} ${say(more ? 'v.retraining' : 'v.retraining.not')}`;
  // The paper mentions this experiment without figures.
  return [{ text, agrees: undefined }];
}
