import type { Text, Value } from '../../words/words';
import { type Graph, nodeOf } from '../document';
import type { Edit } from '../edit';
import { freeNodeId } from '../edits/ids';
import { kindLabel, paramLabelOf, shownValue } from '../labels';
import { STEP } from '../placement';
import type { Fix } from '../problems/problem';
import { wiringOf } from '../wiring';

/** The words of a parameter of a node, or its name where it has none. */
export function paramLabel(graph: Graph, node: string, param: string): Value {
  return paramLabelOf(nodeOf(graph, node)?.kind ?? '', param);
}

/** Sets a parameter of a node; `at` is the node that has the problem, which need not be named. */
export function setParam(graph: Graph, node: string, param: string, value: unknown, at = node): Fix {
  const values = { param: paramLabel(graph, node, param), value: shownValue(value), node };
  return { code: node === at ? 'set' : 'setOf', values, edits: [{ type: 'change', node, params: { [param]: value } }] };
}

/** Sets something of the training configuration. `code` is that of the words, which may use {value}. */
export function setTraining(code: string, settings: Readonly<Record<string, unknown>>, value: Value = ''): Fix {
  return { code, values: { value }, edits: [{ type: 'train', settings }] };
}

/** Removes a node, its neighbours being joined. */
export function removeNode(node: string): Fix {
  return { code: 'remove', values: { node }, edits: [{ type: 'remove', nodes: [node] }] };
}

/** Puts a layer on every wire into a node. */
export function insertBefore(graph: Graph, node: string, kind: string, params: Readonly<Record<string, unknown>> = {}): Fix {
  const into = wiringOf(graph).inputs.get(node) ?? [];
  const edits = into.map((edge): Edit => ({ type: 'insert', edge: edge.id, kind, params }));
  return { code: 'insertBefore', values: { kind: kindLabel(kind), node }, edits };
}

/** Appends layers to a node, one after another. */
export function append(
  graph: Graph,
  node: string,
  layers: readonly { readonly kind: string; readonly params: Readonly<Record<string, unknown>> }[],
): Fix {
  const from = nodeOf(graph, node)?.position ?? { x: 0, y: 0 };
  const edits: Edit[] = [];
  let [last, shadow] = [node, graph];
  for (const [index, { kind, params }] of layers.entries()) {
    const id = freeNodeId(shadow, kind);
    const position = { x: from.x + STEP * (index + 1), y: from.y };
    // Only so that the next free id is another one.
    shadow = { ...shadow, nodes: { ...shadow.nodes, [id]: { kind, params, position } } };
    edits.push({ type: 'add', kind, params, position, id }, { type: 'connect', from: last, to: id });
    last = id;
  }
  const kinds = layers.map(({ kind }) => kindLabel(kind));
  const list: Text = { en: kinds.map((kind) => kind.en).join(', '), es: kinds.map((kind) => kind.es).join(', ') };
  return { code: 'append', values: { kinds: list, node }, edits };
}
