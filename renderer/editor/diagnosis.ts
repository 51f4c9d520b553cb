import { useMemo } from 'react';
import { type Diagnosis, diagnose, type KnownRun } from '../../shared/graph/diagnosis/diagnose';
import { type Document, type Graph, graphOf } from '../../shared/graph/document';
import type { Inference } from '../../shared/graph/infer';
import { graphInView, present, useEditor } from './editor';
import { useKnownRuns } from './known-runs';

/** Diagnoses by graph; a graph is a new object after every change. */
const known = new WeakMap<Graph, Known>();

interface Known {
  readonly document: Document;
  readonly runs: readonly KnownRun[] | undefined;
  readonly diagnosis: Diagnosis;
}

/** The last inference of each graph id, from which the next one is computed incrementally. */
const last = new Map<string, Inference>();

/**
 * The sizes and problems of a graph, without fixes; fast enough for every keystroke. Unchanged parts are reused from the last
 * diagnosis, and the same graph gives the same object.
 */
export function diagnosisOf(document: Document, graph: Graph, runs = useKnownRuns.getState().runs): Diagnosis {
  const before = known.get(graph);
  if (before?.document === document && before.runs === runs) return before.diagnosis;
  const previous = last.get(graph.id);
  const diagnosis = diagnose(document, graph, { fixes: false, runs, ...(previous && { previous }) });
  known.set(graph, { document, runs, diagnosis });
  last.set(graph.id, diagnosis.inference);
  return diagnosis;
}

/** The sizes and problems of the graph in view. */
export function useDiagnosis(): Diagnosis {
  const document = useEditor((state) => present(state).document);
  const graph = useEditor(graphInView);
  const runs = useKnownRuns((state) => state.runs);
  return useMemo(() => diagnosisOf(document, graph, runs), [document, graph, runs]);
}

/** The sizes and problems of any graph of the document, by its id. */
export function useDiagnosisOf(graphId: string): Diagnosis | undefined {
  const document = useEditor((state) => present(state).document);
  const runs = useKnownRuns((state) => state.runs);
  return useMemo(() => {
    const graph = graphOf(document, graphId);
    return graph && diagnosisOf(document, graph, runs);
  }, [document, graphId, runs]);
}
