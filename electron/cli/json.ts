import { fixMessage, problemMessage } from '../../shared/graph/diagnosis/diagnose';
import type { Edit } from '../../shared/graph/edits/edit';
import { countsOf, type NodeInference } from '../../shared/graph/infer';
import type { Lang } from '../../shared/i18n/i18n';
import type { Issue } from '../../shared/i18n/issues';
import { type Shape, type Triple, toTriple } from '../../shared/layers/support/shape';
import { type Inspection, isOk, issueMessage, newerMessage } from './inspect';

/** What `check --json` prints. Sizes are [H, W, C]; a vector of N values is [1, 1, N]. */
export interface CheckJson {
  /** Whether the exit code is 0. */
  readonly ok: boolean;
  /** In topological order, graph after graph. */
  readonly nodes: readonly NodeJson[];
  readonly problems: readonly ProblemJson[];
}

interface NodeJson {
  readonly graph: string;
  readonly id: string;
  readonly kind: string;
  /** The size that comes in; a list of them for a kind that takes several; `null` where there is none, or it is not known. */
  readonly in: Triple | null | readonly (Triple | null)[];
  readonly out: Triple | null;
  readonly params: number | null;
  readonly flops: number | null;
}

interface ProblemJson {
  /** `null` where the document or the file as a whole is wrong. */
  readonly graph: string | null;
  readonly node: string | null;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** The parameter at fault; for a file that is no document, the path of the mistake. */
  readonly param: string | null;
  readonly message: string;
  /** `n` is what `fix --apply` takes. */
  readonly fixes: readonly { readonly n: number; readonly message: string; readonly edits: readonly Edit[] }[];
}

/** A document's nodes and problems as data. */
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

/** A file that is no document, in the same form. */
export function issuesJson(issues: readonly Issue[], lang: Lang): CheckJson {
  return failedJson(issues.map((issue) => wholeProblem(issue.code, issueMessage(issue, lang), issue.path || null)));
}

/** A file that cannot be read or a graph that is not there, in the same form. */
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
 * JSON as text, with what could steer a terminal written as an escape: JSON.stringify leaves some of it as it is. Such characters
 * stand in strings alone, so the value stays the same.
 */
export function jsonText(value: CheckJson): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/[^\P{C}\n]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
