import '../host/no-eval';
import { expose } from 'comlink';
import { diagnose, type KnownRun, type Problem } from '../../shared/graph/diagnosis/diagnose';
import { type Document, graphOf } from '../../shared/graph/document';

/** Looks for fixes beside the page: a search may try hundreds of graphs, and the canvas must not wait for it. */
const worker = {
  /** The problems of a graph with what would mend them. */
  problems(document: Document, graphId: string, runs: readonly KnownRun[] | undefined): readonly Problem[] {
    const graph = graphOf(document, graphId);
    return graph ? diagnose(document, graph, { runs }).problems : [];
  },
};

export type FixesWorker = typeof worker;

expose(worker);
