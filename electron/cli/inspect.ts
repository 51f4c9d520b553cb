import {
  countOfProblem,
  type Diagnosis,
  diagnose,
  type Fix,
  fixBudget,
  type Problem,
} from '../../shared/graph/diagnosis/diagnose';
import { type Document, type Graph, graphOf, isNewer, VERSION } from '../../shared/graph/document';
import type { Lang } from '../../shared/i18n/i18n';
import { explainIssue, type Issue } from '../../shared/i18n/issues';
import { readDocument } from '../files/text-file';
import type { FactsByGraph } from './data';
import { CliError, words } from './messages';

/** A document that is one, with everything that is known of the graphs that were asked for. */
export interface Inspection {
  readonly document: Document;
  readonly graphs: readonly { readonly graph: Graph; readonly diagnosis: Diagnosis }[];
  /** Every problem, in the order in which it is shown. */
  readonly problems: readonly NumberedProblem[];
  /** A newer version wrote the document: it may say things that this one does not understand. */
  readonly newer: boolean;
  /** True where fixes were looked for, but not of every problem: the document is too large for that. */
  readonly cut: boolean;
}

/** A problem whose fixes are counted through all problems that are shown. */
export interface NumberedProblem {
  readonly problem: Problem;
  readonly fixes: readonly NumberedFix[];
}

export interface NumberedFix {
  readonly n: number;
  readonly fix: Fix;
}

/** A file that is no document, with what keeps it from being one. */
export class NotADocument extends Error {
  override readonly name = 'NotADocument';

  constructor(
    readonly file: string,
    readonly issues: readonly Issue[],
  ) {
    super(`${file} is not a document`);
  }
}

/**
 * Reads a document from a file.
 * @throws FileError where the file cannot be read, NotADocument where it is something else
 */
export async function load(file: string): Promise<{ readonly document: Document; readonly newer: boolean }> {
  const parsed = await readDocument(file);
  if (!parsed.ok) throw new NotADocument(file, parsed.issues);
  return parsed;
}

/** Every graph of a document, or the one of this id. @throws CliError where there is none */
export function graphsOf(document: Document, graphId: string | undefined): readonly Graph[] {
  return graphId === undefined ? document.graphs : [needGraph(document, graphId)];
}

/** Options of an inspection. */
export interface InspectOptions {
  /** Facts of data that have been read, which the graphs have to fit. */
  readonly facts?: FactsByGraph;
  /** True, if not given, to look for what would mend the problems. */
  readonly fixes?: boolean;
}

/** Looks at every graph of a document, or at one of them. @throws CliError where there is no graph of that id */
export function inspect(document: Document, graphId?: string, { facts, fixes = true }: InspectOptions = {}): Inspection {
  const chosen = graphsOf(document, graphId);
  const budget = fixBudget();
  const graphs = chosen.map((graph, index) => ({
    graph,
    diagnosis: diagnose(document, graph, { data: facts?.get(graph.id), fixes, budget: budget.share(chosen.length - index) }),
  }));
  const problems: NumberedProblem[] = [];
  let n = 0;
  for (const { diagnosis } of graphs)
    for (const problem of diagnosis.problems) problems.push({ problem, fixes: problem.fixes.map((fix) => ({ n: ++n, fix })) });
  const cut = graphs.some(({ diagnosis }) => diagnosis.cut);
  return { document, graphs, problems, newer: isNewer(document), cut };
}

/** The graph of this id. @throws CliError where there is none */
export function needGraph(document: Document, graphId: string): Graph {
  const graph = graphOf(document, graphId);
  if (!graph) throw new CliError('noGraph', { graph: graphId, graphs: idsOf(document) });
  return graph;
}

/** The graph of this id or, where none is named, the only one. @throws CliError where there is none, or which is meant is open */
export function chooseGraph(document: Document, graphId: string | undefined): Graph {
  if (graphId !== undefined) return needGraph(document, graphId);
  const [only, ...others] = document.graphs;
  if (!only || others.length > 0) throw new CliError('whichGraph', { graphs: idsOf(document) });
  return only;
}

function idsOf(document: Document): string {
  return document.graphs.map(({ id }) => id).join(', ');
}

/** How many problems of each severity there are. A document of a newer version counts as a warning. */
export function countProblems({ problems, newer }: Inspection): { readonly errors: number; readonly warnings: number } {
  const count = (severity: Problem['severity']) =>
    problems.reduce((sum, { problem }) => sum + (problem.severity === severity ? countOfProblem(problem) : 0), 0);
  return { errors: count('error'), warnings: count('warning') + (newer ? 1 : 0) };
}

/** Whether nothing is wrong; with `strict`, warnings are wrong too. */
export function isOk(inspection: Inspection, strict: boolean): boolean {
  const { errors, warnings } = countProblems(inspection);
  return errors === 0 && !(strict && warnings > 0);
}

/** What keeps a file from being a document, as one sentence with its place. */
export function issueMessage(issue: Issue, lang: Lang): string {
  const sentence = explainIssue(issue, lang);
  return issue.path === '' ? sentence : `${issue.path}: ${sentence}`;
}

/** That a newer version wrote the document, as a sentence. */
export function newerMessage({ document }: Inspection, lang: Lang): string {
  return words('newer', { found: document.version, known: VERSION }, lang);
}
