import { parseTraining } from '../../training/config';
import { datasetOf } from '../../training/datasets/index';
import { lossesOf } from '../../training/losses/index';
import { classification } from '../../training/tasks/classification';
import { type Document, type Graph, type GraphNode, graphOf, type WeightsFrom } from '../document';
import { infer, type NodeInference, sized } from '../infer';
import { upstream, wiringOf } from '../wiring';
import { appendLayers } from './append';
import type { WithGraph } from './document-edits';
import { applyEdits, EditError } from './edit';
import { freeGraphId } from './ids';
import { checkLimits } from './limits';
import { needNode } from './nodes';

/**
 * Copies the encoder of a graph (everything up to a node) into a new classifier: each layer takes its weights from its original, then
 * follow Flatten and an FC with one output per class, trained with cross-entropy.
 * @param run the run that trained the layers; by default the newest one when training starts
 * @throws EditError if there is no such graph or node, or the document has the maximum number of graphs
 */
export function detach(document: Document, graphId: string, nodeId: string, run?: WeightsFrom['run']): WithGraph {
  const graph = graphOf(document, graphId);
  if (!graph) throw new EditError('noGraph', { graph: graphId });
  needNode(graph, nodeId);
  const sizes = infer(graph).nodes;
  const kept = upstream(wiringOf(graph), nodeId);
  const nodes = Object.fromEntries(
    Object.entries(graph.nodes)
      .filter(([id]) => kept.has(id))
      .map(([id, node]) => [id, copied(node, { graph: graphId, node: id, ...(run && { run }) }, sizes.get(id))]),
  );
  const edges = graph.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to));
  const { training } = parseTraining(graph.training);
  const encoder: Graph = {
    ...graph,
    id: freeGraphId(document, 'classifier'),
    name: 'Classifier',
    nodes,
    edges,
    annotations: [],
    training: { ...graph.training, task: classification.name, loss: lossesOf(classification.name)[0]?.name },
  };
  const classes = datasetOf(training.dataset)?.classes.length ?? 10;
  // A layer without a size most likely outputs an image.
  const out = sizes.get(nodeId)?.out ?? [1, 1, 1];
  const edits = appendLayers(encoder, nodeId, classification.head?.(out, [classes]) ?? []);
  const extended = { ...document, graphs: [...document.graphs, encoder] };
  checkLimits(extended);
  return { document: applyEdits(extended, encoder.id, edits), graphId: encoder.id };
}

/** A copy of an encoder's layer, which takes its weights from the original, without its expected size and other marks. */
function copied(
  { frozen: _, weightsFrom: __, ...node }: GraphNode,
  from: WeightsFrom,
  original: NodeInference | undefined,
): GraphNode {
  const layer = original && sized(original);
  const owns = layer && layer.kind.weights(layer.params, layer.ins).length > 0;
  return owns ? { ...node, weightsFrom: from } : node;
}
