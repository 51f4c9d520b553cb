import { problemMessage } from '../../../shared/graph/diagnosis/diagnose';
import { totalsOf } from '../../../shared/graph/infer';
import { type Lang, translate } from '../../../shared/i18n/i18n';
import { detailOf } from '../../../shared/i18n/issues';
import { ownText } from '../../../shared/i18n/message-error';
import { csvOf } from '../../files/csv';
import { findDocuments, isFolder } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../command/context';
import { ERROR_MARK, OK_MARK, WARNING_MARK } from '../output/marks';
import { countOf, formatCount } from '../output/messages';
import { hanging, type Line, padEnd, render, span, widthOf } from '../output/text';
import { countProblems, inspect, isOk, issueMessage, load, NotADocument, newerMessage } from './inspect';
import { MESSAGES } from './messages';
import { placeOf, problemCounts } from './report';

/** Maximum width of the column of file names. */
const MOST_ALIGNED = 60;

/** The result for one file of a folder. `counts` is missing for an invalid document. */
interface Row {
  readonly file: string;
  readonly ok: boolean;
  readonly counts?: { readonly graphs: number; readonly nodes: number; readonly parameters: number };
  readonly errors: number;
  readonly warnings: number;
  /** The first problem as a sentence with its place; empty without problems. */
  readonly first: string;
}

/** `check FOLDER`: a line, or with `csv` a row, for each document. An error in one file never stops the others. */
export async function checkFolder(
  context: Context,
  target: string,
  { csv, strict }: { readonly csv: boolean; readonly strict: boolean },
): Promise<Exit> {
  const { lang, terminal } = context;
  const found = (await isFolder(target)) ? await findDocuments(target) : [{ file: target }];
  const widest = Math.min(MOST_ALIGNED, Math.max(...found.map(({ file }) => widthOf(file))));
  const write = csv ? (row: Row) => terminal.out(csvOf([rowCells(row)])) : (row: Row) => printRow(row, widest, context);
  if (csv) terminal.out(csvOf([HEADER]));
  let ok = 0;
  for (const { file, error } of found) {
    const row = error === undefined ? await rowOf(file, strict, lang) : failedRow(file, error, lang);
    write(row);
    ok += row.ok ? 1 : 0;
  }
  if (found.length === 0) terminal.error(render([[span(translate(MESSAGES, 'noDocuments', { file: target }, lang))]], false));
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

/** The reason why a file could not be checked. Even an internal error is a row, so that the other files are checked. */
function reason(error: unknown, lang: Lang): string {
  if (error instanceof NotADocument) return error.issues[0] ? issueMessage(error.issues[0], lang) : error.message;
  return ownText(error)?.[lang] ?? translate(MESSAGES, 'failed', { message: detailOf(error) }, lang);
}

/** Column names, the same in every language, since scripts read them. */
const HEADER = ['file', 'ok', 'graphs', 'nodes', 'parameters', 'errors', 'warnings', 'first problem'];

function rowCells({ file, ok, counts, errors, warnings, first }: Row): readonly (string | number)[] {
  return [file, ok ? 'yes' : 'no', counts?.graphs ?? '', counts?.nodes ?? '', counts?.parameters ?? '', errors, warnings, first];
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
  const text = translate(MESSAGES, strict ? 'folderOk.strict' : 'folderOk', values, lang);
  terminal.out(render([[], [span(text)]], terminal.colour));
}
