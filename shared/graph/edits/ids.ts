import { kindOf } from '../../layers/index';
import { type Edge, type Graph, ID_PATTERN } from '../document';

/** A free id for a new node of a kind: conv1, conv2, … after the kind's English label. */
export function freeNodeId(graph: Graph, kind: string): string {
  const label = kindOf(kind)?.words.en['label'] ?? kind;
  const letters = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  const stem = ID_PATTERN.test(letters) ? letters.slice(0, 50) : 'node';
  let number = 1;
  while (Object.hasOwn(graph.nodes, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** A free id for a new wire: conv1-pool1, and a number after it where that is taken. */
export function freeEdgeId(edges: readonly Edge[], from: string, to: string): string {
  const taken = new Set(edges.map(({ id }) => id));
  const stem = `${from}-${to}`;
  let id = stem;
  for (let number = 2; taken.has(id); number++) id = `${stem}-${number}`;
  return id;
}
