import { join } from 'node:path';
import { type Document, type Graph, graphOf, type WeightsFrom } from '../../../shared/graph/document';
import { signatureOf } from '../../../shared/graph/signature';
import type { WeightSource } from '../../../shared/runs/run';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { runsFolder } from '../../files/places';
import { runError } from './messages';
import { type FoundRun, newestRunOf } from './store';

/** A run that is still to be trained: its folder, and the signature of its graph. */
export interface Coming {
  readonly folder: string;
  readonly signature: string;
}

/** The weights of nodes that name no run themselves: a run's checkpoint, random (`fresh`), or the newest fitting run (default). */
export type Wanted = { readonly folder: string; readonly checkpoint: CheckpointName } | 'fresh' | undefined;

/** The sources of the initial weights of a graph's nodes. */
export interface Sources {
  readonly sources: readonly WeightSource[];
  /** Nodes without a source, with the graph that must be trained first. */
  readonly missing: readonly { readonly node: string; readonly graph: string }[];
  /** Runs that were chosen as the newest of their graph, with the nodes that use them. */
  readonly newest: readonly { readonly run: FoundRun; readonly nodes: readonly string[] }[];
}

/** The checkpoint that a layer names: best or last. @throws HostError noEpochWeights for a number of an epoch */
export function keptOf({ id, checkpoint }: NonNullable<WeightsFrom['run']>): CheckpointName {
  if (typeof checkpoint === 'number') throw runError('noEpochWeights', { run: id, epoch: checkpoint });
  return checkpoint;
}

/**
 * Finds the initial weights of a graph. A node that names a run takes that run's weights, verified by hash; the others follow
 * `wanted`.
 * @param coming runs that will have been trained by then, the newest last: they are newer than all trained ones
 * @throws HostError noEpochWeights
 */
export async function sourcesOf(
  document: Document,
  graph: Graph,
  wanted: Wanted,
  coming: readonly Coming[] = [],
): Promise<Sources> {
  const sources: WeightSource[] = [];
  const missing: Sources['missing'][number][] = [];
  const newest = new Map<string, { readonly run: FoundRun; readonly nodes: string[] }>();
  for (const [node, { weightsFrom }] of Object.entries(graph.nodes)) {
    if (!weightsFrom) continue;
    const { run, graph: from } = weightsFrom;
    if (run) {
      sources.push({ node, folder: join(runsFolder(), run.id), checkpoint: keptOf(run), sha256: run.sha256 });
    } else if (wanted === undefined) {
      const source = graphOf(document, from);
      const next = source && coming.findLast(({ signature }) => signature === signatureOf(source));
      if (next) {
        sources.push({ node, folder: next.folder, checkpoint: 'best' });
        continue;
      }
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
