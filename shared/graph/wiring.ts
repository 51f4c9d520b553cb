import { type Edge, type Graph, nodeOf } from './document';

/** The wiring of a graph, by node ids. */
export interface Wiring {
  /** The topological order; nodes on a cycle, or after one, come last. */
  readonly order: readonly string[];
  /** The edges into each node, by port, without dangling and clashing ones. */
  readonly inputs: ReadonlyMap<string, readonly Edge[]>;
  /** The edges out of each node, without dangling ones. */
  readonly outputs: ReadonlyMap<string, readonly Edge[]>;
  /** Nodes on a cycle or after one, which have no size. */
  readonly cyclic: ReadonlySet<string>;
  /** Edges from or to a missing node. */
  readonly dangling: readonly Edge[];
  /** Edges into a port that an earlier edge takes. */
  readonly clashing: readonly Edge[];
}

interface Known {
  readonly ids: readonly string[];
  readonly wiring: Wiring;
}

/** By the list of edges, which is the same object after changes of parameters or positions. */
const known = new WeakMap<readonly Edge[], Known>();

/** The wiring of a graph, memoised by its edges and node ids. */
export function wiringOf(graph: Graph): Wiring {
  const ids = Object.keys(graph.nodes);
  const last = known.get(graph.edges);
  if (last && last.ids.length === ids.length && last.ids.every((id, index) => id === ids[index])) return last.wiring;
  const wiring = wire(graph, ids);
  known.set(graph.edges, { ids, wiring });
  return wiring;
}

function wire(graph: Graph, ids: readonly string[]): Wiring {
  const inputs = new Map<string, Edge[]>(ids.map((id) => [id, []]));
  const outputs = new Map<string, Edge[]>(ids.map((id) => [id, []]));
  const dangling: Edge[] = [];
  const clashing: Edge[] = [];
  for (const edge of graph.edges) {
    const [into, out] = [inputs.get(edge.to), outputs.get(edge.from)];
    if (!into || !out) dangling.push(edge);
    else if (into.some((other) => other.toPort === edge.toPort)) clashing.push(edge);
    else {
      into.push(edge);
      out.push(edge);
    }
  }
  for (const edges of inputs.values()) edges.sort((a, b) => a.toPort - b.toPort);
  const order = sort(ids, inputs, outputs);
  const sorted = new Set(order);
  const cyclic = new Set(ids.filter((id) => !sorted.has(id)));
  return { order: [...order, ...cyclic], inputs, outputs, cyclic, dangling, clashing };
}

/** Kahn's algorithm; ties are broken by the order in the document. */
function sort(
  ids: readonly string[],
  inputs: ReadonlyMap<string, readonly Edge[]>,
  outputs: ReadonlyMap<string, readonly Edge[]>,
): readonly string[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const missing = new Map(ids.map((id) => [id, inputs.get(id)?.length ?? 0]));
  const order: string[] = [];
  // The indices of the nodes that can come next, in descending order, so that the first is popped from the end.
  const ready = ids.flatMap((id, place) => (missing.get(id) === 0 ? [place] : [])).reverse();
  for (let place = ready.pop(); place !== undefined; place = ready.pop()) {
    const id = ids[place];
    if (id === undefined) continue;
    order.push(id);
    for (const { to } of outputs.get(id) ?? []) {
      const left = (missing.get(to) ?? 0) - 1;
      missing.set(to, left);
      if (left === 0) insertDescending(ready, places.get(to) ?? 0);
    }
  }
  return order;
}

function insertDescending(places: number[], place: number): void {
  let index = places.length;
  while (index > 0 && (places[index - 1] ?? 0) < place) index--;
  places.splice(index, 0, place);
}

/** By wiring. */
const places = new WeakMap<Wiring, ReadonlyMap<string, number>>();

/** The place of each node in the topological order, memoised by the wiring. */
export function placesOf(wiring: Wiring): ReadonlyMap<string, number> {
  const found = places.get(wiring) ?? new Map(wiring.order.map((id, place) => [id, place]));
  places.set(wiring, found);
  return found;
}

/** Every node that a change of `start` can reach, itself included. */
export function downstream(wiring: Wiring, start: string): ReadonlySet<string> {
  return reach(start, (id) => (wiring.outputs.get(id) ?? []).map((edge) => edge.to));
}

/** Every node that `end` depends on, itself included. */
export function upstream(wiring: Wiring, end: string): ReadonlySet<string> {
  return reach(end, (id) => (wiring.inputs.get(id) ?? []).map((edge) => edge.from));
}

/**
 * The number of nodes that each node depends on, itself included. For nodes on a cycle, or after one, not all are counted. It works on all
 * nodes at once, with bit sets: one by one would take time and memory quadratic in their number.
 */
export function countUpstream({ order, inputs }: Wiring, ids: readonly string[]): ReadonlyMap<string, number> {
  const words = Math.ceil(order.length / 32);
  const places = new Map(order.map((id, place) => [id, place]));
  const bits = new Uint32Array(order.length * words);
  for (const [place, id] of order.entries()) {
    const row = place * words;
    for (const { from } of inputs.get(id) ?? []) {
      const other = (places.get(from) ?? 0) * words;
      for (let word = 0; word < words; word++) bits[row + word] = (bits[row + word] ?? 0) | (bits[other + word] ?? 0);
    }
    const own = row + (place >> 5);
    bits[own] = (bits[own] ?? 0) | (1 << (place & 31));
  }
  const count = (id: string) => {
    const row = (places.get(id) ?? 0) * words;
    let sum = 0;
    for (let word = row; word < row + words; word++) for (let left = bits[word] ?? 0; left !== 0; left &= left - 1) sum++;
    return sum;
  };
  return new Map(ids.map((id) => [id, count(id)]));
}

/** The nodes reached from one, nearest first. */
function reach(start: string, next: (id: string) => readonly string[]): ReadonlySet<string> {
  const found = new Set([start]);
  // Iterating over a set includes the entries added meanwhile.
  for (const id of found) for (const neighbour of next(id)) found.add(neighbour);
  return found;
}

/** The nodes without a successor: the graph's output, if there is exactly one. */
export function sinks(graph: Graph): readonly string[] {
  const { order, outputs } = wiringOf(graph);
  return order.filter((id) => nodeOf(graph, id) && (outputs.get(id)?.length ?? 0) === 0);
}
