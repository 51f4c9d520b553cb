import { z } from 'zod';
import { type Edge, type Graph, type GraphNode, VERSION } from '../document';
import { isObject, parseJson, parseText } from '../parse';
import { needNode } from './nodes';

/** Copied nodes, which can be pasted into any graph of any document. */
export interface Fragment {
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** Every wire into one of the nodes, including those from nodes that were not copied. */
  readonly edges: readonly Edge[];
}

const FORMAT = 'patchbay-clip';

/** Copies nodes of a graph and the wires into them, in the graph's order. @throws EditError if one does not exist */
export function copyNodes(graph: Graph, ids: readonly string[]): Fragment {
  const chosen = new Set(ids);
  for (const id of chosen) needNode(graph, id);
  return {
    nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => chosen.has(id))),
    edges: graph.edges.filter(({ to }) => chosen.has(to)),
  };
}

/** A fragment as text, for the clipboard. */
export function fragmentToText({ nodes, edges }: Fragment): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, nodes, edges }, null, 2)}\n`;
}

const envelope = z.looseObject({ version: z.int().min(1), nodes: z.json(), edges: z.json().default([]) });

/**
 * Parses a fragment from any text. A whole document counts as the fragment of its first graph. `undefined` if the text is neither, or
 * invalid.
 */
export function parseFragment(text: string): Fragment | undefined {
  const json = parseText(text);
  if (!json.ok) return undefined;
  const isClip = isObject(json.value) && json.value['format'] === FORMAT;
  const clip = isClip ? envelope.safeParse(json.value) : undefined;
  if (clip && !clip.success) return undefined;
  // A fragment is parsed as the graph of a document, so that the same limits, checks and migrations apply.
  const parsed = parseJson(clip ? around(clip.data) : json.value);
  const graph = parsed.ok ? parsed.document.graphs[0] : undefined;
  return graph && { nodes: graph.nodes, edges: graph.edges };
}

function around({ version, nodes, edges }: z.output<typeof envelope>) {
  return { format: 'patchbay', version, graphs: [{ id: 'clip', nodes, edges }] };
}
