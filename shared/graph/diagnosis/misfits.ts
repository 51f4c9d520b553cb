import type { DataFacts } from '../../training/data-facts';
import type { Document, Graph } from '../document';
import { diagnose, type Problem } from './diagnose';

/** The problems that a graph has only with data that have been read, each with its fixes. */
export function misfits(document: Document, graph: Graph, data: DataFacts): readonly Problem[] {
  const known = new Set(diagnose(document, graph, { fixes: false }).problems.map(keyOf));
  const isNew = (problem: Problem) => !known.has(keyOf(problem));
  // Data seldom misfit: search fixes only if they do.
  if (!diagnose(document, graph, { fixes: false, data }).problems.some(isNew)) return [];
  return diagnose(document, graph, { data }).problems.filter(isNew);
}

const keyOf = ({ code, node, param }: Problem): string => [code, node, param].join('\n');
