import { type Document, emptyGraph, type Graph, graphOf, LENGTHS } from '../document';
import { EditError } from './edit';
import { freeGraphId } from './ids';
import { checkLimits } from './limits';

/** A document after a change of its graphs, and the graph that the change is about. */
export interface WithGraph {
  readonly document: Document;
  readonly graphId: string;
}

/** Adds a graph that holds an Input alone, behind the others. @throws EditError where there is no room for another */
export function addGraph(document: Document, name: string): WithGraph {
  const id = freeGraphId(document, 'model');
  return inserted(document, emptyGraph(id, name.slice(0, LENGTHS.name)), document.graphs.length);
}

/** Adds a copy of a graph behind it, under a name of its own. @throws EditError where there is no such graph, or no room */
export function duplicateGraph(document: Document, graphId: string, name: string): WithGraph {
  const graph = needGraph(document, graphId);
  const copy = { ...graph, id: freeGraphId(document, graphId), name: name.slice(0, LENGTHS.name) };
  return inserted(document, copy, document.graphs.indexOf(graph) + 1);
}

/** Adds a graph from elsewhere behind the others, under an id that is free. @throws EditError where there is no room for another */
export function insertGraph(document: Document, graph: Graph): WithGraph {
  const { variantOf: _, ...rest } = graph;
  return inserted(document, { ...rest, id: freeGraphId(document, graph.id) }, document.graphs.length);
}

/**
 * Adds a copy of a graph behind it that knows what it is a variant of. It has no name: it is called by what differs, once anything
 * does. @throws EditError where there is no such graph, or no room
 */
export function duplicateAsVariant(document: Document, graphId: string): WithGraph {
  const graph = needGraph(document, graphId);
  const copy = { ...graph, id: freeGraphId(document, graphId), name: '', variantOf: graphId };
  return inserted(document, copy, document.graphs.indexOf(graph) + 1);
}

/** Gives a graph another name; without one, a variant is called by what differs. @throws EditError where there is no such graph */
export function renameGraph(document: Document, graphId: string, name: string): Document {
  const graph = needGraph(document, graphId);
  const short = name.trim().slice(0, LENGTHS.name);
  return short === graph.name ? document : replaced(document, graph, { ...graph, name: short });
}

/**
 * Takes a graph away; in view comes the one behind it, or else before it. What was a variant of it becomes a variant of what it
 * was one of itself. @throws EditError where there is no such graph, or no other
 */
export function removeGraph(document: Document, graphId: string): WithGraph {
  const graph = needGraph(document, graphId);
  if (document.graphs.length === 1) throw new EditError('lastGraph', {});
  const index = document.graphs.indexOf(graph);
  const graphs = document.graphs.filter((other) => other !== graph).map((other) => handedDown(other, graph));
  const next = graphs[Math.min(index, graphs.length - 1)];
  return { document: { ...document, graphs }, graphId: next?.id ?? '' };
}

function handedDown(graph: Graph, removed: Graph): Graph {
  if (graph.variantOf !== removed.id) return graph;
  const { variantOf: _, ...rest } = graph;
  return removed.variantOf === undefined || removed.variantOf === graph.id ? rest : { ...rest, variantOf: removed.variantOf };
}

/** Puts a graph at another place among the others, counted from 0. @throws EditError where there is no such graph */
export function moveGraph(document: Document, graphId: string, to: number): Document {
  const graph = needGraph(document, graphId);
  const index = Math.min(document.graphs.length - 1, Math.max(0, Math.trunc(to)));
  if (document.graphs[index] === graph) return document;
  const others = document.graphs.filter((other) => other !== graph);
  return { ...document, graphs: [...others.slice(0, index), graph, ...others.slice(index)] };
}

/** Gives the document another name. */
export function renameDocument(document: Document, name: string): Document {
  const short = name.trim().slice(0, LENGTHS.name);
  return short === document.name ? document : { ...document, name: short };
}

/** Replaces the document's notes. */
export function setNotes(document: Document, notes: string): Document {
  const bounded = notes.slice(0, LENGTHS.text);
  return bounded === document.notes ? document : { ...document, notes: bounded };
}

function needGraph(document: Document, graphId: string): Graph {
  const graph = graphOf(document, graphId);
  if (!graph) throw new EditError('noGraph', { graph: graphId });
  return graph;
}

function inserted(document: Document, graph: Graph, index: number): WithGraph {
  const graphs = [...document.graphs.slice(0, index), graph, ...document.graphs.slice(index)];
  const result = { ...document, graphs };
  checkLimits(result);
  return { document: result, graphId: graph.id };
}

function replaced(document: Document, old: Graph, graph: Graph): Document {
  return { ...document, graphs: document.graphs.map((candidate) => (candidate === old ? graph : candidate)) };
}
