import { type Document, type Graph, graphOf, nodeOf } from '../../graph/document';
import type { Inference, Sized } from '../../graph/infer';
import { type LiveGraph, LiveGraphError, liveGraph, outputOf } from '../../graph/live';
import { formatInterval, within } from '../../layers/support/interval';
import { count } from '../../layers/support/kind';
import { type ImageShape, isImage, type Shape, sameShape } from '../../layers/support/shape';
import { parseTraining, type Training } from '../../training/config';
import { lossesOf, lossOf } from '../../training/losses/index';
import { taskOf } from '../../training/tasks/index';
import type { TaskKind } from '../../training/tasks/task';
import { ExportError } from './error';
import { identifiersOf } from './python';

/** One node as a line of a script. */
export interface Step {
  readonly id: string;
  /** The name of its variable and, if it has weights, of its layer. */
  readonly name: string;
  readonly title: string | undefined;
  readonly note: string | undefined;
  /** Its layer; `undefined` if it forwards its input. */
  readonly layer: Sized | undefined;
  /** The variables of its inputs. */
  readonly inputs: readonly string[];
}

/** The content of a script, independent of the library. */
export interface Program {
  readonly title: string;
  readonly notes: string;
  readonly graph: Graph;
  readonly training: Training;
  /** The target that the output is compared with. */
  readonly target: TaskKind['target'];
  /** The size of an image. */
  readonly input: ImageShape;
  readonly out: Shape;
  /** The steps of the forward pass, in order, without the Inputs. */
  readonly steps: readonly Step[];
  /** The variable that holds the output. */
  readonly output: string;
  /** Trainable parameters, those of frozen layers among them. */
  readonly parameters: number;
  /** Layers whose weights are frozen. */
  readonly frozen: readonly string[];
  /** By source graph: the layers of this model, each with the source layer of its weights. */
  readonly sources: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Ids of nodes that the output does not depend on. */
  readonly unused: readonly string[];
}

/** The variable that holds the images. */
export const IMAGES = 'x';

/**
 * The program of a graph.
 * @throws ExportError if the graph cannot be trained
 */
export function programOf(document: Document, graph: Graph, inference: Inference): Program {
  const live = liveGraph(inference);
  const end = endOf(live);
  for (const [id, { out }] of inference.nodes) if (!out) throw new ExportError('noSize', { node: id });
  const input = imageOf(live);
  const names = identifiersOf(graph);
  const variables = new Map<string, string>();
  const steps: Step[] = [];
  for (const [id, { inferred, layer, inputs: from }] of live.nodes) {
    const name = names.get(id) ?? id;
    const inputs = from.map((source) => variables.get(source) ?? source);
    if (inferred.layer.kind?.inputs.max === 0) variables.set(id, IMAGES);
    else {
      variables.set(id, layer ? name : (inputs[0] ?? IMAGES));
      steps.push({ id, name, title: inferred.node.name, note: inferred.node.note, layer, inputs });
    }
  }
  const training = trainingOf(graph);
  const out = inference.nodes.get(end)?.out ?? [0];
  checkTask(training, input, out);
  const owners = steps.filter(({ layer }) => layer && layer.kind.weights(layer.params, layer.ins).length > 0);
  const isFrozen = ({ id }: Step) => nodeOf(graph, id)?.frozen === true;
  const parameters = (some: readonly Step[]) => some.reduce((sum, { layer }) => sum + (layer ? parametersOf(layer) : 0), 0);
  if (parameters(owners.filter((step) => !isFrozen(step))) === 0) throw new ExportError('noWeights');
  return {
    title: titleOf(document, graph),
    notes: document.notes,
    graph,
    training,
    target: taskOf(training.task).target,
    input,
    out,
    steps,
    output: variables.get(end) ?? IMAGES,
    parameters: parameters(owners),
    frozen: owners.filter(isFrozen).map(({ name }) => name),
    sources: sourcesOf(document, graph, owners),
    unused: [...inference.nodes.keys()].filter((id) => !live.nodes.has(id)),
  };
}

function titleOf(document: Document, graph: Graph): string {
  const parts = [document.name, document.graphs.length > 1 || document.name.trim() === '' ? graph.name || graph.id : ''];
  return parts.filter((part) => part.trim() !== '').join(': ');
}

function endOf(live: LiveGraph): string {
  try {
    return outputOf(live);
  } catch (error) {
    if (!(error instanceof LiveGraphError)) throw error;
    const nodes = error.nodes.join(', ');
    throw new ExportError(error.code, error.code === 'noSize' ? { node: nodes } : { nodes });
  }
}

function imageOf({ nodes }: LiveGraph): ImageShape {
  const inputs = [...nodes].flatMap(([id, { inferred }]) => {
    const { out, layer } = inferred;
    return layer.kind?.inputs.max === 0 && out && isImage(out) ? [{ id, out }] : [];
  });
  const first = inputs[0]?.out;
  if (!first) throw new ExportError('noOutput');
  const other = inputs.find(({ out }) => !sameShape(out, first));
  if (other) throw new ExportError('otherInput', { node: other.id, size: other.out, first });
  return first;
}

function trainingOf(graph: Graph): Training {
  const { training, issues } = parseTraining(graph.training);
  const [issue] = issues;
  if (issue) throw new ExportError('badSetting', { setting: issue.path });
  return training;
}

/** Checks that the output fits the task: otherwise the script would fail at its first step, or train something else. */
function checkTask({ task, loss, pixelScale }: Training, input: ImageShape, out: Shape): void {
  const { target: accepted } = lossOf(loss);
  if (!lossesOf(task).some(({ name }) => name === loss.kind)) throw new ExportError('otherLoss', { loss: loss.kind });
  if (!within(pixelScale, accepted))
    throw new ExportError('lossNeedsScale', { loss: loss.kind, accepted: formatInterval(accepted) });
  const { target } = taskOf(task);
  if (target === 'image' && !sameShape(out, input)) throw new ExportError('notTheInput', { input, out });
  if (target === 'class' && isImage(out)) throw new ExportError('notAVector', { out });
}

function parametersOf({ kind, params, ins, out }: Sized): number {
  return count(kind, params, ins, out).params;
}

function sourcesOf(document: Document, graph: Graph, owners: readonly Step[]): Program['sources'] {
  const sources = new Map<string, Map<string, string>>();
  for (const { id, name } of owners) {
    const from = nodeOf(graph, id)?.weightsFrom;
    if (!from) continue;
    const trained = graphOf(document, from.graph);
    const source = trained && identifiersOf(trained).get(from.node);
    if (source === undefined) throw new ExportError('noSource', { node: id, source: from.node, graph: from.graph });
    const layers = sources.get(from.graph) ?? new Map<string, string>();
    sources.set(from.graph, layers.set(name, source));
  }
  return sources;
}
