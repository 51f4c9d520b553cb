import { fixMessage, type Problem, problemMessage } from '../../shared/graph/diagnosis/diagnose';
import { misfits } from '../../shared/graph/diagnosis/misfits';
import type { Document, Graph } from '../../shared/graph/document';
import { infer } from '../../shared/graph/infer';
import { sinks } from '../../shared/graph/wiring';
import type { Lang, LocalizedText } from '../../shared/i18n/i18n';
import { isImage } from '../../shared/layers/support/shape';
import { parseTraining } from '../../shared/training/config';
import { taskOf } from '../../shared/training/tasks/index';
import { RunError } from '../run-folder/error';
import { runText } from '../run-folder/messages';
import { factsOf } from './data/facts';
import type { OpenedDataset } from './data/open';
import type { ImageSet } from './data/support/images';

/** The most fixes of a problem that a sentence names. */
const MOST_FIXES = 3;

/**
 * Compares opened data with a graph: sizes, channels and classes.
 * @returns the data with a class for each output, and notes on how they fit
 * @throws RunError hasErrors with what does not fit, and the fixes
 */
export function fitted(document: Document, graph: Graph, opened: OpenedDataset): OpenedDataset {
  const found = misfits(document, graph, factsOf(opened));
  const errors = found.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw graphError(errors);
  const outputs = outputsOf(graph);
  const named = (set: ImageSet): ImageSet => ({ ...set, classes: padded(set.classes, outputs) });
  const notes = [...opened.notes, ...found.map((problem) => sentences([problem]))];
  return { ...opened, train: named(opened.train), validation: named(opened.validation), notes };
}

/** The error of a graph that cannot be trained: every problem with its place and fixes. */
export function graphError(problems: readonly Problem[]): RunError {
  return new RunError('hasErrors', { problems: sentences(problems) });
}

function sentences(problems: readonly Problem[]): LocalizedText {
  const all = (lang: Lang) => problems.map((problem) => sentence(problem, lang)).join(' ');
  return { en: all('en'), es: all('es') };
}

function sentence(problem: Problem, lang: Lang): string {
  const { node, fixes } = problem;
  const orders = fixes.slice(0, MOST_FIXES).map((fix) => fixMessage(fix, lang));
  const place = node === undefined ? [] : [`${node}:`];
  const mend = orders.length === 0 ? [] : [runText('mend', { fixes: orders.join('; ') })[lang]];
  return [...place, problemMessage(problem, lang), ...mend].join(' ');
}

/** The number of values that a classifier gives for an image; 0 for a graph of another task. */
function outputsOf(graph: Graph): number {
  const [end] = sinks(graph);
  const out = end === undefined ? undefined : infer(graph).nodes.get(end)?.out;
  const classifies = taskOf(parseTraining(graph.training).training.task).target === 'class';
  return classifies && out && !isImage(out) ? out[0] : 0;
}

/** Classes with a number for a name for each output beyond them. */
function padded(classes: readonly string[], outputs: number): readonly string[] {
  return Array.from({ length: Math.max(classes.length, outputs) }, (_, label) => classes[label] ?? String(label));
}
