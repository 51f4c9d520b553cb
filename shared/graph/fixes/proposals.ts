import type { LocalizedText, Value } from '../../i18n/i18n';
import { type Graph, nodeOf } from '../document';
import { appendLayers, type NewLayer } from '../edits/append';
import type { Edit } from '../edits/edit';
import { kindLabel, paramLabelOf, shownValue } from '../labels';
import { wiringOf } from '../wiring';
import type { Fix } from './fix';
import type { FixCode } from './messages';

/** The label of a node's parameter, or its name if it has none. */
export function paramLabel(graph: Graph, node: string, param: string): Value {
  return paramLabelOf(nodeOf(graph, node)?.kind ?? '', param);
}

/** Sets a parameter of a node; the label names the node unless it is `at`, the node with the problem. */
export function setParam(graph: Graph, node: string, param: string, value: unknown, at = node): Fix {
  const values = { param: paramLabel(graph, node, param), value: shownValue(value), node };
  return { code: node === at ? 'set' : 'setOf', values, edits: [{ type: 'change', node, params: { [param]: value } }] };
}

/** Changes the training configuration. The message of `code` may use {value}. */
export function setTraining(code: FixCode, settings: Readonly<Record<string, unknown>>, value: Value = ''): Fix {
  return { code, values: { value }, edits: [{ type: 'train', settings }] };
}

/** Removes a node and joins its neighbours. */
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
export function append(graph: Graph, node: string, layers: readonly NewLayer[]): Fix {
  const kinds = layers.map(({ kind }) => kindLabel(kind));
  const list: LocalizedText = { en: kinds.map((kind) => kind.en).join(', '), es: kinds.map((kind) => kind.es).join(', ') };
  return { code: 'append', values: { kinds: list, node }, edits: appendLayers(graph, node, layers) };
}
