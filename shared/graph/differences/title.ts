import { fill, LANGS, type LocalizedText, type Value, type Values } from '../../i18n/i18n';
import { kindOf } from '../../layers/index';
import { fieldsOf } from '../../layers/support/params';
import { parseTraining } from '../../training/config';
import { settingWord, shownSetting } from '../../training/messages';
import { deepEqual } from '../deep-equal';
import { type Document, type Graph, graphOf, nodeOf } from '../document';
import { kindLabel, paramLabelOf, shownValue } from '../labels';
import { changedParams } from './nodes';
import { changedSettings } from './training';

/** The number of differences that a title names; the rest are counted. */
const NAMED = 2;

/** The original of a variant, if the document has it. */
export function originalOf(document: Document, { id, variantOf }: Graph): Graph | undefined {
  return variantOf === undefined || variantOf === id ? undefined : graphOf(document, variantOf);
}

/** The title of a graph: its name; for a variant without one its differences ("Dropout 0"); else its id. */
export function graphTitle(document: Document, graph: Graph): LocalizedText {
  if (graph.name !== '') return plain(graph.name);
  const original = originalOf(document, graph);
  if (!original) return plain(graph.id);
  const parts = partsOf(original, graph);
  // Use the original's name or id, not its title, so that chains of unnamed variants end.
  if (parts.length === 0) return text({ en: 'Copy of {name}', es: 'Copia de {name}' }, { name: original.name || original.id });
  const [named, more] = [parts.slice(0, NAMED), parts.length - NAMED];
  const join = (lang: 'en' | 'es') => named.map((part) => part[lang]).join(', ') + (more > 0 ? ` +${more}` : '');
  return { en: join('en'), es: join('es') };
}

const plain = (name: string): LocalizedText => ({ en: name, es: name });

function text(template: LocalizedText, values: Values): LocalizedText {
  const [en, es] = LANGS.map((lang) => fill(template[lang], values, lang));
  return { en: en ?? '', es: es ?? '' };
}

/** The short forms of the differences, the most important first. */
function partsOf(original: Graph, graph: Graph): readonly LocalizedText[] {
  return [
    ...changed(original, graph),
    ...counted(graph, original, '+ {kind}', '+ {n} {kind}'),
    ...counted(original, graph, '− {kind}', '− {n} {kind}'),
    ...flags(original, graph),
    ...settings(original, graph),
  ];
}

/** Changed parameters and kinds. If all nodes of a kind were changed alike the kind is named, else the node. */
function changed(original: Graph, graph: Graph): readonly LocalizedText[] {
  const found = new Map<
    string,
    { readonly kind: string; readonly name: string; readonly to: unknown; readonly nodes: string[] }
  >();
  const replaced: LocalizedText[] = [];
  for (const [id, node] of Object.entries(graph.nodes)) {
    const old = nodeOf(original, id);
    if (!old || old === node) continue;
    if (old.kind !== node.kind) replaced.push(text(plain('{node} → {kind}'), { node: id, kind: kindLabel(node.kind) }));
    else
      for (const { name, to } of changedParams(old, node)) {
        const key = JSON.stringify([node.kind, name, to]);
        const same = found.get(key) ?? { kind: node.kind, name, to, nodes: [] };
        same.nodes.push(id);
        found.set(key, same);
      }
  }
  const all = (kind: string) => Object.values(graph.nodes).filter((node) => node.kind === kind).length;
  const params = [...found.values()].flatMap(({ kind, name, to, nodes }) => {
    const known = kindOf(kind);
    const only = known && fieldsOf(known.params).size === 1;
    const subjects: readonly Value[] = nodes.length === all(kind) ? [kindLabel(kind)] : nodes;
    const template = plain(only ? '{subject} {to}' : '{subject} {param} {to}');
    return subjects.map((subject) => text(template, { subject, param: paramLabelOf(kind, name), to: shownValue(to) }));
  });
  return [...replaced, ...params];
}

/** The kinds of the nodes that only one graph has. */
function counted(has: Graph, lacks: Graph, one: string, several: string): readonly LocalizedText[] {
  const counts = new Map<string, number>();
  for (const [id, { kind }] of Object.entries(has.nodes)) if (!nodeOf(lacks, id)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, n]) => text(plain(n === 1 ? one : several), { n, kind: kindLabel(kind) }));
}

function flags(original: Graph, graph: Graph): readonly LocalizedText[] {
  return Object.entries(graph.nodes).flatMap(([id, node]) => {
    const old = nodeOf(original, id);
    if (!old) return [];
    const found: LocalizedText[] = [];
    if (node.bypassed && !old.bypassed) found.push(text({ en: 'without {node}', es: 'sin {node}' }, { node: id }));
    if (old.bypassed && !node.bypassed) found.push(text({ en: 'with {node}', es: 'con {node}' }, { node: id }));
    if (node.frozen && !old.frozen) found.push(text({ en: '{node} frozen', es: '{node} congelada' }, { node: id }));
    if (old.frozen && !node.frozen) found.push(text({ en: '{node} free', es: '{node} libre' }, { node: id }));
    return found;
  });
}

function settings(original: Graph, graph: Graph): readonly LocalizedText[] {
  if (deepEqual(original.training, graph.training)) return [];
  const { training } = parseTraining(graph.training);
  return changedSettings(original, graph).map((name) =>
    text(plain(name === 'optimizer' || name === 'loss' ? '{to}' : '{setting} {to}'), {
      setting: settingWord(name),
      to: shownSetting(name, training),
    }),
  );
}
