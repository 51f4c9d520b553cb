import { stringify } from 'csv-stringify/sync';
import { problemMessage } from '../../../shared/graph/diagnosis/diagnose';
import { totalsOf } from '../../../shared/graph/infer';
import type { Lang } from '../../../shared/i18n/i18n';
import { printable } from '../../../shared/i18n/issues';
import { FileError, fileMessage, findDocuments, isFolder } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { countProblems, inspect, isOk, issueMessage, load, NotADocument, newerMessage } from '../inspect';
import { countOf, formatCount, words } from '../messages';
import { ERROR_MARK, OK_MARK, placeOf, problemCounts, WARNING_MARK } from '../report';
import { hanging, type Line, padEnd, render, span, widthOf } from '../text';

/** What follows a file's name stands in a column, unless the names are longer than this. */
const MOST_ALIGNED = 60;

/** What is known of one document of a folder. The numbers are missing where it is none. */
interface Row {
  readonly file: string;
  readonly ok: boolean;
  readonly counts?: { readonly graphs: number; readonly nodes: number; readonly parameters: number };
  readonly errors: number;
  readonly warnings: number;
  /** The first problem as a sentence with its place; empty where there is none. */
  readonly first: string;
}

/** `check FOLDER`: a line for each document, or with `csv` a row. Nothing that a file holds keeps the next from its turn. */
export async function checkFolder(
  context: Context,
  target: string,
  { csv, strict }: { readonly csv: boolean; readonly strict: boolean },
): Promise<Exit> {
  const { lang, terminal } = context;
  const found = (await isFolder(target)) ? await findDocuments(target) : [{ file: target }];
  const widest = Math.min(MOST_ALIGNED, Math.max(...found.map(({ file }) => widthOf(file))));
  const write = csv ? (row: Row) => terminal.out(csvLine(rowCells(row))) : (row: Row) => printRow(row, widest, context);
  if (csv) terminal.out(csvLine(HEADER));
  let ok = 0;
  for (const { file, error } of found) {
    const row = error === undefined ? await rowOf(file, strict, lang) : failedRow(file, error, lang);
    write(row);
    ok += row.ok ? 1 : 0;
  }
  if (found.length === 0) terminal.error(render([[span(words('noDocuments', { file: target }, lang))]], false));
  else if (!csv) printSummary(found.length, ok, strict, context);
  return ok === found.length ? EXIT.ok : EXIT.problems;
}

async function rowOf(file: string, strict: boolean, lang: Lang): Promise<Row> {
  try {
    const { document } = await load(file);
    const inspection = inspect(document, undefined, { fixes: false });
    const [worst] = [...inspection.problems].sort((a, b) => rank(a.problem.severity) - rank(b.problem.severity));
    const { problem } = worst ?? {};
    const first = problem
      ? `${placeOf(inspection, problem)}: ${problemMessage(problem, lang)}`
      : inspection.newer
        ? newerMessage(inspection, lang)
        : '';
    const counts = {
      graphs: document.graphs.length,
      nodes: document.graphs.reduce((sum, { nodes }) => sum + Object.keys(nodes).length, 0),
      parameters: inspection.graphs.reduce((sum, { diagnosis }) => sum + totalsOf(diagnosis.inference).params, 0),
    };
    return { file, ok: isOk(inspection, strict), counts, ...countProblems(inspection), first };
  } catch (error) {
    return failedRow(file, error, lang);
  }
}

const rank = (severity: 'error' | 'warning') => (severity === 'error' ? 0 : 1);

function failedRow(file: string, error: unknown, lang: Lang): Row {
  return {
    file,
    ok: false,
    errors: error instanceof NotADocument ? error.issues.length : 1,
    warnings: 0,
    first: reason(error, lang),
  };
}

/** Why a file could not be looked at: here even a mistake of ours is a row, and the next file has its turn. */
function reason(error: unknown, lang: Lang): string {
  if (error instanceof NotADocument) return error.issues[0] ? issueMessage(error.issues[0], lang) : error.message;
  if (error instanceof FileError) return fileMessage(error, lang);
  return words('failed', { message: error instanceof Error ? error.message : String(error) }, lang);
}

/** The names of the columns are the same in every language: scripts read them. */
const HEADER = ['file', 'ok', 'graphs', 'nodes', 'parameters', 'errors', 'warnings', 'first problem'];

function rowCells({ file, ok, counts, errors, warnings, first }: Row): readonly (string | number)[] {
  return [file, ok ? 'yes' : 'no', counts?.graphs ?? '', counts?.nodes ?? '', counts?.parameters ?? '', errors, warnings, first];
}

/** One line of CSV, which a spreadsheet takes for text and never for a formula. */
function csvLine(cells: readonly (string | number)[]): string {
  const clean = cells.map((cell) => (typeof cell === 'string' ? printable(cell, Number.POSITIVE_INFINITY) : cell));
  return stringify([clean], { escape_formulas: true });
}

function printRow({ file, ok, counts, errors, warnings, first }: Row, widest: number, { lang, terminal }: Context): void {
  const mark = errors > 0 ? ERROR_MARK : warnings > 0 ? WARNING_MARK : OK_MARK;
  const size = counts ? [countOf('graphs', counts.graphs, lang), countOf('parameters', counts.parameters, lang)] : [];
  const wrong = problemCounts(errors, warnings, lang);
  const about = [...size, ...(wrong === '' ? [] : [wrong])].join(' · ');
  const title: Line = [mark, span(' '), span(padEnd(file, widest), ok ? undefined : 'bold'), span(`  ${about}`, 'dim')];
  const problem = first === '' ? [] : hanging([span('  ')], first, terminal.columns);
  terminal.out(render([title, ...problem], terminal.colour));
}

function printSummary(all: number, ok: number, strict: boolean, { lang, terminal }: Context): void {
  const values = { ok: formatCount(ok, lang), n: formatCount(all, lang) };
  const text = words(strict ? 'folderOk.strict' : 'folderOk', values, lang);
  terminal.out(render([[], [span(text)]], terminal.colour));
}
