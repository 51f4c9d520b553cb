import { useEffect } from 'react';
import { create } from 'zustand';
import { type Graph, graphOf } from '../../shared/graph/document';
import { type Inference, infer } from '../../shared/graph/infer';
import { HostError } from '../../shared/host/errors';
import { isRandom } from '../../shared/layers/support/kind';
import type { Run } from '../../shared/runs/run';
import { runsHost } from './runs-store';

/** The requested run records, by id. The document in a record never changes. */
export const useRecords = create<Readonly<Record<string, Run>>>(() => ({}));

const asked = new Set<string>();

/** Requests the records of runs; they arrive in `useRecords`. */
export function useNeededRecords(ids: readonly string[]): Readonly<Record<string, Run>> {
  const key = ids.join(' ');
  useEffect(() => {
    for (const id of key === '' ? [] : key.split(' ')) void readRecord(id).catch(() => {});
  }, [key]);
  return useRecords();
}

/** The record of a run. @throws HostError */
export async function readRecord(id: string): Promise<Run | undefined> {
  const known = useRecords.getState()[id];
  if (known || asked.has(id)) return known;
  asked.add(id);
  try {
    const { run } = await runsHost().call('runs.read', { id });
    useRecords.setState({ [id]: run });
    return run;
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  } finally {
    asked.delete(id);
  }
}

/** The graph that a run trained. */
export const graphOfRun = (run: Run): Graph | undefined => graphOf(run.document, run.graph);

const inferences = new WeakMap<Graph, Inference>();

/** The sizes in the graph that a run trained. */
export function inferenceOfRun(run: Run): Inference | undefined {
  const graph = graphOfRun(run);
  if (!graph) return undefined;
  const known = inferences.get(graph) ?? infer(graph);
  inferences.set(graph, known);
  return known;
}

/** True if the run trained with Dropout. Its train loss is then measured with Dropout active. */
export function hasDropout(run: Run): boolean {
  const inference = inferenceOfRun(run);
  if (!inference) return false;
  return [...inference.nodes.values()].some(
    ({ node, layer: { kind, params } }) => !node.bypassed && kind && params && isRandom(kind, params),
  );
}
