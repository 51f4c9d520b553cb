import { type Inference, type Sized, sized } from '../../../shared/graph/infer';
import { pathOf } from '../compile';
import type { Builder, Value } from './builder';
import { LAYERS } from './layers/index';
import { FLOATS, int } from './ops';
import type { Pass, Site, Stage } from './stage';

/** A stage with the node that it is part of. */
interface Item {
  readonly stage: Stage;
  readonly node: string;
  /** Whether it has weights that are trained. */
  readonly learns: boolean;
}

/** Stages one after another, which nothing branches off from or comes into. */
interface Chain {
  readonly from: readonly Source[];
  items: readonly Item[];
}
/** Where values come from: a chain's end, or the batch. */
type Source = Chain | 'images';

/** A graph as kernels run it. */
export interface Network {
  /** In an order in which every chain comes after those that it takes from. */
  readonly chains: readonly Chain[];
  readonly end: Source;
}

/** What a network is lowered for. */
export interface Purpose {
  readonly count: number;
  readonly training: boolean;
  readonly seed: number;
  /** Takes the gradient by a variable. */
  gradient(variable: string, gradient: Value): void;
}

/** Lowers a graph into chains of stages, and brings each chain into the order in which there is the least to compute. */
export function lower(inference: Inference, purpose: Purpose): Network {
  const { end, sources } = pathOf(inference);
  const made = new Map<string, Source>();
  const chains: Chain[] = [];
  for (const [id, node] of inference.nodes) {
    const from = sources.get(id);
    if (!from) continue;
    const ins = from.map((one) => made.get(one) ?? 'images');
    const layer = sized(node);
    const items = layer ? itemsOf(id, layer, inference, sources, purpose) : [];
    const [first = 'images'] = ins;
    // What does nothing hands on what comes in.
    if (items.length === 0) made.set(id, first);
    else {
      const chain = { from: ins, items };
      chains.push(chain);
      made.set(id, chain);
    }
  }
  return joined({ chains, end: made.get(end) ?? 'images' });
}

function itemsOf(
  id: string,
  layer: Sized,
  inference: Inference,
  sources: ReadonlyMap<string, readonly string[]>,
  purpose: Purpose,
): readonly Item[] {
  const { kind, params, ins, out } = layer;
  const kernels = LAYERS.get(kind.kind);
  if (!kernels) throw new Error(`${kind.kind} has no kernels`);
  const learns = purpose.training && inference.nodes.get(id)?.node.frozen !== true;
  const variable = (name: string) => `${id}.${name}`;
  const site: Site = {
    ...{ id, params, ins, out, learns, variable },
    ...{ count: purpose.count, training: purpose.training, seed: purpose.seed },
    centred: purpose.training && isCentred(id, inference, sources),
    weight: (b, name) => b.read(variable(name)),
    gradient: (name, gradient) => purpose.gradient(variable(name), gradient),
  };
  return kernels(site).map((stage) => ({ stage, node: id, learns: learns && stage.weighted === true }));
}

/** Whether nothing but a BatchNorm that trains takes a node's output. */
function isCentred(id: string, { nodes }: Inference, sources: ReadonlyMap<string, readonly string[]>): boolean {
  const takers = [...sources].filter(([, from]) => from.includes(id));
  const [taker] = takers;
  const next = taker && nodes.get(taker[0]);
  if (!next || takers.length > 1 || next.node.frozen === true) return false;
  return sized(next)?.kind.kind === 'BatchNorm';
}

/** Joins chains that follow one another, and puts each in its best order. */
function joined({ chains, end }: Network): Network {
  const takers = new Map<Source, number>();
  for (const source of [...chains.flatMap(({ from }) => from), end]) takers.set(source, (takers.get(source) ?? 0) + 1);
  const into = new Map<Chain, Chain>();
  const found = (source: Source): Source => (source === 'images' ? source : (into.get(source) ?? source));
  const kept: Chain[] = [];
  for (const chain of chains) {
    const [only] = chain.from;
    const before = only !== undefined && only !== 'images' && chain.from.length === 1 ? found(only) : 'images';
    if (only !== undefined && before !== 'images' && takers.get(only) === 1) {
      before.items = [...before.items, ...chain.items];
      into.set(chain, before);
    } else {
      const own = { from: chain.from.map(found), items: chain.items };
      kept.push(own);
      into.set(chain, own);
    }
  }
  for (const chain of kept) chain.items = inBestOrder(chain.items);
  return { chains: kept, end: found(end) };
}

/** Puts each maximum before the rising stages before it, where the result is the same and there are fewer values after it. */
function inBestOrder(items: readonly Item[]): readonly Item[] {
  const ordered: Item[] = [];
  for (const item of items) {
    let place = ordered.length;
    if (item.stage.nature === 'maximum') while (ordered[place - 1]?.stage.nature === 'rising') place--;
    ordered.splice(place, 0, item);
  }
  return ordered;
}

/** A value between two stages that is the same for an image whenever it comes: what frozen layers give. */
export interface Fixed {
  /** By which it is found again in another plan of the same network. */
  readonly key: string;
  readonly value: Value;
}

/**
 * Where what never changes ends: for each chain, how many of its first stages always give the same for an image, and whether
 * what they give is what something that changes is computed from.
 */
