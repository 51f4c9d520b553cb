import { basename } from 'node:path';
import type { Graph } from '../../../shared/graph/document';
import type { Inference } from '../../../shared/graph/infer';
import { sized } from '../../../shared/graph/infer';
import type { Run } from '../../../shared/training/run';
import type { PlainTensor, State } from '../training/trainer';
import { type CheckpointName, readCheckpoint } from './checkpoint';
import { RunError } from './error';

/** Weights taken over from another run, and the record of that for run.json. */
export interface Borrowed {
  readonly state: State;
  readonly record: Run['weightsFrom'][number];
}

/** The nodes of a graph that start from another node's weights. */
export function borrowers(graph: Graph): readonly string[] {
  return Object.entries(graph.nodes).flatMap(([id, node]) => (node.weightsFrom ? [id] : []));
}

/**
 * Takes the weights of every node that has `weightsFrom` out of a run's checkpoint, under this graph's names.
 * @throws RunError where the run lacks one of them or has it in another shape
 */
export async function borrowWeights(inference: Inference, folder: string, checkpoint: CheckpointName): Promise<Borrowed> {
  const run = basename(folder);
  const { tensors, sha256 } = await readCheckpoint(folder, checkpoint);
  const state = new Map<string, PlainTensor>();
  const nodes = borrowers(inference.graph);
  for (const node of nodes) {
    const inferred = inference.nodes.get(node);
    const from = inferred?.node.weightsFrom;
    const layer = inferred && sized(inferred);
    for (const { name, shape } of layer?.kind.weights(layer.params, layer.ins) ?? []) {
      const tensor = `${from?.node}.${name}`;
      const found = tensors.get(tensor);
      if (!found) throw new RunError('missingWeights', { run, node, tensor });
      if (found.shape.join() !== shape.join())
        throw new RunError('lacksWeights', { run, node, tensor, found: found.shape, wanted: shape });
      state.set(`${node}.${name}`, found);
    }
  }
  return { state, record: { run, checkpoint, sha256, nodes: [...nodes] } };
}
