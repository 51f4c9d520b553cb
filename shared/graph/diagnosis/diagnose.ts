import { defineMessages, type Lang, lookUp, merge, translate } from '../../i18n/i18n';
import { kindOf } from '../../layers/index';
import type { Shape } from '../../layers/support/shape';
import { type ParsedTraining, parseTraining } from '../../training/config';
import { type DataFacts, knownFacts } from '../../training/data-facts';
import { datasetOf } from '../../training/datasets';
import { taskOf } from '../../training/tasks/index';
import { type Document, type Graph, graphOf, nodeOf } from '../document';
import { applyEdits, EditError } from '../edits/edit';
import { Budget } from '../fixes/budget';
import type { Context, KnownRun } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { FIX_WORDS } from '../fixes/messages';
import { search } from '../fixes/search';
import { expected, type Inference, infer, inferNode, type NodeInference, sameSizes } from '../infer';
import { RULES } from '../problems/index';
import type { Finding, Problem } from '../problems/problem';
import { sinks } from '../wiring';

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

/** The maximum number of fixes tried for one problem, and of nodes checked again for them. */
const MOST_TRIED = 256;
const MOST_NODES = 40_000;

/** The maximum number of steps for the fixes of a document, over all problems of all its graphs. */
const STEPS = 600_000;

/** The steps that a check of the whole graph costs for each node, wire and problem. */
const LOOK = 3;

