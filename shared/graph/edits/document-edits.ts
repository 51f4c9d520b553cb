import { type Document, emptyGraph, type Graph, graphOf, LENGTHS } from '../document';
import { EditError } from './edit';
import { freeGraphId } from './ids';
import { checkLimits } from './limits';

/** A document after a change of its graphs, and the graph to show. */
export interface WithGraph {
  readonly document: Document;
  readonly graphId: string;
}

/** Adds a graph with one Input after the others. @throws EditError if the document is full */
export function addGraph(document: Document, name: string): WithGraph {
  const id = freeGraphId(document, 'model');
  return inserted(document, emptyGraph(id, name.slice(0, LENGTHS.name)), document.graphs.length);
}

/** Adds a copy of a graph after it, with a name of its own. @throws EditError if there is no such graph, or the document is full */
export function duplicateGraph(document: Document, graphId: string, name: string): WithGraph {
  const graph = needGraph(document, graphId);
  const copy = { ...graph, id: freeGraphId(document, graphId), name: name.slice(0, LENGTHS.name) };
  return inserted(document, copy, document.graphs.indexOf(graph) + 1);
}

/** Adds a graph of another document after the others, with a free id. @throws EditError if the document is full */
export function insertGraph(document: Document, graph: Graph): WithGraph {
  const { variantOf: _, ...rest } = graph;
  return inserted(document, { ...rest, id: freeGraphId(document, graph.id) }, document.graphs.length);
}

/**
 * Adds a variant of a graph after it. It has no name: its title is its differences. @throws EditError if there is no such graph, or the document is full
 */
export function duplicateAsVariant(document: Document, graphId: string): WithGraph {
  const graph = needGraph(document, graphId);
  const copy = { ...graph, id: freeGraphId(document, graphId), name: '', variantOf: graphId };
  return inserted(document, copy, document.graphs.indexOf(graph) + 1);
}

/** Renames a graph; the title of a variant without a name is its differences. @throws EditError if there is no such graph */
export function renameGraph(document: Document, graphId: string, name: string): Document {
  const graph = needGraph(document, graphId);
  const short = name.trim().slice(0, LENGTHS.name);
  return short === graph.name ? document : replaced(document, graph, { ...graph, name: short });
}

/**
 * Removes a graph; the one after it, or else before it, is shown. Its variants become variants of its own original. @throws EditError if there is no such graph, or it is the only one
 */
export function removeGraph(document: Document, graphId: string): WithGraph {
  const graph = needGraph(document, graphId);
  if (document.graphs.length === 1) throw new EditError('lastGraph');
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

/** Moves a graph to another index, counted from 0. @throws EditError if there is no such graph */
export function moveGraph(document: Document, graphId: string, to: number): Document {
  const graph = needGraph(document, graphId);
  const index = Math.min(document.graphs.length - 1, Math.max(0, Math.trunc(to)));
  if (document.graphs[index] === graph) return document;
  const others = document.graphs.filter((other) => other !== graph);
  return { ...document, graphs: [...others.slice(0, index), graph, ...others.slice(index)] };
}

/** Renames the document. */
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
