import { z } from 'zod';
import { type Edge, type Graph, type GraphNode, VERSION } from '../document';
import { isObject, parseJson, parseText } from '../parse';
import { needNode } from './nodes';

/** Nodes that were copied, as data: they can be pasted into any graph of any document. */
export interface Fragment {
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** Every wire into one of the nodes, also from nodes that were not copied. */
  readonly edges: readonly Edge[];
}

const FORMAT = 'patchbay-clip';

/** Copies nodes of a graph and the wires into them, in the graph's order. @throws EditError where one is not there */
export function copyNodes(graph: Graph, ids: readonly string[]): Fragment {
  const chosen = new Set(ids);
  for (const id of chosen) needNode(graph, id);
  return {
    nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => chosen.has(id))),
    edges: graph.edges.filter(({ to }) => chosen.has(to)),
  };
}

/** A clip as text, for the clipboard. */
export function fragmentToText({ nodes, edges }: Fragment): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, nodes, edges }, null, 2)}\n`;
}

const envelope = z.looseObject({ version: z.int().min(1), nodes: z.json(), edges: z.json().default([]) });

/**
 * Reads a clip from a text that may be anything. The text of a whole document is taken as well, for its first graph. `undefined`
 * for what is neither, or not sound.
 */
export function parseFragment(text: string): Fragment | undefined {
  const json = parseText(text);
  if (!json.ok) return undefined;
  const isClip = isObject(json.value) && json.value['format'] === FORMAT;
  const clip = isClip ? envelope.safeParse(json.value) : undefined;
  if (clip && !clip.success) return undefined;
  // A clip is read as the graph of a document, so that what bounds, checks and migrates documents does so for clips.
  const parsed = parseJson(clip ? around(clip.data) : json.value);
  const graph = parsed.ok ? parsed.document.graphs[0] : undefined;
  return graph && { nodes: graph.nodes, edges: graph.edges };
}

function around({ version, nodes, edges }: z.output<typeof envelope>) {
  return { format: 'patchbay', version, graphs: [{ id: 'clip', nodes, edges }] };
}
