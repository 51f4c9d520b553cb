import type { Builder, Value } from './builder';
import { FLOATS, int } from './ops';
import type { Pass, Stage } from './stage';

/** A stage with the node that it is part of. */
export interface Item {
  readonly stage: Stage;
  readonly node: string;
  /** True if it has weights that are trained. */
  readonly learns: boolean;
}

/** Stages that run one after another, without branches in between. */
export interface Chain {
  readonly from: readonly Source[];
  readonly items: readonly Item[];
}
/** The source of values: the end of a chain, or the images of the batch. */
export type Source = Chain | 'images';

/** A graph as chains of stages. */
export interface Network {
  /** In topological order. */
  readonly chains: readonly Chain[];
  readonly end: Source;
}

/** Merges chains that follow one another, and reorders the stages of each to compute as little as possible. */
export function joined({ chains, end }: Network): Network {
  const takers = new Map<Source, number>();
  for (const source of [...chains.flatMap(({ from }) => from), end]) takers.set(source, (takers.get(source) ?? 0) + 1);
  const into = new Map<Chain, Growing>();
  const found = (source: Source): Source => (source === 'images' ? source : (into.get(source) ?? source));
  const kept: Growing[] = [];
  for (const chain of chains) {
    const [only] = chain.from;
    const before = only !== undefined && only !== 'images' && chain.from.length === 1 ? into.get(only) : undefined;
    if (only !== undefined && before && takers.get(only) === 1) {
      before.items = [...before.items, ...chain.items];
      into.set(chain, before);
    } else {
      const own: Growing = { from: chain.from.map(found), items: chain.items };
      kept.push(own);
      into.set(chain, own);
    }
  }
  for (const chain of kept) chain.items = inBestOrder(chain.items);
  return { chains: kept, end: found(end) };
}

/** A chain under construction. */
interface Growing extends Chain {
  items: readonly Item[];
}

/** Moves each maximum before the monotonic stages that precede it: the result is the same, computed on fewer values. */
function inBestOrder(items: readonly Item[]): readonly Item[] {
  const ordered: Item[] = [];
  for (const item of items) {
    let place = ordered.length;
    if (item.stage.nature === 'maximum') while (ordered[place - 1]?.stage.nature === 'monotonic') place--;
    ordered.splice(place, 0, item);
  }
  return ordered;
}

/** An output of frozen layers that trainable layers read: constant for an image, so it can be cached. */
export interface FrozenOutput {
  /** Identifies it in every plan of the same network. */
  readonly key: string;
  readonly value: Value;
}

/**
 * The frozen part of each chain: the number of leading stages whose output is constant for an image, and true if a trainable part reads
 * that output.
 */
function frozenPart({ chains, end }: Network): ReadonlyMap<Chain, { readonly items: number; readonly needed: boolean }> {
  const lengths = new Map<Chain, number>();
  const isFrozen = (source: Source) => source === 'images' || lengths.get(source) === source.items.length;
  for (const chain of chains) {
    const first = chain.items.findIndex(({ learns, stage }) => learns || stage.random === true);
    lengths.set(chain, chain.from.every(isFrozen) ? (first < 0 ? chain.items.length : first) : 0);
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

/** True if a network has frozen layers with weights, which are worth computing once. */
export function hasFrozen(network: Network): boolean {
  return [...frozenPart(network)].some(([{ items }, part]) => items.slice(0, part.items).some(({ stage }) => stage.weighted));
}

/** Writes the frozen layers, and returns the outputs that the rest is computed from. */
export function forwardFrozen(b: Builder, network: Network, images: Value): readonly FrozenOutput[] {
  const outs = new Map<Source, Value>([['images', images]]);
  const found: FrozenOutput[] = [];
  const parts = frozenPart(network);
  for (const [index, chain] of network.chains.entries()) {
    const { items, needed } = parts.get(chain) ?? { items: 0, needed: false };
    if (items === 0) continue;
    let ins = chain.from.map((source) => outOf(outs, source));
    for (const { stage, node } of chain.items.slice(0, items)) {
      b.place = node;
      ins = [stage.forward(b, ins, false).out];
    }
    const [value] = ins;
    if (!value) throw new Error('a chain without stages');
    outs.set(chain, value);
    if (needed) found.push({ key: String(index), value });
  }
  return found;
}

/** The forward pass of a network, and its backward pass. */
export interface Run {
  readonly out: Value;
  /** Writes the gradients of all weights that learn, given the gradient of the output. */
  backward(gradient: Value): void;
}

/** Writes the forward pass of a network, from the images or from the outputs of its frozen layers. */
export function forward(b: Builder, network: Network, images: Value, frozen?: readonly FrozenOutput[]): Run {
  const { chains, end } = network;
  const outs = new Map<Source, Value>([['images', images]]);
  const passes = new Map<Chain, readonly (Pass & { readonly item: Item })[]>();
  const learning = new Set<Source>();
  const parts = frozen && frozenPart(network);
  for (const [index, chain] of chains.entries()) {
    const known = frozen?.find(({ key }) => key === String(index))?.value;
    const start = parts?.get(chain)?.items ?? 0;
    // Skip chains whose output feeds only frozen layers; the cache supplies it.
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
    if (!out) throw new Error('a chain without stages');
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
