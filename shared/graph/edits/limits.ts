import { type Document, LIMITS } from '../document';
import { EditError } from './error';

/** Checks the limits of a document, beyond which it could not be opened again. @throws EditError */
export function checkLimits({ graphs }: Document): void {
  if (graphs.length > LIMITS.graphs) throw new EditError('tooManyGraphs', { most: LIMITS.graphs });
  let [nodes, edges, annotations] = [0, 0, 0];
  for (const graph of graphs) {
    nodes += Object.keys(graph.nodes).length;
    edges += graph.edges.length;
    annotations += graph.annotations.length;
  }
  if (nodes > LIMITS.nodes) throw new EditError('tooManyNodes', { most: LIMITS.nodes });
  if (edges > LIMITS.edges) throw new EditError('tooManyEdges', { most: LIMITS.edges });
  if (annotations > LIMITS.annotations) throw new EditError('tooManyAnnotations', { most: LIMITS.annotations });
}
