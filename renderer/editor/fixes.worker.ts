import '../host/no-eval';
import { expose } from 'comlink';
import { diagnose, type KnownRun, type Problem } from '../../shared/graph/diagnosis/diagnose';
import { type Document, graphOf } from '../../shared/graph/document';

/** Searches for fixes in a worker: a search may try hundreds of graphs, and must not block the canvas. */
const worker = {
  /** The problems of a graph with their fixes. */
  problems(document: Document, graphId: string, runs: readonly KnownRun[] | undefined): readonly Problem[] {
    const graph = graphOf(document, graphId);
    return graph ? diagnose(document, graph, { runs }).problems : [];
  },
};

export type FixesWorker = typeof worker;

expose(worker);
