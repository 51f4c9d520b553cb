import { fixMessage, problemMessage } from '../../../shared/graph/diagnosis/diagnose';
import { graphOf } from '../../../shared/graph/document';
import { countsOf, formulaOf, type NodeInference, sized, totalsOf } from '../../../shared/graph/infer';
import { trainingMemory } from '../../../shared/graph/memory';
import { type CodeOf, type Lang, translate } from '../../../shared/i18n/i18n';
import type { Issue } from '../../../shared/i18n/issues';
import { fieldsOf } from '../../../shared/layers/support/params';
import { formatShape } from '../../../shared/layers/support/shape';
import type { Training } from '../../../shared/training/config';
import { datasetOf } from '../../../shared/training/datasets/index';
import type { EngineName } from '../../../shared/training/engines';
import { shownSetting } from '../../../shared/training/messages';
import { optimizerOf } from '../../../shared/training/optimizers/index';
import { shellQuote } from '../../files/shell-quote';
import { ERROR_MARK, OK_MARK, WARNING_MARK } from '../output/marks';
import { countOf, formatCount } from '../output/messages';
import { blocks, type Column, type Row, table, tableWidth } from '../output/table';
import { hanging, type Line, NO_BREAK, type Span, type Style, span } from '../output/text';
import { countProblems, type Inspection, issueMessage, type NumberedProblem, newerMessage } from './inspect';
import { MESSAGES } from './messages';

type Inspected = Inspection['graphs'][number];

/** The language and the width of the output. */
export interface Reader {
  readonly lang: Lang;
  /** Columns of the terminal; `undefined` for lines of any length. */
  readonly columns: number | undefined;
}

/** Maximum number of mistakes shown of an invalid file. */
const MOST_ISSUES = 20;

/** The report on a document: a table for each graph, then the problems. */
export function report(inspection: Inspection, file: string, reader: Reader): readonly Line[] {
  const { name } = inspection.document;
  const title = name === '' ? [span(file, 'bold')] : [span(name, 'bold'), span('  '), span(file, 'dim')];
  return blocks(
    [title],
    ...inspection.graphs.map((graph) => graphReport(inspection, graph, reader)),
    problemReport(inspection, reader),
  );
}

/** The report on a graph: training settings, layers in topological order, totals, and the author's notes. */
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
  const { dataset, pixelScale, optimizer, learningRate, batchSize, epochs } = training;
  const values = {
    dataset: datasetOf(dataset)?.label ?? dataset,
    low: pixelScale[0],
    high: pixelScale[1],
    loss: shownSetting('loss', training),
    optimizer: optimizerText(optimizer, lang),
    rate: learningRate,
    batch: batchSize,
    epochs,
  };
  // Lines break only after a dot.
  return translate(MESSAGES, 'training', values, lang).replace(/(?<!·) /g, NO_BREAK);
}

/** "Adam", or "SGD with momentum 0.9," with a trailing comma: the parameters that do not have their default. */
function optimizerText(optimizer: Training['optimizer'], lang: Lang): string {
  const values: Readonly<Record<string, unknown>> = optimizer;
  const { params: schema } = optimizerOf(optimizer);
  const defaults: Readonly<Record<string, unknown>> = schema.parse({});
  const params = [...fieldsOf(schema)]
    .filter(([name]) => values[name] !== defaults[name])
    .map(([name, { label, type }]) => (type === 'switch' ? label[lang] : `${label[lang]} ${values[name]}`));
  return params.length === 0
    ? optimizer.kind
    : translate(MESSAGES, 'training.optimizer', { optimizer: optimizer.kind, params: params.join(', ') }, lang);
}

