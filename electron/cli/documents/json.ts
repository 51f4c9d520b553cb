import { fixMessage, problemMessage } from '../../../shared/graph/diagnosis/diagnose';
import type { Edit } from '../../../shared/graph/edits/edit';
import { countsOf, type NodeInference } from '../../../shared/graph/infer';
import type { Lang } from '../../../shared/i18n/i18n';
import type { Issue } from '../../../shared/i18n/issues';
import { type Shape, type Triple, toTriple } from '../../../shared/layers/support/shape';
import { type Inspection, isOk, issueMessage, newerMessage } from './inspect';

/** The output of `check --json`. Sizes are [H, W, C]; a vector of N values is [1, 1, N]. */
export interface CheckJson {
  /** True if the exit code is 0. */
  readonly ok: boolean;
  /** In topological order, graph by graph. */
  readonly nodes: readonly NodeJson[];
  readonly problems: readonly ProblemJson[];
}

interface NodeJson {
  readonly graph: string;
  readonly id: string;
  readonly kind: string;
  /** Input size; a list for a kind with several inputs; `null` if there is no input or its size is unknown. */
  readonly in: Triple | null | readonly (Triple | null)[];
  readonly out: Triple | null;
  readonly params: number | null;
  readonly flops: number | null;
}

interface ProblemJson {
  /** `null` if the problem concerns the whole file. */
  readonly graph: string | null;
  readonly node: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The parameter at fault; for an invalid file, the path of the mistake. */
  readonly param: string | null;
  readonly message: string;
  /** `n` is the number for `fix --apply`. */
  readonly fixes: readonly { readonly n: number; readonly message: string; readonly edits: readonly Edit[] }[];
}

/** The nodes and problems of a document as JSON. */
export function checkJson(inspection: Inspection, strict: boolean, lang: Lang): CheckJson {
  const problems = inspection.problems.map(({ problem, fixes }): ProblemJson => {
    const { graph, node = null, code, severity, param = null } = problem;
    const message = problemMessage(problem, lang);
    return {
      graph,
      node,
      code,
      severity,
      param,
      message,
      fixes: fixes.map(({ n, fix }) => ({ n, message: fixMessage(fix, lang), edits: fix.edits })),
    };
  });
  return {
    ok: isOk(inspection, strict),
    nodes: inspection.graphs.flatMap(({ graph, diagnosis }) =>
      [...diagnosis.inference.nodes].map(([id, inference]) => nodeJson(graph.id, id, inference)),
    ),
    problems: inspection.newer
      ? [...problems, wholeProblem('newerVersion', newerMessage(inspection, lang), 'version', 'warning')]
      : problems,
  };
}

function nodeJson(graph: string, id: string, inference: NodeInference): NodeJson {
  const { node, layer, ins, out } = inference;
  const sizes = ins.map(triple);
  const several = (layer.kind?.inputs.max ?? ins.length) > 1;
  const counts = countsOf(inference);
  return {
    graph,
    id,
    kind: node.kind,
    in: several ? sizes : (sizes[0] ?? null),
    out: triple(out),
    params: counts?.params ?? null,
    flops: counts?.flops ?? null,
  };
}

function triple(size: Shape | undefined): Triple | null {
  return size ? toTriple(size) : null;
}

/** The mistakes of an invalid file, in the same form. */
export function issuesJson(issues: readonly Issue[], lang: Lang): CheckJson {
  return failedJson(issues.map((issue) => wholeProblem(issue.code, issueMessage(issue, lang), issue.path || null)));
}

/** An unreadable file or a missing graph, in the same form. */
export function errorJson(code: string, message: string): CheckJson {
  return failedJson([wholeProblem(code, message, null)]);
}

function failedJson(problems: readonly ProblemJson[]): CheckJson {
  return { ok: false, nodes: [], problems };
}

function wholeProblem(
  code: string,
  message: string,
  param: string | null,
  severity: ProblemJson['severity'] = 'error',
): ProblemJson {
  return { graph: null, node: null, code, severity, param, message, fixes: [] };
}

/**
 * JSON as text, with control characters escaped that JSON.stringify leaves as they are, since they could control a terminal. They
 * occur in strings only, so the value stays the same.
 */
export function jsonText(value: CheckJson): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[^\P{C}\n]|[\u2028\u2029]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
