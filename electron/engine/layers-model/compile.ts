import type * as tfjs from '@tensorflow/tfjs';
import { type Inference, type Sized, sized } from '../../../shared/graph/infer';
import { type LiveGraph, type LiveNode, outputOf } from '../../../shared/graph/live';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { Tf, TfLayer } from '../../../shared/layers/support/kind';

/** Layers to take in place of those that a node's kind builds, or `undefined` for the kind's own. */
export type Instead = (id: string, layer: Sized) => readonly TfLayer[] | undefined;

/**
 * Compiles a graph into one tfjs model, whichever backend runs under it.
 *
 * Each Input becomes a model input of its name, [batch, H, W, C]; the output is [batch, H, W, C] where it is an image, [batch, N] where
 * it is a vector. Every other live node becomes the layers that its kind builds, applied in topological order; the one that owns the
 * weights has the node's id for its name. A bypassed node forwards its first input. Nodes that the output does not depend on are no
 * part of the model.
 *
 * @throws LiveGraphError where the graph has no output or several, or where a live node has no size
 */
export function compile(tf: Tf, live: LiveGraph, instead: Instead = () => undefined): tfjs.LayersModel {
  const end = outputOf(live);
  const outputs = new Map<string, tfjs.SymbolicTensor>();
  const inputs: tfjs.SymbolicTensor[] = [];
  for (const [id, node] of live.nodes) {
    if (node.inferred.layer.kind?.inputs.max === 0) {
      const input = start(tf, id, node);
      inputs.push(input);
      outputs.set(id, input);
    } else {
      const ins = node.inputs.map((source) => given(outputs.get(source), `the output of ${source}`));
      outputs.set(id, apply(tf, id, node, ins, instead));
    }
  }
  return tf.model({ inputs, outputs: given(outputs.get(end), `the output of ${end}`) });
}

/** The weights of a compiled model by node and name, `conv1.kernel`, in the order of the graph. */
export function weightsOf(tf: Tf, model: tfjs.LayersModel, { nodes }: LiveGraph): ReadonlyMap<string, tfjs.Variable> {
  const found = new Map<string, tfjs.Variable>();
  for (const [id, { layer }] of nodes) {
    const weights = layer?.kind.weights(layer.params, layer.ins) ?? [];
    if (weights.length === 0) continue;
    const owner = model.getLayer(id);
    for (const [index, { name }] of weights.entries()) {
      const variable = owner.weights[index]?.read();
      if (!(variable instanceof tf.Variable)) throw new Error(`${id} has no tensor ${name}`);
      found.set(`${id}.${name}`, variable);
    }
  }
  return found;
}

/** A node that stock tfjs layers cannot express, and why. */
export interface Unexportable {
  readonly node: string;
  readonly reason: LocalizedText;
}

/** The nodes that keep a graph from being exported as a model that any tfjs can read. Nodes without a size are left out. */
export function unexportable(inference: Inference): readonly Unexportable[] {
  return [...inference.nodes].flatMap(([node, inferred]) => {
    const layer = sized(inferred);
    const reason = layer ? layer.kind.stock(layer.params, layer.ins) : true;
    return reason === true ? [] : [{ node, reason }];
  });
}

function start(tf: Tf, id: string, { inferred: { out } }: LiveNode): tfjs.SymbolicTensor {
  return tf.input({ shape: [...given(out, `the size of ${id}`)], name: id });
}

function apply(
  tf: Tf,
  id: string,
  { layer }: LiveNode,
  ins: readonly tfjs.SymbolicTensor[],
  instead: Instead,
): tfjs.SymbolicTensor {
  const first = given(ins[0], `an input of ${id}`);
  if (!layer) return first;
  const layers = instead(id, layer) ?? layer.kind.build(tf, layer.params, layer.ins, id);
  // Only merges take more than one input, and they take a list.
  const taken = layer.kind.inputs.max > 1 ? apart(tf, id, ins) : first;
  const [head, ...others] = layers;
  if (!head) return first;
  return others.reduce((x, next) => symbolic(tf, next.apply(x), next.name), symbolic(tf, head.apply(taken), head.name));
}

/**
 * The inputs of a merge, each a tensor of its own: where a model only predicts, tfjs frees a tensor that comes in twice after the
 * first time that it is counted, although others still need it.
 */
function apart(tf: Tf, id: string, ins: readonly tfjs.SymbolicTensor[]): tfjs.SymbolicTensor[] {
  return ins.map((input, port) => {
    if (ins.indexOf(input) === port) return input;
    const name = `${id}.again${port}`;
    return symbolic(tf, tf.layers.activation({ activation: 'linear', name }).apply(input), name);
  });
}

function symbolic(tf: Tf, result: ReturnType<tfjs.layers.Layer['apply']>, name: string): tfjs.SymbolicTensor {
  if (result instanceof tf.SymbolicTensor) return result;
  throw new Error(`${name} does not give one symbolic tensor`);
}

function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}
