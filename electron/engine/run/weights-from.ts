import { basename } from 'node:path';
import type { Graph } from '../../../shared/graph/document';
import type { Inference } from '../../../shared/graph/infer';
import { sized } from '../../../shared/graph/infer';
import { epochsOf, type Run, type WeightSource, type WeightsRecord } from '../../../shared/runs/run';
import { defined } from '../../files/defined';
import { hasCode } from '../../files/system-error';
import { type Progress, readCheckpoint } from '../../run-folder/checkpoint';
import { RunError } from '../../run-folder/error';
import { readRun } from '../../run-folder/folder';
import type { PlainTensor, State } from '../../run-folder/state';

/** Weights from other runs, and the records of them for run.json. */
export interface Borrowed {
  readonly state: State;
  readonly records: Run['weightsFrom'];
}

/** The nodes of a graph that start from another node's weights. */
export function borrowers(graph: Graph): readonly string[] {
  return Object.entries(graph.nodes).flatMap(([id, node]) => (node.weightsFrom ? [id] : []));
}

/**
 * Reads weights of nodes from the checkpoints of other runs, under this graph's names.
 * @throws RunError where a run lacks one of them or has it in another shape, or where its checkpoint has changed
 */
export async function borrowWeights(inference: Inference, sources: readonly WeightSource[]): Promise<Borrowed> {
  const state = new Map<string, PlainTensor>();
  const records: Run['weightsFrom'] = [];
  for (const group of byCheckpoint(sources)) {
    const [{ folder, checkpoint }] = group;
    const run = basename(folder);
    const { tensors, progress, sha256 } = await readCheckpoint(folder, checkpoint).catch((error: unknown) => {
      throw hasCode(error, 'ENOENT') ? new RunError('sourceGone', { run }) : error;
    });
    for (const source of group) {
      if (source.sha256 !== undefined && source.sha256 !== sha256) throw new RunError('otherWeights', { run, node: source.node });
      for (const [name, tensor] of weightsOf(source.node, inference, run, tensors)) state.set(name, tensor);
    }
    const unfinished = await unfinishedOf(folder, progress);
    records.push({ run, checkpoint, sha256, nodes: group.map(({ node }) => node), ...defined({ unfinished }) });
  }
  return { state, records };
}

/** The epochs of a checkpoint whose run is not finished. */
async function unfinishedOf(folder: string, { epoch }: Progress): Promise<WeightsRecord['unfinished']> {
  const run = await readRun(folder);
  return run.state === 'finished' ? undefined : { epochs: epoch - 1, of: epochsOf(run) };
}

type Group = [WeightSource, ...WeightSource[]];

/** Groups sources by checkpoint, so that each is read once. */
function byCheckpoint(sources: readonly WeightSource[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const source of sources) {
    const key = `${source.checkpoint} ${source.folder}`;
    const group = groups.get(key);
    if (group) group.push(source);
    else groups.set(key, [source]);
  }
  return [...groups.values()];
}

/** The weights of one node out of a run's tensors. */
function weightsOf(node: string, inference: Inference, run: string, tensors: State): readonly [string, PlainTensor][] {
  const inferred = inference.nodes.get(node);
  const from = inferred?.node.weightsFrom;
  const layer = inferred && sized(inferred);
  return (layer?.kind.weights(layer.params, layer.ins) ?? []).map(({ name, shape }) => {
    const tensor = `${from?.node}.${name}`;
    const found = tensors.get(tensor);
    if (!found) throw new RunError('missingWeights', { run, node, tensor });
    if (found.shape.join() !== shape.join())
      throw new RunError('lacksWeights', { run, node, tensor, found: found.shape, wanted: shape });
    return [`${node}.${name}`, found];
  });
}
