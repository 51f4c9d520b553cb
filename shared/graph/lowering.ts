import type { Value } from '../plan/builder';
import { type Chain, type Item, joined, type Network, type Source } from '../plan/network';
import type { LayerContext } from '../plan/stage';
import type { Sized } from './infer';
import { type LiveGraph, outputOf } from './live';

/** The purpose that a network is lowered for. */
export interface Purpose {
  /** Images of a batch. */
  readonly count: number;
  readonly training: boolean;
  readonly seed: number;
  /** Receives the gradient of a variable. */
  gradient(variable: string, gradient: Value): void;
}

/**
 * Lowers a graph into the stages of its layers, as chains whose stages are ordered to compute as little as possible.
 * @throws LiveGraphError if the graph does not have exactly one output, or a node has no size
 */
export function lower(live: LiveGraph, purpose: Purpose): Network {
  const output = outputOf(live);
  const made = new Map<string, Source>();
  const chains: Chain[] = [];
  for (const [id, { layer, inputs }] of live.nodes) {
    const from = inputs.map((one) => made.get(one) ?? 'images');
    const items = layer ? itemsOf(id, layer, live, purpose) : [];
    const [first = 'images'] = from;
    // A layer without stages forwards its input.
    if (items.length === 0) made.set(id, first);
    else {
      const chain: Chain = { from, items };
      chains.push(chain);
      made.set(id, chain);
    }
  }
  return joined({ chains, end: made.get(output) ?? 'images' });
}

function itemsOf(id: string, layer: Sized, live: LiveGraph, purpose: Purpose): readonly Item[] {
  const { kind, params, ins, out } = layer;
  const learns = purpose.training && live.nodes.get(id)?.inferred.node.frozen !== true;
  const variable = (name: string) => `${id}.${name}`;
  const context: LayerContext = {
    ...{ id, ins, out, learns, variable },
    ...{ count: purpose.count, training: purpose.training, seed: purpose.seed },
    biasCancelled: purpose.training && isBiasCancelled(id, live),
    weight: (b, name) => b.read(variable(name)),
    gradient: (name, gradient) => purpose.gradient(variable(name), gradient),
  };
  return kind.kernel(params, context).map((stage) => ({ stage, node: id, learns: learns && stage.weighted === true }));
}

/** True if the only consumer of a node's output is a layer that trains and cancels a bias, such as BatchNorm. */
function isBiasCancelled(id: string, { nodes }: LiveGraph): boolean {
  const [taker, ...others] = [...nodes.values()].filter(({ inputs }) => inputs.includes(id));
  if (!taker || others.length > 0 || taker.inferred.node.frozen === true) return false;
  return taker.layer?.kind.cancelsBias === true;
}
