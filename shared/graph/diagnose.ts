import { kindOf } from '../layers/index';
import type { Shape } from '../layers/support/shape';
import { type ParsedTraining, parseTraining } from '../training/config';
import { type DataFacts, knownFacts } from '../training/data-facts';
import { datasetOf } from '../training/datasets';
import { taskOf } from '../training/tasks/index';
import { type Lang, merge, say } from '../words/words';
import { type Document, type Graph, graphOf, nodeOf } from './document';
import { applyEdits, EditError } from './edit';
import { search } from './fixes/search';
import { FIX_WORDS } from './fixes/words';
import { expected, type Inference, infer, inferNode, type NodeInference } from './infer';
import { RULES } from './problems/index';
import type { Context, Finding, Fix, KnownRun, Problem } from './problems/problem';
import { sinks } from './wiring';

export type { Fix, KnownRun, Problem, Severity } from './problems/problem';

/** What is known of a graph: its sizes, its training configuration, and everything that is wrong. */
export interface Diagnosis {
  readonly inference: Inference;
  readonly training: ParsedTraining;
  /** In topological order; those of the graph as a whole first. */
  readonly problems: readonly Problem[];
}

/** How many fixes are tried out for one problem at most, and how many nodes may be looked at again for that. */
const MOST_TRIED = 256;
const MOST_NODES = 40_000;

/**
 * Looks for everything that is wrong in a graph of a document, and for what would mend it. With `fixes: false` the search is
 * left out, for a canvas that shows problems while a value is being changed. `previous` makes inference incremental. `runs` are those
 * that there are to take weights from. `data` are the facts of the images that are to be trained on, once these are read; before
 * that, those of the data set that the training configuration names, where this version knows it.
 */
export function diagnose(
  document: Document,
  graph: Graph,
  options: {
    readonly fixes?: boolean;
    readonly previous?: Inference;
    readonly runs?: readonly KnownRun[] | undefined;
    readonly data?: DataFacts | undefined;
  } = {},
): Diagnosis {
  const inference = infer(graph, options.previous);
  const context = contextOf(document, graph, inference, options);
  const findings = find(context);
  const present = new Set(findings.filter(isError).map(keyOf));
  const problems = findings.filter(isShown).map((finding): Problem => {
    const fixes = options.fixes === false ? [] : fixesOf(context, finding, present);
    return {
      graph: graph.id,
      node: finding.node,
      kind: finding.node === undefined ? undefined : nodeOf(graph, finding.node)?.kind,
      code: finding.code,
      severity: finding.severity ?? 'error',
      param: finding.param ?? changedParam(finding, fixes[0]),
      values: finding.values ?? {},
      fixes,
    };
  });
  return { inference, training: context.training, problems: inOrder(problems, inference) };
}

/** What the rules look at. */
function contextOf(
  document: Document,
  graph: Graph,
  inference: Inference,
  { runs, data: read }: { readonly runs?: Context['runs']; readonly data?: Context['read'] },
): Context {
  const training = parseTraining(graph.training);
  const ends = sinks(graph);
  const assumed = assume(inference);
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

/** The size that the output must have for its task. Images are the data set's, or else as the first Input says. */
function targetOf(task: string, data: DataFacts | undefined, assumed: Context['assumed']): Shape | undefined {
  const image = data?.image ?? [...assumed.values()].find(({ layer }) => layer.kind?.inputs.max === 0)?.out;
  return taskOf(task).outputSize({ image, classes: data?.classes.least });
}

/**
 * The sizes if every node had the size that it is expected to have: each node's own result, from inputs that are as expected.
 * A node whose inputs are as they should be keeps what was inferred.
 */
function assume({ wiring, nodes }: Inference): ReadonlyMap<string, NodeInference> {
  const handedOn = new Map<string, Shape | undefined>();
  const assumed = new Map<string, NodeInference>();
  for (const [id, inferred] of nodes) {
    const ins = (wiring.inputs.get(id) ?? []).map(({ from }) => handedOn.get(from));
    const same = ins.every((size, port) => size === inferred.ins[port]);
    const result = same ? inferred : inferNode(inferred.node, ins);
    assumed.set(id, result);
    handedOn.set(id, expected(result, result.out));
  }
  return assumed;
}

function find(context: Context): readonly Finding[] {
  return RULES.flatMap((rule) => rule.find(context));
}

const isShown = ({ implied }: Finding) => implied !== true;
const isError = (finding: Finding) => (finding.severity ?? 'error') === 'error';

/** What makes two findings the same problem, before and after a change. */
function keyOf({ code, node, param }: Finding): string {
  return [code, node ?? '', param ?? ''].join('\n');
}

/** The fixes that hold: each is made, and the graph looked at again. */
function fixesOf(context: Context, finding: Finding, present: ReadonlySet<string>): readonly Fix[] {
  const searched = finding.goal ? search(context, finding.goal) : [];
  const proposals = finding.proposals ?? [];
  const most = Math.max(8, Math.min(MOST_TRIED, Math.floor(MOST_NODES / context.inference.nodes.size)));
  const tried = [...searched.slice(0, most), ...proposals.slice(0, most)];
  return tried.filter((fix) => mends(context, finding, fix, present));
}

/** Whether a fix removes a problem and brings no error that was not there. */
function mends(
  { document, graph, inference, runs, read }: Context,
  finding: Finding,
  fix: Fix,
  present: ReadonlySet<string>,
): boolean {
  try {
    const changed = applyEdits(document, graph.id, fix.edits);
    const after = graphOf(changed, graph.id);
    if (!after) return false;
    const left = find(contextOf(changed, after, infer(after, inference), { runs, data: read }));
    return left.every((other) => keyOf(other) !== keyOf(finding) && (!isError(other) || present.has(keyOf(other))));
  } catch (error) {
    if (error instanceof EditError) return false;
    throw error;
  }
}

/** A problem that only its mending can blame on a parameter is blamed on the one that the first fix changes. */
function changedParam(finding: Finding, fix: Fix | undefined): string | undefined {
  const [edit, ...others] = fix?.edits ?? [];
  if (edit?.type !== 'change' || edit.node !== finding.node || others.length > 0) return undefined;
  const [param, ...more] = Object.keys(edit.params);
  return more.length === 0 ? param : undefined;
}

function inOrder(problems: readonly Problem[], { wiring }: Inference): readonly Problem[] {
  const places = new Map(wiring.order.map((id, place) => [id, place]));
  const place = ({ node }: Problem) => (node === undefined ? -1 : (places.get(node) ?? -1));
  return [...problems].sort((a, b) => place(a) - place(b));
}

/** The words of every rule. Those of a layer kind's own codes come from the kind. */
const PROBLEM_WORDS = merge(...RULES.map((rule) => rule.words));

/** A problem as a sentence: what is wrong, in numbers. */
export function problemMessage(problem: Problem, lang: Lang): string {
  const own = kindOf(problem.kind ?? '')?.words;
  const words = own ? merge(PROBLEM_WORDS, own) : PROBLEM_WORDS;
  return say(words, problem.code, problem.values, lang) ?? problem.code;
}

/** A fix as an order: what it does. */
export function fixMessage(fix: Fix, lang: Lang): string {
  return say(FIX_WORDS, fix.code, fix.values, lang) ?? fix.code;
}
