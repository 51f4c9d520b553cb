import type { LocalizedText } from '../../i18n/i18n';
import { KINDS, kindOf } from '../../layers/index';
import type { LayerKind, ShapeError } from '../../layers/support/kind';
import type { Shape } from '../../layers/support/shape';
import { type Graph, graphOf, nodeOf } from '../document';
import { applyEdit, EditError } from '../edits/edit';
import { type Inference, infer, inferNode } from '../infer';
import { problemMessage } from './diagnose';

/** A kind of layer that could come next. */
export interface Suggestion {
  readonly kind: LayerKind;
  /** Its output size with default parameters; `undefined` if its input is unknown, or it does not fit. */
  readonly out: Shape | undefined;
  /** The reason why it does not fit. */
  readonly reason: LocalizedText | undefined;
}

/** A place for a new layer: after a node, on a wire, or anywhere. */
export interface Spot {
  readonly from?: string | undefined;
  readonly edge?: string | undefined;
}

/** The kinds that usually follow one, the likeliest first. */
function usualAfter(before: LayerKind | undefined): readonly string[] {
  if (!before) return [];
  return [...before.next, ...KINDS.filter(({ follows }) => follows?.includes(before.kind)).map(({ kind }) => kind)];
}

/**
 * Every kind of layer at a spot, with default parameters: its output size, or the reason why it does not fit. Those that fit come
 * first, the likeliest first.
 */
export function fitting(graph: Graph, { nodes }: Inference, { from, edge }: Spot): readonly Suggestion[] {
  const before = edge === undefined ? from : graph.edges.find(({ id }) => id === edge)?.from;
  const usual = usualAfter(before === undefined ? undefined : kindOf(nodeOf(graph, before)?.kind ?? ''));
  const rank = ({ kind }: Suggestion) => {
    const place = usual.indexOf(kind.kind);
    return place < 0 ? usual.length + KINDS.indexOf(kind) : place;
  };
  const all = KINDS.filter(({ inputs }) => inputs.max > 0).map((kind) => {
    const behind = suggestion(kind, before === undefined ? undefined : nodes.get(before)?.out);
    return edge === undefined || behind.reason ? behind : onWire(graph, nodes, edge, behind);
  });
  const fits = ({ reason }: Suggestion) => reason === undefined;
  return all.sort((a, b) => Number(fits(b)) - Number(fits(a)) || rank(a) - rank(b));
}

function suggestion(kind: LayerKind, size: Shape | undefined): Suggestion {
  if (!size) return { kind, out: undefined, reason: undefined };
  // For a merge, all inputs are assumed to have the same size.
  const ins = Array.from({ length: kind.inputs.min }, () => size);
  const { out, refusal } = inferNode({ kind: kind.kind, params: {}, position: { x: 0, y: 0 } }, ins);
  return { kind, out, reason: refusal && reasonOf(kind, refusal) };
}

/** A layer on a wire fits if every node after it still has a size. */
function onWire(graph: Graph, nodes: Inference['nodes'], edge: string, behind: Suggestion): Suggestion {
  const document = { format: 'patchbay', version: 1, name: '', notes: '', graphs: [graph] } as const;
  try {
    const changed = graphOf(applyEdit(document, graph.id, { type: 'insert', edge, kind: behind.kind.kind }), graph.id);
    const after = changed && infer(changed).nodes;
    for (const [node, { out }] of nodes) {
      const now = after?.get(node);
      if (out && !now?.out) {
        const refusal = now?.refusal;
        const kind = kindOf(nodeOf(graph, node)?.kind ?? '');
        const why = refusal && kind ? reasonOf(kind, refusal) : { en: '', es: '' };
        return { ...behind, out: undefined, reason: { en: `${node}: ${why.en}`, es: `${node}: ${why.es}` } };
      }
    }
    return behind;
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { ...behind, out: undefined, reason: error.text };
  }
}

function reasonOf(kind: LayerKind, { code, param, values }: ShapeError): LocalizedText {
  const problem = { graph: '', node: undefined, kind: kind.kind, code, severity: 'error', param, values, fixes: [] } as const;
  return { en: problemMessage(problem, 'en'), es: problemMessage(problem, 'es') };
}
