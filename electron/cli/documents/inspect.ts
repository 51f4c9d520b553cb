import {
  countOfProblem,
  type Diagnosis,
  diagnose,
  type Fix,
  fixBudget,
  type Problem,
} from '../../../shared/graph/diagnosis/diagnose';
import { type Document, type Graph, graphOf, isNewer, VERSION } from '../../../shared/graph/document';
import { type Lang, translate } from '../../../shared/i18n/i18n';
import { explainIssue, type Issue } from '../../../shared/i18n/issues';
import { readDocument } from '../../files/text-file';
import { cliError } from '../command/error';
import type { FactsByGraph } from './data';
import { MESSAGES } from './messages';

/** A valid document with the diagnosis of its graphs, or of the one that was chosen. */
export interface Inspection {
  readonly document: Document;
  readonly graphs: readonly { readonly graph: Graph; readonly diagnosis: Diagnosis }[];
  /** All problems, in display order. */
  readonly problems: readonly NumberedProblem[];
  /** True if a newer version of Patchbay wrote the document, so that it may have unknown fields. */
  readonly newer: boolean;
  /** True if the document is too large to look for the fixes of every problem. */
  readonly cut: boolean;
}

/** A problem whose fixes are numbered consecutively across all problems. */
export interface NumberedProblem {
  readonly problem: Problem;
  readonly fixes: readonly NumberedFix[];
}

export interface NumberedFix {
  readonly n: number;
  readonly fix: Fix;
}

/** A file that is not a valid document, with its mistakes. */
export class NotADocument extends Error {
  override readonly name = 'NotADocument';

  constructor(
    readonly file: string,
    readonly issues: readonly Issue[],
  ) {
    super(`${file} is not a valid document`);
  }
}

/**
 * Reads a document from a file.
 * @throws FileError if the file cannot be read, NotADocument if it is not a valid document
 */
export async function load(file: string): Promise<{ readonly document: Document; readonly newer: boolean }> {
  const parsed = await readDocument(file);
  if (!parsed.ok) throw new NotADocument(file, parsed.issues);
  return parsed;
}

/** All graphs of a document, or the one of this id. @throws CliError noGraph */
export function graphsOf(document: Document, graphId: string | undefined): readonly Graph[] {
  return graphId === undefined ? document.graphs : [needGraph(document, graphId)];
}

/** Options of an inspection. */
export interface InspectOptions {
  /** Sizes and classes of the data that the graphs must fit, by graph. */
  readonly facts?: FactsByGraph;
  /** Look for fixes (default: true). */
  readonly fixes?: boolean;
}

/** Diagnoses all graphs of a document, or one of them. @throws CliError noGraph */
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

/** The graph of this id. @throws CliError noGraph */
export function needGraph(document: Document, graphId: string): Graph {
  const graph = graphOf(document, graphId);
  if (!graph) throw cliError(MESSAGES, 'noGraph', { graph: graphId, graphs: idsOf(document) });
  return graph;
}

/** The graph of this id; without an id, the only graph. @throws CliError noGraph, or whichGraph if there are several */
export function chooseGraph(document: Document, graphId: string | undefined): Graph {
  if (graphId !== undefined) return needGraph(document, graphId);
  const [only, ...others] = document.graphs;
  if (!only || others.length > 0) throw cliError(MESSAGES, 'whichGraph', { graphs: idsOf(document) });
  return only;
}

function idsOf(document: Document): string {
  return document.graphs.map(({ id }) => id).join(', ');
}

/** Counts problems by severity. A document of a newer version counts as a warning. */
export function countProblems({ problems, newer }: Inspection): { readonly errors: number; readonly warnings: number } {
  const count = (severity: Problem['severity']) =>
    problems.reduce((sum, { problem }) => sum + (problem.severity === severity ? countOfProblem(problem) : 0), 0);
  return { errors: count('error'), warnings: count('warning') + (newer ? 1 : 0) };
}

/** True if there are no errors and, with `strict`, no warnings. */
export function isOk(inspection: Inspection, strict: boolean): boolean {
  const { errors, warnings } = countProblems(inspection);
  return errors === 0 && !(strict && warnings > 0);
}

/** A mistake in a file as one sentence with its path. */
export function issueMessage(issue: Issue, lang: Lang): string {
  const sentence = explainIssue(issue, lang);
  return issue.path === '' ? sentence : `${issue.path}: ${sentence}`;
}

/** The warning that a newer version wrote the document. */
export function newerMessage({ document }: Inspection, lang: Lang): string {
  return translate(MESSAGES, 'newer', { found: document.version, known: VERSION }, lang);
}