/** The minimum number of fixes tried for a problem while the budget lasts, however many other problems there are. */
const LEAST_TRIED = 4;

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
    const fixes = search?.fixesOf(finding, listed.length - index) ?? [];
    return {
      graph: graph.id,
      node: finding.node,
      kind: finding.node === undefined ? undefined : nodeOf(graph, finding.node)?.kind,
      code: finding.code,
      severity: finding.severity ?? 'error',
      param: finding.param ?? changedParam(finding, fixes[0]),
      values: typeof finding.values === 'function' ? finding.values() : (finding.values ?? {}),
      fixes,
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

/** The input of the rules. */
function contextOf(
  document: Document,
  graph: Graph,
  inference: Inference,
  { runs, data: read }: { readonly runs?: Context['runs']; readonly data?: Context['read'] },
  previous?: Context['assumed'],
): Context {
  const training = parseTraining(graph.training);
  const ends = sinks(graph);
  const assumed = assume(inference, previous);
  const dataset = datasetOf(training.training.dataset);
  const data = read ?? (dataset && knownFacts(dataset));
  const output = ends.length === 1 ? ends[0] : undefined;
  return {
    document,
    graph,
    inference,
    assumed,
    training,
    data,
    read,
    output,
    target: targetOf(training.training.task, data, assumed),
    runs,
  };
}

/** The size that the task requires of the output. Images have the size of the data set's, or else of the first Input. */
function targetOf(task: string, data: DataFacts | undefined, assumed: Context['assumed']): Shape | undefined {
  const image = data?.image ?? [...assumed.values()].find(({ layer }) => layer.kind?.inputs.max === 0)?.out;
  return taskOf(task).outputSize({ image, classes: data?.classes.least });
}

/**
 * The sizes under the assumption that every node gives its expected size: each node is inferred from the expected sizes of its inputs.
 * Nodes with unchanged inputs reuse the inference, or the previous assumption.
 */
function assume({ wiring, nodes }: Inference, previous?: Context['assumed']): ReadonlyMap<string, NodeInference> {
  const handedOn = new Map<string, Shape | undefined>();
  const assumed = new Map<string, NodeInference>();
  for (const [id, inferred] of nodes) {
    const ins = (wiring.inputs.get(id) ?? []).map(({ from }) => handedOn.get(from));
    const same = ins.every((size, port) => size === inferred.ins[port]);
    const before = previous?.get(id);
    const kept = before?.node === inferred.node && sameSizes(before.ins, ins) ? before : undefined;
    const result = same ? inferred : (kept ?? inferNode(inferred.node, ins));
    assumed.set(id, result);
    handedOn.set(id, expected(result, result.out));
  }
  return assumed;
}

const isShown = ({ implied }: Finding) => implied !== true;
const isError = (finding: Finding) => (finding.severity ?? 'error') === 'error';

/** The key by which a finding is the same problem before and after a change. */
function keyOf({ code, node = '', param = '' }: Finding): string {
  return `${code}\n${node}\n${param}`;
}

/** The search for fixes of a graph's problems, one after another, each with an equal share of the remaining budget. */
class FixSearch {
  /** True once a fix was not tried because the budget had ended. */
  cut = false;
  /** The keys of the graph's errors without any fix. */
  private readonly present: ReadonlySet<string>;
  /** The steps of one check of the whole graph. */
  private readonly look: number;

  constructor(
    private readonly context: Context,
    findings: readonly Finding[],
    private readonly budget: Budget,
  ) {
    this.present = new Set(findings.filter(isError).map(keyOf));
    this.look = LOOK * (context.inference.nodes.size + context.graph.edges.length + findings.length);
  }

  /** The fixes of a problem that work: each is applied and the graph checked again. `left` problems share the remaining budget. */
  fixesOf(finding: Finding, left: number): readonly Fix[] {
    const budget = this.budget.share(left, LEAST_TRIED * this.look);
    const { goal, proposals } = finding;
    // Proposals are few: they come first, so that the search does not use up their budget.
    const proposed =
      proposals && this.spend(budget)
        ? this.tried(finding, proposals(this.context, finding), budget.share(3, 2 * this.look))
        : [];
    const searched =
      goal && this.spend(budget)
        ? this.tried(finding, search(this.context, goal(this.context, finding), budget.share(2)), budget)
        : [];
    return [...searched, ...proposed];
  }

  /** Takes steps from a budget, by default those of one check. @returns false if fewer are left */
  private spend(budget: Budget, steps = this.look): boolean {
    const there = budget.take(steps);
    this.cut ||= !there;
    return there;
  }

  private tried(finding: Finding, fixes: Iterable<Fix>, budget: Budget): readonly Fix[] {
    const most = Math.max(8, Math.min(MOST_TRIED, Math.floor(MOST_NODES / this.context.inference.nodes.size)));
    const good: Fix[] = [];
    let count = 0;
    for (const fix of fixes) {
      // Every edit copies the list of nodes.
      const edits = fix.edits.length * this.context.inference.nodes.size;
      if (count++ === most || !this.spend(budget, this.look + edits)) break;
      if (this.mends(finding, fix)) good.push(fix);
    }
    return good;
  }

  /** True if a fix removes the problem and adds no error. */
  private mends(finding: Finding, fix: Fix): boolean {
    const { document, graph, inference, runs, read, assumed } = this.context;
    try {
      const changed = applyEdits(document, graph.id, fix.edits);
      const after = graphOf(changed, graph.id);
      if (!after) return false;
      const context = contextOf(changed, after, infer(after, inference), { runs, data: read }, assumed);
      const isFine = (other: Finding) => keyOf(other) !== keyOf(finding) && (!isError(other) || this.present.has(keyOf(other)));
      return RULES.every((rule) => rule.find(context).every(isFine));
    } catch (error) {
      if (error instanceof EditError) return false;
      throw error;
    }
  }
}

/** The parameter that the first fix changes: the one at fault if the rule names none. */
function changedParam(finding: Finding, fix: Fix | undefined): string | undefined {
  const [edit, ...others] = fix?.edits ?? [];
  if (edit?.type !== 'change' || edit.node !== finding.node || others.length > 0) return undefined;
  const [param, ...more] = Object.keys(edit.params);
  return more.length === 0 ? param : undefined;
}

function inOrder(findings: readonly Finding[], { wiring }: Inference): readonly Finding[] {
  const places = new Map(wiring.order.map((id, place) => [id, place]));
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
 * The message of a problem, with the number of further problems that are not listed.
 * @example problemMessage(problem, 'en') // 'It needs a vector and gets an image of 26×26×16: …'
 */
export function problemMessage(problem: Problem, lang: Lang): string {
  const own = kindOf(problem.kind ?? '')?.words;
  const words = own ? merge(PROBLEM_WORDS, own) : PROBLEM_WORDS;
  const sentence = lookUp(words, problem.code, problem.values, lang) ?? problem.code;
  const { more: n = 0 } = problem;
  return n === 0 ? sentence : `${sentence} ${translate(MORE_WORDS, n === 1 ? 'more.one' : 'more', { n }, lang)}`;
}

/** The number of problems that a listed one stands for. */
export function countOfProblem({ more = 0 }: Problem): number {
  return 1 + more;
}

/** The label of a fix: "Set stride to 2". */
export function fixMessage(fix: Fix, lang: Lang): string {
  return translate(FIX_WORDS, fix.code, fix.values, lang);
}