function fixedPart({ chains, end }: Network): ReadonlyMap<Chain, { readonly items: number; readonly needed: boolean }> {
  const lengths = new Map<Chain, number>();
  const isFixed = (source: Source) => source === 'images' || lengths.get(source) === source.items.length;
  for (const chain of chains) {
    const first = chain.items.findIndex(({ learns, stage }) => learns || stage.random === true);
    lengths.set(chain, chain.from.every(isFixed) ? (first < 0 ? chain.items.length : first) : 0);
  }
  const needed = new Set<Source>([end]);
  for (const chain of chains) if ((lengths.get(chain) ?? 0) === 0) for (const source of chain.from) needed.add(source);
  return new Map(
    chains.map((chain) => {
      const items = lengths.get(chain) ?? 0;
      return [chain, { items, needed: items > 0 && (items < chain.items.length || needed.has(chain)) }];
    }),
  );
}

/** Whether a network has frozen layers that are worth to be computed once: such as have weights. */
export function hasFixed(network: Network): boolean {
  return [...fixedPart(network)].some(([{ items }, part]) => items.slice(0, part.items).some(({ stage }) => stage.weighted));
}

/** Writes what never changes, and gives what the rest is computed from. */
export function forwardFixed(b: Builder, network: Network, images: Value): readonly Fixed[] {
  const outs = new Map<Source, Value>([['images', images]]);
  const found: Fixed[] = [];
  const parts = fixedPart(network);
  for (const [index, chain] of network.chains.entries()) {
    const { items, needed } = parts.get(chain) ?? { items: 0, needed: false };
    if (items === 0) continue;
    let ins = chain.from.map((source) => outOf(outs, source));
    for (const { stage, node } of chain.items.slice(0, items)) {
      b.place = node;
      ins = [stage.forward(b, ins, false).out];
    }
    const [value] = ins;
    if (!value) throw new Error('a chain of nothing');
    outs.set(chain, value);
    if (needed) found.push({ key: String(index), value });
  }
  return found;
}

/** How a network's output was computed, and the way back. */
export interface Run {
  readonly out: Value;
  /** Writes the gradients by all weights that learn, from that by the output. */
  backward(gradient: Value): void;
}

/** Writes a network's way forward, from the images, or from what of it never changes. */
export function forward(b: Builder, network: Network, images: Value, fixed?: readonly Fixed[]): Run {
  const { chains, end } = network;
  const outs = new Map<Source, Value>([['images', images]]);
  const passes = new Map<Chain, readonly (Pass & { readonly item: Item })[]>();
  const learning = new Set<Source>();
  const parts = fixed && fixedPart(network);
  for (const [index, chain] of chains.entries()) {
    const known = fixed?.find(({ key }) => key === String(index))?.value;
    const start = parts?.get(chain)?.items ?? 0;
    // What nothing needs that changes is not there.
    if (start > 0 && !known) continue;
    let ins = known ? [known] : chain.from.map((source) => outOf(outs, source));
    let learns = chain.from.some((source) => learning.has(source));
    const run: (Pass & { readonly item: Item })[] = [];
    for (const item of chain.items.slice(start)) {
      b.place = item.node;
      const pass = item.stage.forward(b, ins, learns);
      run.push({ ...pass, item });
      ins = [pass.out];
      learns ||= item.learns;
    }
    const [out] = ins;
    if (!out) throw new Error('a chain of nothing');
    outs.set(chain, out);
    passes.set(chain, run);
    if (learns) learning.add(chain);
  }
  return {
    out: outOf(outs, end),
    backward(gradient) {
      const gradients = new Map<Source, Value[]>([[end, [gradient]]]);
      for (const chain of [...chains].reverse()) {
        const given = gradients.get(chain);
        if (!given || !learning.has(chain)) continue;
        b.place = `${chain.items.at(-1)?.node}, back`;
        const whole = sum(b, given);
        const wanted = chain.from.map((source) => learning.has(source));
        const found = chainBackward(b, passes.get(chain) ?? [], whole, wanted);
        for (const [index, source] of chain.from.entries()) {
          const one = found[index];
          if (one && wanted[index]) gradients.set(source, [...(gradients.get(source) ?? []), one]);
        }
      }
    },
  };
}

function chainBackward(
  b: Builder,
  passes: readonly (Pass & { readonly item: Item })[],
  gradient: Value,
  wanted: readonly boolean[],
): readonly (Value | undefined)[] {
  let current: readonly (Value | undefined)[] = [gradient];
  for (let index = passes.length - 1; index >= 0; index--) {
    const [given] = current;
    const pass = passes[index];
    if (!given || !pass) return [];
    b.place = `${pass.item.node}, back`;
    const earlier = passes.slice(0, index).some(({ item }) => item.learns);
    current = pass.backward(given, index === 0 ? wanted : [earlier || wanted.some(Boolean)]);
  }
  return current;
}

function sum(b: Builder, values: readonly Value[]): Value {
  const [first] = values;
  if (!first) throw new Error('no gradients');
  return values.length === 1 ? first : b.op('AddN', [...FLOATS, int('N', values.length)], values, first.shape);
}

function outOf(outs: ReadonlyMap<Source, Value>, source: Source): Value {
  const found = outs.get(source);
  if (!found) throw new Error('chains are out of order');
  return found;
}
