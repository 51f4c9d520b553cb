import { type Inference, isBypassed, type NodeInference, type Sized, sized } from './infer';
import { sinks } from './wiring';

/** A node that the output depends on. */
export interface LiveNode {
  readonly inferred: NodeInference;
  /** The layer that it computes; `undefined` if it is bypassed and forwards its first input, or has no size. */
  readonly layer: Sized | undefined;
  /** The sources of its inputs, by port; for a bypassed node only the first. */
  readonly inputs: readonly string[];
}

/** The live part of a graph: every node that its outputs depend on. */
export interface LiveGraph {
  /** The nodes without a successor, or those that were requested. */
  readonly outputs: readonly string[];
  /** By id, in topological order. */
  readonly nodes: ReadonlyMap<string, LiveNode>;
}

/**
 * The live part of a graph with these outputs, by default the nodes without a successor.
 * @example outputOf(liveGraph(infer(graph)))
 */
export function liveGraph(inference: Inference, outputs: readonly string[] = sinks(inference.graph)): LiveGraph {
  const inputs = new Map<string, readonly string[]>();
  const waiting = [...outputs];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (inputs.has(id)) continue;
    const used = inputsOf(inference, id);
    inputs.set(id, used);
    waiting.push(...used);
  }
  const nodes = new Map<string, LiveNode>();
  for (const [id, inferred] of inference.nodes) {
    const used = inputs.get(id);
    if (used) nodes.set(id, { inferred, layer: sized(inferred), inputs: used });
  }
  return { outputs, nodes };
}

function inputsOf({ nodes, wiring }: Inference, id: string): readonly string[] {
  const inferred = nodes.get(id);
  const kind = inferred?.layer.kind;
  const from = (wiring.inputs.get(id) ?? []).map((edge) => edge.from);
  return inferred && kind ? from.slice(0, isBypassed(inferred.node, kind) ? 1 : kind.inputs.max) : from;
}

/** A graph cannot be computed: it has no output or several, or a live node without a size. */
export class LiveGraphError extends Error {
  override readonly name = 'LiveGraphError';
  constructor(
    readonly code: 'noOutput' | 'severalOutputs' | 'noSize',
    /** The outputs, or the node without a size. */
    readonly nodes: readonly string[],
  ) {
    super(MESSAGES[code](nodes));
  }
}

const MESSAGES: Readonly<Record<LiveGraphError['code'], (nodes: readonly string[]) => string>> = {
  noOutput: () => 'the graph has no node without a successor',
  severalOutputs: (nodes) => `the graph has ${nodes.length} nodes without a successor: ${nodes.join(', ')}`,
  noSize: (nodes) => `${nodes.join(', ')} has no size`,
};

/**
 * The one output of a graph that can be computed.
 * @throws LiveGraphError if there is not exactly one output, or a live node has no size
 */
export function outputOf({ outputs, nodes }: LiveGraph): string {
  const [output, ...others] = outputs;
  if (output === undefined) throw new LiveGraphError('noOutput', []);
  if (others.length > 0) throw new LiveGraphError('severalOutputs', outputs);
  for (const [id, { inferred }] of nodes) if (!inferred.out) throw new LiveGraphError('noSize', [id]);
  return output;
}
