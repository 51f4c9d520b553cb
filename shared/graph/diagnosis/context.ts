import type { Shape } from '../../layers/support/shape';
import { parseTraining } from '../../training/config';
import { type DataFacts, knownFacts } from '../../training/data-facts';
import { datasetOf } from '../../training/datasets/index';
import { taskOf } from '../../training/tasks/index';
import type { Document, Graph } from '../document';
import type { Context } from '../fixes/context';
import { expected, type Inference, inferNode, type NodeInference, sameSizes } from '../infer';
import { sinks } from '../wiring';

/** The input of the rules. `previous` are the assumed sizes before a change, from which these are computed incrementally. */
export function contextOf(
  document: Document,
  graph: Graph,
  inference: Inference,
  { runs, data: read }: { readonly runs?: Context['runs']; readonly data?: Context['read'] },
  previous?: Context['assumed'],
): Context {
  const training = parseTraining(graph.training);
  const ends = sinks(graph);
  const assumed = assume(inference, previous);
  const dataset = datasetOf(training.training.dataset);
  const data = read ?? (dataset && knownFacts(dataset));
  const output = ends.length === 1 ? ends[0] : undefined;
  return {
    document,
    graph,
    inference,
    assumed,
    training,
    data,
    read,
    output,
    target: targetOf(training.training.task, data, assumed),
    runs,
  };
}

/** The size that the task requires of the output. Images have the size of the data set's, or else of the first Input. */
function targetOf(task: string, data: DataFacts | undefined, assumed: Context['assumed']): Shape | undefined {
  const image = data?.image ?? [...assumed.values()].find(({ layer }) => layer.kind?.inputs.max === 0)?.out;
  return taskOf(task).outputSize({ image, classes: data?.classes.least });
}

/**
 * The sizes under the assumption that every node gives its expected size: each node is inferred from the expected sizes of its inputs.
 * Nodes with unchanged inputs reuse the inference, or the previous assumption.
 */
function assume({ wiring, nodes }: Inference, previous?: Context['assumed']): ReadonlyMap<string, NodeInference> {
  const handedOn = new Map<string, Shape | undefined>();
  const assumed = new Map<string, NodeInference>();
  for (const [id, inferred] of nodes) {
    const ins = (wiring.inputs.get(id) ?? []).map(({ from }) => handedOn.get(from));
    const same = ins.every((size, port) => size === inferred.ins[port]);
    const before = previous?.get(id);
    const kept = before?.node === inferred.node && sameSizes(before.ins, ins) ? before : undefined;
    const result = same ? inferred : (kept ?? inferNode(inferred.node, ins));
    assumed.set(id, result);
    handedOn.set(id, expected(result, result.out));
  }
  return assumed;
}
