import { deepEqual } from '../deep-equal';
import { type Document, type Graph, graphOf } from '../document';
import type { Difference } from './difference';
import { graphDifferences } from './graph';
import { graphTitle } from './title';

export { type Difference, differenceMark, differenceText } from './difference';
export { graphDifferences } from './graph';

/** The differences between two documents, graph by graph, positions of nodes included. */
export function documentDifferences(before: Document, after: Document): readonly Difference[] {
  const renamed: readonly Difference[] =
    before.name === after.name ? [] : [{ code: 'documentRenamed', values: { to: after.name } }];
  const notes: readonly Difference[] = before.notes === after.notes ? [] : [{ code: 'notes', values: {} }];
  const gone = before.graphs
    .filter(({ id }) => !graphOf(after, id))
    .map((graph): Difference => ({ code: 'graphRemoved', values: { name: graphTitle(before, graph) } }));
  const order = ({ graphs }: Document, other: Document) => graphs.map(({ id }) => id).filter((id) => graphOf(other, id));
  const moved: readonly Difference[] = deepEqual(order(before, after), order(after, before))
    ? []
    : [{ code: 'graphOrder', values: {} }];
  return [...renamed, ...notes, ...gone, ...moved, ...after.graphs.flatMap((graph) => ofGraph(before, after, graph))];
}

function ofGraph(before: Document, after: Document, graph: Graph): readonly Difference[] {
  const old = graphOf(before, graph.id);
  if (old === graph) return [];
  if (!old) return [{ code: 'graphAdded', graph: graph.id, values: { name: graphTitle(after, graph) } }];
  const renamed: readonly Difference[] =
    old.name === graph.name ? [] : [{ code: 'graphRenamed', values: { from: old.name || old.id, to: graph.name } }];
  const n = Object.entries(graph.nodes).filter(([id, node]) => {
    const was = Object.hasOwn(old.nodes, id) ? old.nodes[id] : undefined;
    return was && !deepEqual(was.position, node.position);
  }).length;
  const moved: readonly Difference[] = n === 0 ? [] : [{ code: n === 1 ? 'moved.one' : 'moved', values: { n } }];
  return [...renamed, ...graphDifferences(old, graph), ...moved].map((difference) => ({ ...difference, graph: graph.id }));
}
