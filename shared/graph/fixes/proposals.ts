import { type Lang, type LocalizedText, localize, type Value } from '../../i18n/i18n';
import { kindOf } from '../../layers/index';
import type { Pair } from '../../layers/support/shape';
import { type Edge, type Graph, nodeOf } from '../document';
import { appendLayers, type NewLayer } from '../edits/append';
import type { Edit } from '../edits/edit';
import { kindLabel, paramLabelOf, shownValue, someOf } from '../labels';
import { wiringOf } from '../wiring';
import type { Change } from './change';
import type { Fix } from './fix';
import { type FixCode, PART_WORDS } from './messages';

/** The label of a node's parameter, or its name if it has none. */
export function paramLabel(graph: Graph, node: string, param: string): Value {
  return paramLabelOf(nodeOf(graph, node)?.kind ?? '', param);
}

/** Sets a parameter of a node; the label names the node unless it is `at`, the node with the problem. */
export function setParam(graph: Graph, node: string, param: string, value: unknown, at = node): Fix {
  const values = { param: paramLabel(graph, node, param), value: shownValue(value), node };
  return { code: node === at ? 'set' : 'setOf', values, edits: [{ type: 'change', node, params: { [param]: value } }] };
}

/**
 * Sets parameters of one or several layers; the label names a layer unless it is `at`, the node with the problem. Layers that change in
 * the same way are named together.
 */
export function setParams(graph: Graph, changes: readonly Change[], at: string): Fix {
  const edits = changes.map(({ node, set }): Edit => ({ type: 'change', node, params: set }));
  const settings = new Map<string, { readonly param: Value; readonly value: Value; readonly nodes: string[] }>();
  for (const { node, set } of changes)
    for (const [name, value] of Object.entries(set)) {
      // A parameter under another name is taken out.
      if (value === undefined) continue;
      const param = paramLabel(graph, node, name);
      const key = JSON.stringify([param, value]);
      const setting = settings.get(key) ?? { param, value: shownValue(value), nodes: [] };
      settings.set(key, { ...setting, nodes: [...setting.nodes, node] });
    }
  const [only, ...others] = settings.values();
  const [node = '', ...more] = only?.nodes ?? [];
  if (only && others.length === 0 && more.length === 0)
    return { code: node === at ? 'set' : 'setOf', values: { param: only.param, value: only.value, node }, edits };
  return { code: 'setSeveral', values: { parts: textOfParts([...settings.values()], at) }, edits };
}

/** padding of conv1, conv2 to 1, and kernel of conv3 to 5 */
function textOfParts(
  settings: readonly { readonly param: Value; readonly value: Value; readonly nodes: readonly string[] }[],
  at: string,
): LocalizedText {
  const parts = settings.map(({ param, value, nodes }) =>
    localize(PART_WORDS, nodes.join() === at ? 'part' : 'partOf', { param, value, nodes: someOf(nodes, ', ') }),
  );
  const joined = (lang: Lang) => parts.map((part) => part[lang]).join('; ');
  return { en: joined('en'), es: joined('es') };
}

/** Changes the training configuration. The message of `code` may use {value}. */
export function setTraining(code: FixCode, settings: Readonly<Record<string, unknown>>, value: Value = ''): Fix {
  return { code, values: { value }, edits: [{ type: 'train', settings }] };
}

/** Removes a node and joins its neighbours. */
export function removeNode(node: string): Fix {
  return { code: 'remove', values: { node }, edits: [{ type: 'remove', nodes: [node] }] };
}

/** Sets the height and width of Inputs. */
export function setSizes(nodes: readonly string[], [height, width]: Pair): Fix {
  const edits = nodes.map((node): Edit => ({ type: 'change', node, params: { height, width } }));
  return { code: 'setSizes', values: { nodes: someOf(nodes, ', '), value: [height, width] }, edits };
}

/** Puts a layer on every wire into a node. */
export function insertBefore(graph: Graph, node: string, kind: string, params: Readonly<Record<string, unknown>> = {}): Fix {
  const into = wiringOf(graph).inputs.get(node) ?? [];
  const edits = into.map((edge): Edit => ({ type: 'insert', edge: edge.id, kind, params }));
  return { code: 'insertBefore', values: { kind: kindLabel(kind), node }, edits };
}

/** A kind with its main parameters: Conv 1×1 · s2 · p0 · 128. */
function described(kind: string, params: Readonly<Record<string, unknown>>): LocalizedText {
  const known = kindOf(kind);
  const summary = known ? known.summary(known.params.parse(params)).join(' · ') : '';
  const { en, es } = kindLabel(kind);
  return { en: `${en} ${summary}`.trim(), es: `${es} ${summary}`.trim() };
}

/** Puts a layer on one wire. */
export function insertOn({ id, from, to }: Edge, kind: string, params: Readonly<Record<string, unknown>> = {}): Fix {
  return {
    code: 'insertOn',
    values: { kind: described(kind, params), from, to },
    edits: [{ type: 'insert', edge: id, kind, params }],
  };
}

/** Appends layers to a node, one after another. */
export function append(graph: Graph, node: string, layers: readonly NewLayer[]): Fix {
  const kinds = layers.map(({ kind }) => kindLabel(kind));
  const list: LocalizedText = { en: kinds.map((kind) => kind.en).join(', '), es: kinds.map((kind) => kind.es).join(', ') };
  return { code: 'append', values: { kinds: list, node }, edits: appendLayers(graph, node, layers) };
}
