import { fixMessage, problemMessage } from '../../shared/graph/diagnosis/diagnose';
import { graphOf } from '../../shared/graph/document';
import { countsOf, formulaOf, type NodeInference, sized, totalsOf } from '../../shared/graph/infer';
import { trainingMemory } from '../../shared/graph/memory';
import type { Lang } from '../../shared/i18n/i18n';
import type { Issue } from '../../shared/i18n/issues';
import { fieldsOf } from '../../shared/layers/support/params';
import { formatShape } from '../../shared/layers/support/shape';
import type { Training } from '../../shared/training/config';
import { datasetOf } from '../../shared/training/datasets';
import type { EngineName } from '../../shared/training/engines';
import { optimizerOf } from '../../shared/training/optimizers/index';
import { countProblems, type Inspection, issueMessage, type NumberedProblem, newerMessage } from './inspect';
import { countOf, formatCount, words } from './messages';
import { blocks, type Column, type Row, table, tableWidth } from './table';
import { hanging, type Line, NO_BREAK, type Span, type Style, span } from './text';

type Inspected = Inspection['graphs'][number];

/** What the report is written for. */
export interface Reader {
  readonly lang: Lang;
  /** The columns of a terminal; `undefined` where lines may be as long as they like. */
  readonly columns: number | undefined;
}

export const ERROR_MARK: Span = span('✗', 'red');
export const WARNING_MARK: Span = span('!', 'yellow');
export const OK_MARK: Span = span('✓', 'green');

/** How many mistakes of a file that is no document are told of. */
const MOST_ISSUES = 20;

/** Everything that is known of a document: a table for each graph, then the problems. */
export function report(inspection: Inspection, file: string, reader: Reader): readonly Line[] {
  const { name } = inspection.document;
  const title = name === '' ? [span(file, 'bold')] : [span(name, 'bold'), span('  '), span(file, 'dim')];
  return blocks(
    [title],
    ...inspection.graphs.map((graph) => graphReport(inspection, graph, reader)),
    problemReport(inspection, reader),
  );
}

/** One graph: how it is trained, its layers in topological order, what they come to, and what its author noted. */
export function graphReport(inspection: Inspection, inspected: Inspected, reader: Reader): readonly Line[] {
  const { graph } = inspected;
  const title = graph.name === '' ? [span(graph.id, 'bold')] : [span(graph.name, 'bold'), span('  '), span(graph.id, 'dim')];
  return blocks(
    [title, ...hanging([], trainingText(inspected, reader.lang), reader.columns, 'dim')],
    layerTable(inspection, inspected, reader),
    [...totals(inspected, reader), ...memory(inspected, reader), ...weights(inspected, reader)],
    unexportable(inspected, reader),
    notes(inspected, reader),
  );
}

/** Fashion-MNIST, pixels −1 to 1 · MSE · Adam 0.001 · batch 100 · 30 epochs */
function trainingText({ diagnosis }: Inspected, lang: Lang): string {
  const { training } = diagnosis.training;
  const { dataset, pixelScale, loss, optimizer, learningRate, batchSize, epochs } = training;
  const values = {
    dataset: datasetOf(dataset)?.label ?? dataset,
    low: pixelScale[0],
    high: pixelScale[1],
    loss,
    optimizer: optimizerText(optimizer, lang),
    rate: learningRate,
    batch: batchSize,
    epochs,
  };
  // Lines break behind a dot alone.
  return words('training', values, lang).replace(/(?<!·) /g, NO_BREAK);
}

/** Adam, or SGD with momentum 0.9, with a comma behind it. */
function optimizerText(optimizer: Training['optimizer'], lang: Lang): string {
  const values: Readonly<Record<string, unknown>> = optimizer;
  const params = [...fieldsOf(optimizerOf(optimizer).params)].map(([name, { label }]) => `${label[lang]} ${values[name]}`);
  return params.length === 0
    ? optimizer.kind
    : words('training.optimizer', { optimizer: optimizer.kind, params: params.join(', ') }, lang);
}

