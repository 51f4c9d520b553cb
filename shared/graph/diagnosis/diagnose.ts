import { defineMessages, type Lang, lookUp, merge, translate } from '../../i18n/i18n';
import { kindOf } from '../../layers/index';
import type { ParsedTraining } from '../../training/config';
import type { DataFacts } from '../../training/data-facts';
import { type Document, type Graph, nodeOf } from '../document';
import { Budget } from '../fixes/budget';
import type { KnownRun } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { FIX_WORDS } from '../fixes/messages';
import { type Inference, infer } from '../infer';
import { RULES } from '../problems/index';
import type { Finding, Problem } from '../problems/problem';
import { placesOf } from '../wiring';
import { contextOf } from './context';
import { FixSearch } from './fix-search';
import { REASON_WORDS } from './reason';

export type { KnownRun } from '../fixes/context';
export type { Fix } from '../fixes/fix';
export type { Problem, Severity } from '../problems/problem';

/** The sizes, the training configuration and the problems of a graph. */
export interface Diagnosis {
  readonly inference: Inference;
  readonly training: ParsedTraining;
  /** In topological order; those of the whole graph first. At most MOST_OF_CODE of one code are listed. */
  readonly problems: readonly Problem[];
  /** True if the budget ended before all fixes were tried. */
  readonly cut: boolean;
}

/** The maximum number of steps for the fixes of a document, over all problems of all its graphs. */
const STEPS = 400_000;

/** The maximum number of listed problems of one code. */
const MOST_OF_CODE = 100;

/** The budget of the search for fixes of one document. */
export const fixBudget = (): Budget => new Budget(STEPS);

/**
 * Finds all problems of a graph, and fixes for them.
 * @param options.fixes false to skip the fixes, for a canvas that shows problems while a value is being changed
 * @param options.previous the last inference of the graph, which makes this one incremental
 * @param options.runs the runs that weights can come from
 * @param options.data the facts of the training images, if they have been read; by default those of the configured data set
 * @param options.budget the bound of the search for fixes, shared by the graphs of a document
 * @example const { problems } = diagnose(document, graph);
 */
export function diagnose(
  document: Document,
  graph: Graph,
  options: {
    readonly fixes?: boolean;
    readonly previous?: Inference;
    readonly runs?: readonly KnownRun[] | undefined;
    readonly data?: DataFacts | undefined;
    readonly budget?: Budget;
  } = {},
): Diagnosis {
  const inference = infer(graph, options.previous);
  const context = contextOf(document, graph, inference, options);
  const found = inOrder(
    RULES.flatMap((rule) => rule.find(context)),
    inference,
  );
  const listed = listedOf(found.filter(isShown));
  const search = options.fixes === false ? undefined : new FixSearch(context, found, options.budget ?? fixBudget());
  const problems = listed.map(({ finding, more }, index): Problem => {
    const { fixes, because } = search?.solve(finding, listed.length - index) ?? { fixes: [] };
    return {
      graph: graph.id,
      node: finding.node,
      kind: finding.node === undefined ? undefined : nodeOf(graph, finding.node)?.kind,
      code: finding.code,
      severity: finding.severity ?? 'error',
      param: finding.param ?? changedParam(finding, fixes[0]),
      values: typeof finding.values === 'function' ? finding.values() : (finding.values ?? {}),
      fixes,
      ...(because && { because }),
      ...(more === 0 ? {} : { more }),
    };
  });
  return { inference, training: context.training, problems, cut: search?.cut ?? false };
}

/** The first findings of each code; the last of them carries the number of those left out. */
function listedOf(findings: readonly Finding[]): readonly { readonly finding: Finding; readonly more: number }[] {
  const counts = new Map<string, number>();
  const listed = findings.flatMap((finding) => {
    const place = (counts.get(finding.code) ?? 0) + 1;
    counts.set(finding.code, place);
    return place <= MOST_OF_CODE ? [{ finding, place }] : [];
  });
  const more = ({ code }: Finding) => (counts.get(code) ?? 0) - MOST_OF_CODE;
  return listed.map(({ finding, place }) => ({ finding, more: place === MOST_OF_CODE ? more(finding) : 0 }));
}

const isShown = ({ implied }: Finding) => implied !== true;
/** The parameter that the first fix changes: the one at fault if the rule names none. */
function changedParam(finding: Finding, fix: Fix | undefined): string | undefined {
  const [edit, ...others] = fix?.edits ?? [];
  if (edit?.type !== 'change' || edit.node !== finding.node || others.length > 0) return undefined;
  const [param, ...more] = Object.keys(edit.params);
  return more.length === 0 ? param : undefined;
}

function inOrder(findings: readonly Finding[], { wiring }: Inference): readonly Finding[] {
  const places = placesOf(wiring);
  const place = ({ node }: Finding) => (node === undefined ? -1 : (places.get(node) ?? -1));
  return [...findings].sort((a, b) => place(a) - place(b));
}

/** The messages of all rules. Those of a kind's own codes come from the kind. */
const PROBLEM_WORDS = merge(...RULES.map((rule) => rule.words));

/** The sentence after a problem that stands for more of its code. */
const MORE_WORDS = defineMessages({
  en: { 'more.one': '1 more like this is not listed.', more: '{n} more like this are not listed.' },
  es: { 'more.one': 'Hay 1 más como este que no se lista.', more: 'Hay {n} más como este que no se listan.' },
});

/**
 * The message of a problem, with its reason, and the number of further problems that are not listed.
 * @example problemMessage(problem, 'en') // 'It needs a vector and gets an image of 26×26×16: …'
 */
export function problemMessage(problem: Problem, lang: Lang): string {
  const own = kindOf(problem.kind ?? '')?.words;
  const words = own ? merge(PROBLEM_WORDS, own) : PROBLEM_WORDS;
  const { more: n = 0, because } = problem;
  return [
    lookUp(words, problem.code, problem.values, lang) ?? problem.code,
    ...(because ? [lookUp(REASON_WORDS, because.code, because.values, lang) ?? because.code] : []),
    ...(n === 0 ? [] : [translate(MORE_WORDS, n === 1 ? 'more.one' : 'more', { n }, lang)]),
  ].join(' ');
}

/** The number of problems that a listed one stands for. */
export function countOfProblem({ more = 0 }: Problem): number {
  return 1 + more;
}

/** The label of a fix: "Set stride to 2". */
export function fixMessage(fix: Fix, lang: Lang): string {
  return translate(FIX_WORDS, fix.code, fix.values, lang);
}