function columnsOf(lang: Lang, wide: boolean): readonly Column[] {
  const title = (code: CodeOf<typeof MESSAGES>) => translate(MESSAGES, code, {}, lang);
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

/** A row per layer with its formula; in a narrow terminal, the formula is below the row. */
function layerTable(inspection: Inspection, { graph, diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const marks = marksOf(inspection.problems.filter(({ problem }) => problem.graph === graph.id));
  const rows = (wide: boolean) =>
    [...diagnosis.inference.nodes].map(([id, inference]) => layerRow(id, inference, marks.get(id), lang, wide));
  const [wideColumns, wideRows] = [columnsOf(lang, true), rows(true)];
  const fits = columns === undefined || tableWidth(wideColumns, wideRows) <= columns;
  return fits ? table(wideColumns, wideRows, columns) : table(columnsOf(lang, false), rows(false), columns);
}

/** The mark of each node's most severe problem. */
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

/** The kind and the node's name; the name alone if it contains the kind. */
function namedKind(inference: NodeInference, lang: Lang): string {
  const [kind, { name }] = [kindText(inference, lang), inference.node];
  return name === undefined ? kind : name.includes(kind) ? name : `${kind} · ${name}`;
}

/** The parameters, "3×3 · s1 · p0 · 16 · ReLU", and "bypassed" or "frozen". */
function parametersText({ node, layer }: NodeInference, lang: Lang): string {
  const { kind, params } = layer;
  const summary = kind && params ? kind.summary(params) : [];
  const flag = (on: boolean | undefined, code: CodeOf<typeof MESSAGES>) => (on ? [translate(MESSAGES, code, {}, lang)] : []);
  return [...summary, ...flag(node.bypassed, 'bypassed'), ...flag(node.frozen, 'frozen')].join(' · ');
}

/**
 * The formula in numbers; empty if it would only repeat the output size. @param plain include the formula of layers that keep the
 * size, which does not deserve a line of its own
 */
function formulaText(inference: NodeInference, plain: boolean): string {
  const formula = formulaOf(inference);
  if (!formula || !inference.out) return '';
  const text = formula.numbers.length === 0 && plain ? formula.letters : formula.numbers.join(', ');
  return text === formatShape(inference.out) ? '' : text;
}

/** The estimated memory for training, by engine. */
function memory({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const { inference, training } = diagnosis;
  const gigabytes = (engine: EngineName) => (trainingMemory(inference, training.training, engine) / 1e9).toFixed(2);
  const values = { native: gigabytes('native'), wasm: gigabytes('wasm'), batch: training.training.batchSize };
  return hanging([span('  ')], translate(MESSAGES, 'memory', values, lang), columns);
}

/** The layers that stock tfjs layers cannot express, which prevent model.json. */
function unexportable({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  return [...diagnosis.inference.nodes].flatMap(([id, inferred]) => {
    const layer = sized(inferred);
    const reason = layer ? layer.kind.stock(layer.params, layer.ins) : true;
    if (reason === true) return [];
    return hanging([span('  ')], translate(MESSAGES, 'notStock', { node: id, reason }, lang), columns, 'dim');
  });
}

function totals({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const { params, flops, activations } = totalsOf(diagnosis.inference);
  const values = {
    params: formatCount(params, lang),
    flops: formatCount(flops, lang),
    activations: formatCount(activations, lang),
  };
  return hanging([span('  ')], translate(MESSAGES, params === 1 ? 'totals.one' : 'totals', values, lang), columns);
}

/** The layers that start from the weights of another graph. */
function weights({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const taken = new Map<string, string[]>();
  for (const [id, { node }] of diagnosis.inference.nodes) {
    const from = node.weightsFrom;
    if (from) taken.set(from.graph, [...(taken.get(from.graph) ?? []), from.node === id ? id : `${id} (${from.node})`]);
  }
  return [...taken].flatMap(([graph, nodes]) =>
    hanging([span('  ')], translate(MESSAGES, 'weights', { nodes: nodes.join(', '), graph }, lang), columns, 'dim'),
  );
}

/** Maximum number of notes shown per graph, and characters per note. */
const MOST_NOTES = 200;
const MOST_OF_NOTE = 1_000;

/** The author's notes on nodes. */
function notes({ diagnosis }: Inspected, { lang, columns }: Reader): readonly Line[] {
  const noted = [...diagnosis.inference.nodes].filter(([, { node }]) => (node.note ?? '').trim() !== '');
  const shown = noted.slice(0, MOST_NOTES);
  const more = translate(MESSAGES, 'moreNotes', { n: formatCount(noted.length - shown.length, lang) }, lang);
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

/** The number of problems, then each problem with its fixes. */
export function problemReport(inspection: Inspection, reader: Reader): readonly Line[] {
  const { lang, columns } = reader;
  const digits = String(inspection.problems.reduce((most, { fixes }) => fixes.at(-1)?.n ?? most, 0)).length;
  const newer = inspection.newer ? hanging([WARNING_MARK, span(' ')], newerMessage(inspection, lang), columns) : [];
  return blocks(
    [verdict(inspection, lang)],
    newer,
    ...inspection.problems.map((numbered) => problemLines(inspection, numbered, digits, reader)),
    inspection.cut ? hanging([], translate(MESSAGES, 'fixesCut', {}, lang), columns, 'dim') : [],
  );
}

/** Problems without fixes, and the command that lists the fixes, with the same options. */
export function problemReportOf(inspection: Inspection, file: string, options: FoundWith, reader: Reader): readonly Line[] {
  const hint = [
    [span(translate(MESSAGES, 'checkHint', {}, reader.lang), 'dim' as const)],
    [span(`  ${['patchbay', 'check', shellQuote(file), ...written(options)].join(' ')}`, 'dim' as const)],
  ];
  return blocks(problemReport(inspection, reader), inspection.problems.length === 0 ? [] : hint);
}

function verdict(inspection: Inspection, lang: Lang): Line {
  const { errors, warnings } = countProblems(inspection);
  if (errors + warnings === 0) return [OK_MARK, span(` ${translate(MESSAGES, 'noProblems', {}, lang)}`)];
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

/** Maximum number of fixes shown per problem, smallest changes first. */
const MOST_FIXES = 6;

/** @param digits number of digits of the largest fix number */
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
      ? hanging(
          [span('  ')],
          translate(MESSAGES, 'moreFixes', { n: formatCount(fixes.length - MOST_FIXES, lang) }, lang),
          columns,
          'dim',
        )
      : []),
  ];
}

/** The options of the command that found the problems. */
interface FoundWith {
  readonly graph?: string | undefined;
  readonly data?: string | undefined;
}

/** The options as shell arguments. */
function written({ graph, data }: FoundWith): readonly string[] {
  return [...(graph === undefined ? [] : ['--graph', graph]), ...(data === undefined ? [] : ['--data', shellQuote(data)])];
}

/** The command that applies the first fix, with the options of the command that found the problems. */
export function applyHint({ problems }: Inspection, file: string, foundWith: FoundWith, lang: Lang): readonly Line[] {
  const [first] = problems.flatMap(({ fixes }) => fixes);
  if (!first) return [];
  const options = [...written(foundWith), '--apply', String(first.n), '--out', '…'];
  return [
    [span(translate(MESSAGES, 'applyHint', {}, lang), 'dim')],
    [span(`  ${['patchbay', 'fix', shellQuote(file), ...options].join(' ')}`, 'dim')],
  ];
}

/** The node's id, prefixed with the graph's if the document has several; for a problem of the whole graph, the graph's name. */
export function placeOf(
  { document }: Inspection,
  { graph, node }: { readonly graph: string; readonly node: string | undefined },
): string {
  if (node === undefined) return graphOf(document, graph)?.name || graph;
  return document.graphs.length > 1 ? `${graph}/${node}` : node;
}

/** The mistakes of an invalid file. */
export function issueReport(file: string, issues: readonly Issue[], { lang, columns }: Reader): readonly Line[] {
  const shown = issues.slice(0, MOST_ISSUES);
  const more = issues.length - shown.length;
  return [
    ...hanging([ERROR_MARK, span(' ')], translate(MESSAGES, 'notADocument', { file }, lang), columns),
    ...shown.flatMap((issue) => hanging([span('  ')], issueMessage(issue, lang), columns)),
    ...(more > 0 ? [[span(`  ${translate(MESSAGES, 'moreIssues', { n: formatCount(more, lang) }, lang)}`, 'dim')]] : []),
  ];
}
