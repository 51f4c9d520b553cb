import { join } from 'node:path';
import type { Document, Graph, WeightsFrom } from '../../../shared/graph/document';
import type { WeightSource } from '../../../shared/runs/run';
import { runsFolder } from '../../files/places';
import type { CheckpointName } from '../../run-folder/checkpoint';
import { runError } from './messages';
import { type FoundRun, newestRunOf } from './store';

/** Where nodes that name no run themselves take their weights: a run's checkpoint, or nowhere; the newest run that fits if not said. */
export type Wanted = { readonly folder: string; readonly checkpoint: 'best' | 'last' } | 'fresh' | undefined;

/** Where the nodes of a graph that start from other weights find them. */
export interface Sources {
  readonly sources: readonly WeightSource[];
  /** Nodes for which there is no run, with the graph that one is needed of. */
  readonly missing: readonly { readonly node: string; readonly graph: string }[];
  /** The runs that were chosen because they are the newest of their graph, with the nodes that take from them. */
  readonly newest: readonly { readonly run: FoundRun; readonly nodes: readonly string[] }[];
}

/** The checkpoint that a layer names, which a run has two of. @throws HostError noEpochWeights for one by its epoch's number */
export function keptOf({ id, checkpoint }: NonNullable<WeightsFrom['run']>): CheckpointName {
  if (typeof checkpoint === 'number') throw runError('noEpochWeights', { run: id, epoch: checkpoint });
  return checkpoint;
}

/**
 * Finds the weights that a graph begins with. A node that names a run takes that run's, byte for byte the ones that it was told
 * of; the others do as `wanted` says.
 * @throws HostError noEpochWeights
 */
export async function sourcesOf(document: Document, graph: Graph, wanted: Wanted): Promise<Sources> {
  const sources: WeightSource[] = [];
  const missing: Sources['missing'][number][] = [];
  const newest = new Map<string, { readonly run: FoundRun; readonly nodes: string[] }>();
  for (const [node, { weightsFrom }] of Object.entries(graph.nodes)) {
    if (!weightsFrom) continue;
    const { run, graph: from } = weightsFrom;
    if (run) {
      sources.push({ node, folder: join(runsFolder(), run.id), checkpoint: keptOf(run), sha256: run.sha256 });
    } else if (wanted === undefined) {
      const found = newest.get(from)?.run ?? (await newestRunOf(document, from));
      if (!found) {
        missing.push({ node, graph: from });
        continue;
      }
      newest.set(from, { run: found, nodes: [...(newest.get(from)?.nodes ?? []), node] });
      sources.push({ node, folder: found.folder, checkpoint: 'best' });
    } else if (wanted !== 'fresh') sources.push({ node, ...wanted });
  }
  return { sources, missing, newest: [...newest.values()] };
}
