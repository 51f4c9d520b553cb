import { wrap } from 'comlink';
import { useEffect } from 'react';
import { create } from 'zustand';
import type { KnownRun, Problem } from '../../shared/graph/diagnosis/diagnose';
import type { Graph } from '../../shared/graph/document';
import { useDiagnosis } from './diagnosis';
import { editor, graphInView, present, useEditor } from './editor';
import type { FixesWorker } from './fixes.worker';
import { useKnownRuns } from './known-runs';

/** The pause after the last change before the search for fixes starts, in milliseconds. */
const REST = 150;

/** The problems of one state of a graph, with their fixes. */
const useFound = create<Found>(() => ({ graph: undefined, runs: undefined, problems: [] }));

interface Found {
  readonly graph: Graph | undefined;
  readonly runs: readonly KnownRun[] | undefined;
  readonly problems: readonly Problem[];
}

/** Searches for fixes when the graph in view has problems and has not changed for a moment. Use once, at the root. */
export function useFixSearch(): void {
  useEffect(() => {
    const worker = new Worker(new URL('./fixes.worker.ts', import.meta.url), { type: 'module' });
    const remote = wrap<FixesWorker>(worker);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const search = async () => {
      const state = editor.getState();
      const graph = graphInView(state);
      const { runs } = useKnownRuns.getState();
      const problems = await remote.problems(present(state).document, graph.id, runs);
      if (graphInView(editor.getState()) === graph) useFound.setState({ graph, runs, problems });
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void search(), REST);
    };
    later();
    let before = graphInView(editor.getState());
    const stop = editor.subscribe((state) => {
      const graph = graphInView(state);
      if (graph === before) return;
      before = graph;
      later();
    });
    const stopRuns = useKnownRuns.subscribe(later);
    return () => {
      stop();
      stopRuns();
      clearTimeout(timer);
      worker.terminate();
    };
  }, []);
}

/** The problems of the graph in view, with their fixes once the search has ended. */
export function useProblems(): { readonly problems: readonly Problem[]; readonly searching: boolean } {
  const graph = useEditor(graphInView);
  const { problems } = useDiagnosis();
  const found = useFound();
  const runs = useKnownRuns((state) => state.runs);
  if (problems.length === 0) return { problems, searching: false };
  return found.graph === graph && found.runs === runs
    ? { problems: found.problems, searching: false }
    : { problems, searching: true };
}
