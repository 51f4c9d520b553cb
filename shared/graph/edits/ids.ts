import { kindOf } from '../../layers/index';
import { type Document, type Edge, type Graph, ID_PATTERN } from '../document';

/** A free id for a new node of a kind: conv1, conv2, … after the kind's English label. */
export function freeNodeId(graph: Pick<Graph, 'nodes'>, kind: string): string {
  const label = kindOf(kind)?.words.en['label'] ?? kind;
  const letters = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  const stem = ID_PATTERN.test(letters) ? letters.slice(0, 50) : 'node';
  let number = 1;
  while (Object.hasOwn(graph.nodes, `${stem}${number}`)) number++;
  return `${stem}${number}`;
}

/** A free id for a new wire: conv1-pool1, with a number if that is taken. */
export function freeEdgeId(taken: ReadonlySet<string>, from: string, to: string): string {
  return freeId((id) => taken.has(id), `${from}-${to}`, '-');
}

/** A free id for a new graph: the stem, with a number if that is taken. */
export function freeGraphId({ graphs }: Document, stem: string): string {
  const taken = new Set(graphs.map(({ id }) => id));
  // An id has 64 characters at most: there must be room for the number.
  return freeId((id) => taken.has(id), stem.slice(0, 56), '');
}

function freeId(isTaken: (id: string) => boolean, stem: string, before: string): string {
  let id = stem;
  for (let number = 2; isTaken(id); number++) id = `${stem}${before}${number}`;
  return id;
}

/** The ids of a list of wires. */
export function idsOf(edges: readonly Edge[]): ReadonlySet<string> {
  return new Set(edges.map(({ id }) => id));
}
