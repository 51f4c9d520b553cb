import type { Graph } from '../document';
import { wiringOf } from '../wiring';
import type { Difference } from './difference';

/**
 * The differences between the wires of the nodes that both graphs have. Nodes that only one graph has are skipped, so that inserting or
 * removing a layer on a wire is not also a difference of wires.
 */
export function wireDifferences(before: Graph, after: Graph): readonly Difference[] {
  const common = new Set(Object.keys(after.nodes).filter((id) => Object.hasOwn(before.nodes, id)));
  const [was, is] = [sources(before, common), sources(after, common)];
  const found: Difference[] = [];
  for (const port of new Set([...was.keys(), ...is.keys()])) {
    const [from, to] = [was.get(port), is.get(port)];
    if (from?.source === to?.source) continue;
    const node = (to ?? from)?.node ?? '';
    if (!from && to) found.push({ code: 'wired', node, values: { from: to.source, node } });
    else if (from && !to) found.push({ code: 'unwired', node, values: { from: from.source, node } });
    else if (from && to) found.push({ code: 'rewired', node, values: { from: from.source, to: to.source, node } });
  }
  return found;
}

interface Fed {
  readonly node: string;
  readonly source: string;
}

/** The source of each port of the common nodes: the nearest common node upstream. */
function sources(graph: Graph, common: ReadonlySet<string>): ReadonlyMap<string, Fed> {
  const { inputs, cyclic } = wiringOf(graph);
  const feeding = (id: string): string | undefined => {
    let at: string | undefined = id;
    while (at !== undefined && !common.has(at)) at = cyclic.has(at) ? undefined : inputs.get(at)?.[0]?.from;
    return at;
  };
  const fed = new Map<string, Fed>();
  for (const node of common)
    for (const { from, toPort } of inputs.get(node) ?? []) {
      const source = feeding(from);
      if (source !== undefined) fed.set(`${node} ${toPort}`, { node, source });
    }
  return fed;
}