function columnsOf(lang: Lang, wide: boolean): readonly Column[] {
  const title = (code: string) => words(code, {}, lang);
  return [
    { title: title('layer'), least: 8 },
    { title: title('kind'), style: 'dim', least: 8 },
    { title: title('parameters'), least: 14 },
    ...(wide ? [{ title: title('formula'), style: 'dim' } as const] : []),
    { title: title('output'), align: 'right', style: 'bold' },
    { title: title('params'), align: 'right' },
    { title: title('flops'), align: 'right' },
  ];
}

/** A line for each layer, formula included; where that is too wide for the terminal, the formula stands below. */
function layerTable(inspection: Inspection, { graph, diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const marks = marksOf(inspection.problems.filter(({ problem }) => problem.graph === graph.id));
  const rows = (wide: boolean) =>
    [...diagnosis.inference.nodes].map(([id, inference]) => layerRow(id, inference, marks.get(id), lang, wide));
  const [wideColumns, wideRows] = [columnsOf(lang, true), rows(true)];
  const fits = columns === undefined || tableWidth(wideColumns, wideRows) <= columns;
  return fits ? table(wideColumns, wideRows, columns) : table(columnsOf(lang, false), rows(false), columns);
}

/** The worst that is wrong with each node. */
function marksOf(problems: readonly NumberedProblem[]): ReadonlyMap<string, Span> {
  const marks = new Map<string, Span>();
  for (const { problem } of problems) {
    if (problem.node === undefined) continue;
    if (problem.severity === 'error') marks.set(problem.node, ERROR_MARK);
    else if (!marks.has(problem.node)) marks.set(problem.node, WARNING_MARK);
  }
  return marks;
}

function layerRow(id: string, inference: NodeInference, mark: Span | undefined, lang: Lang, wide: boolean): Row {
  const { name } = inference.node;
  const counts = countsOf(inference);
  const number = (count: number | undefined) => (count === undefined ? '–' : formatCount(count, lang));
  const cells = [
    id,
    wide ? namedKind(inference, lang) : kindText(inference, lang),
    parametersText(inference, lang),
    ...(wide ? [formulaText(inference, true)] : []),
    inference.out ? formatShape(inference.out) : '–',
    number(counts?.params),
    number(counts?.flops),
  ];
  const styles: Record<number, Style> = mark === ERROR_MARK ? { 0: 'red', [cells.length - 3]: 'red' } : {};
  return {
    ...(mark ? { mark } : {}),
    cells,
    styles,
    ...(wide ? {} : { below: { first: name ?? '', column: 2, text: formulaText(inference, false) } }),
  };
}

function kindText({ node, layer }: NodeInference, lang: Lang): string {
  return layer.kind ? (layer.kind.words[lang]['label'] ?? node.kind) : `${node.kind}?`;
}

/** The kind and the node's name, which need not be said twice where the name holds the kind. */
function namedKind(inference: NodeInference, lang: Lang): string {
  const [kind, { name }] = [kindText(inference, lang), inference.node];
  return name === undefined ? kind : name.includes(kind) ? name : `${kind} · ${name}`;
}

/** 3×3 · s1 · p0 · 16 · ReLU, and what is special about the node. */
function parametersText({ node, layer }: NodeInference, lang: Lang): string {
  const { kind, params } = layer;
  const summary = kind && params ? kind.summary(params) : [];
  const flag = (on: boolean | undefined, code: string) => (on ? [words(code, {}, lang)] : []);
  return [...summary, ...flag(node.bypassed, 'bypassed'), ...flag(node.frozen, 'frozen')].join(' · ');
}

/**
 * The formula in numbers; nothing where it would only say the output size once more. `plain` says even that the size stays as it
 * is, which is not worth a line of its own.
 */
function formulaText(inference: NodeInference, plain: boolean): string {
  const formula = formulaOf(inference);
  if (!formula || !inference.out) return '';
  const text = formula.numbers.length === 0 && plain ? formula.letters : formula.numbers.join(', ');
  return text === formatShape(inference.out) ? '' : text;
}

/** What training will take of the machine's memory, by engine. */
function memory({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const { inference, training } = diagnosis;
  const gigabytes = (engine: EngineName) => (trainingMemory(inference, training.training, engine) / 1e9).toFixed(2);
  const values = { native: gigabytes('native'), wasm: gigabytes('wasm'), batch: training.training.batchSize };
  return hanging([span('  ')], words('memory', values, lang), columns);
}

/** The layers that a model of stock tfjs layers cannot express. */
function unexportable({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  return [...diagnosis.inference.nodes].flatMap(([id, inferred]) => {
    const layer = sized(inferred);
    const reason = layer ? layer.kind.stock(layer.params, layer.ins) : true;
    if (reason === true) return [];
    return hanging([span('  ')], words('notStock', { node: id, reason }, lang), columns, 'dim');
  });
}

function totals({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const { params, flops, activations } = totalsOf(diagnosis.inference);
  const values = {
    params: formatCount(params, lang),
    flops: formatCount(flops, lang),
    activations: formatCount(activations, lang),
  };
  return hanging([span('  ')], words(params === 1 ? 'totals.one' : 'totals', values, lang), columns);
}

/** Which layers start from the weights of another graph's. */
function weights({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const taken = new Map<string, string[]>();
  for (const [id, { node }] of diagnosis.inference.nodes) {
    const from = node.weightsFrom;
    if (from) taken.set(from.graph, [...(taken.get(from.graph) ?? []), from.node === id ? id : `${id} (${from.node})`]);
  }
  return [...taken].flatMap(([graph, nodes]) =>
    hanging([span('  ')], words('weights', { nodes: nodes.join(', '), graph }, lang), columns, 'dim'),
  );
}

/** The most notes of a graph that are shown, and the most characters of each, so that a report stays short. */
const MOST_NOTES = 200;
const MOST_OF_NOTE = 1_000;

/** What the author noted of a node. */
function notes({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const noted = [...diagnosis.inference.nodes].filter(([, { node }]) => (node.note ?? '').trim() !== '');
  const shown = noted.slice(0, MOST_NOTES);
  const more = words('moreNotes', { n: formatCount(noted.length - shown.length, lang) }, lang);
  return [
    ...shown.flatMap(([id, { node }]) => hanging([span(`  ${id}  `, 'dim')], shortNote(node.note ?? ''), columns, 'dim')),
    ...(noted.length > shown.length ? hanging([span('  ')], more, columns, 'dim') : []),
  ];
}

function shortNote(note: string): string {
  const line = note
    .slice(0, 2 * MOST_OF_NOTE)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= MOST_OF_NOTE ? line : `${line.slice(0, MOST_OF_NOTE)} …`;
}

/** How many problems there are, then each with what would mend it. */
export function problemReport(inspection: Inspection, reader: Reader): readonly Line[] {
  const { lang, columns } = reader;
  const digits = String(inspection.problems.reduce((most, { fixes }) => fixes.at(-1)?.n ?? most, 0)).length;
  const newer = inspection.newer ? hanging([WARNING_MARK, span(' ')], newerMessage(inspection, lang), columns) : [];
  return blocks(
    [verdict(inspection, lang)],
    newer,
    ...inspection.problems.map((numbered) => problemLines(inspection, numbered, digits, reader)),
    inspection.cut ? hanging([], words('fixesCut', {}, lang), columns, 'dim') : [],
  );
}

/** Problems whose fixes were not looked for, with the command that shows these, and the options that the problems were found with. */
export function problemReportOf(inspection: Inspection, file: string, options: FoundWith, reader: Reader): readonly Line[] {
  const hint = [
    [span(words('checkHint', {}, reader.lang), 'dim' as const)],
    [span(`  ${['patchbay', 'check', quote(file), ...written(options)].join(' ')}`, 'dim' as const)],
  ];
  return blocks(problemReport(inspection, reader), inspection.problems.length === 0 ? [] : hint);
}

function verdict(inspection: Inspection, lang: Lang): Line {
  const { errors, warnings } = countProblems(inspection);
  if (errors + warnings === 0) return [OK_MARK, span(` ${words('noProblems', {}, lang)}`)];
  return [span(problemCounts(errors, warnings, lang), 'bold')];
}

/** 1 error, 2 warnings */
export function problemCounts(errors: number, warnings: number, lang: Lang): string {
  const counts = [
    ...(errors > 0 ? [countOf('errors', errors, lang)] : []),
    ...(warnings > 0 ? [countOf('warnings', warnings, lang)] : []),
  ];
  return counts.join(', ');
}

/** The smallest changes come first; a person seldom wants the rest. */
const MOST_FIXES = 6;

/** @param digits of the largest number of a fix */
function problemLines(
  inspection: Inspection,
  { problem, fixes }: NumberedProblem,
  digits: number,
  { lang, columns }: Reader,
): readonly Line[] {
  const mark = problem.severity === 'error' ? ERROR_MARK : WARNING_MARK;
  const number = (n: number) => [span(`  ${String(n).padStart(digits)}  `, 'dim')];
  return [
    [mark, span(' '), span(placeOf(inspection, problem), 'bold'), ...(problem.param ? [span(` · ${problem.param}`, 'dim')] : [])],
    ...hanging([span('  ')], problemMessage(problem, lang), columns),
    ...fixes.slice(0, MOST_FIXES).flatMap(({ n, fix }) => hanging(number(n), fixMessage(fix, lang), columns)),
    ...(fixes.length > MOST_FIXES
      ? hanging([span('  ')], words('moreFixes', { n: formatCount(fixes.length - MOST_FIXES, lang) }, lang), columns, 'dim')
      : []),
  ];
}

/** The options that problems were found with. */
interface FoundWith {
  readonly graph?: string | undefined;
  readonly data?: string | undefined;
}

/** The options as a shell takes them. */
function written({ graph, data }: FoundWith): readonly string[] {
  return [...(graph === undefined ? [] : ['--graph', graph]), ...(data === undefined ? [] : ['--data', quote(data)])];
}

/** The command that makes the first change that is offered, with the options that the problems were found with. */
export function applyHint({ problems }: Inspection, file: string, foundWith: FoundWith, lang: Lang): readonly Line[] {
  const [first] = problems.flatMap(({ fixes }) => fixes);
  if (!first) return [];
  const options = [...written(foundWith), '--apply', String(first.n), '--out', '…'];
  return [
    [span(words('applyHint', {}, lang), 'dim')],
    [span(`  ${['patchbay', 'fix', quote(file), ...options].join(' ')}`, 'dim')],
  ];
}

/** A file name as a shell takes it. */
function quote(file: string): string {
  return /^[\w./@%+=:,-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

/** The node, or the graph where it is none of its nodes; with the graph's id where the document has several. */
export function placeOf(
  { document }: Inspection,
  { graph, node }: { readonly graph: string; readonly node: string | undefined },
): string {
  if (node === undefined) return graphOf(document, graph)?.name || graph;
  return document.graphs.length > 1 ? `${graph}/${node}` : node;
}

/** Why a file is no document. */
export function issueReport(file: string, issues: readonly Issue[], { lang, columns }: Reader): readonly Line[] {
  const shown = issues.slice(0, MOST_ISSUES);
  const more = issues.length - shown.length;
  return [
    ...hanging([ERROR_MARK, span(' ')], words('notADocument', { file }, lang), columns),
    ...shown.flatMap((issue) => hanging([span('  ')], issueMessage(issue, lang), columns)),
    ...(more > 0 ? [[span(`  ${words('moreIssues', { n: formatCount(more, lang) }, lang)}`, 'dim')]] : []),
  ];
}
