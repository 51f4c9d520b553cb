import type { Value } from '../../i18n/i18n';
import { deepEqual } from '../deep-equal';
import type { Graph, GraphNode } from '../document';
import { nodeOf } from '../document';
import { kindLabel, paramLabelOf, shownValue } from '../labels';
import { parseParams } from '../parse-params';
import type { Difference } from './difference';
import type { DifferenceCode } from './messages';

/** The differences between the nodes of two graphs. */
export function nodeDifferences(before: Graph, after: Graph): readonly Difference[] {
  const gone = Object.keys(before.nodes).filter((id) => !nodeOf(after, id));
  return [
    ...Object.entries(after.nodes).flatMap(([id, node]) => {
      const old = nodeOf(before, id);
      return old ? changes(id, old, node) : [presence('added', id, node)];
    }),
    ...gone.flatMap((id) => {
      const node = nodeOf(before, id);
      return node ? [presence('removed', id, node)] : [];
    }),
  ];
}

function presence(code: 'added' | 'removed', id: string, node: GraphNode): Difference {
  return { code, node: id, values: { kind: kindLabel(node.kind), node: id } };
}

function changes(id: string, old: GraphNode, node: GraphNode): readonly Difference[] {
  if (old === node) return [];
  const found: Difference[] = [];
  const say = (code: DifferenceCode, values: Readonly<Record<string, Value>> = {}) =>
    found.push({ code, node: id, values: { node: id, ...values } });
  if (old.kind !== node.kind) say('kind', { from: kindLabel(old.kind), to: kindLabel(node.kind) });
  else
    for (const { name, from, to } of changedParams(old, node))
      say('param', { param: paramLabelOf(node.kind, name), from: shownValue(from), to: shownValue(to) });
  if (isOn(old.frozen) !== isOn(node.frozen)) say(node.frozen ? 'frozen' : 'unfrozen');
  if (isOn(old.bypassed) !== isOn(node.bypassed)) say(node.bypassed ? 'bypassed' : 'unbypassed');
  if (old.name !== node.name) say(node.name === undefined ? 'unnamed' : 'named', { to: node.name ?? '' });
  if (old.note !== node.note) say('note');
  if (!deepEqual(old.expect, node.expect)) say('expect', { from: old.expect ?? '—', to: node.expect ?? '—' });
  if (!deepEqual(old.weightsFrom, node.weightsFrom)) say('weights');
  return found;
}

const isOn = (flag: boolean | undefined): boolean => flag ?? false;

/** The parameters of a node that differ, with defaults filled in. */
export function changedParams(
  old: GraphNode,
  node: GraphNode,
): readonly { readonly name: string; readonly from: unknown; readonly to: unknown }[] {
  if (old.params === node.params) return [];
  const [was, is] = [effective(old), effective(node)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((name) => ({ name, from: was[name], to: is[name] }))
    .filter(({ from, to }) => !deepEqual(from, to));
}

/** A node's parameters with the defaults of its kind; unparsed if they are invalid. */
function effective(node: GraphNode): Readonly<Record<string, unknown>> {
  return { ...node.params, ...parseParams(node).params };
}
