import fc from 'fast-check';
import { KINDS, kindOf } from '../layers/index';
import type { LayerKind, Params } from '../layers/support/kind';
import { type Field, fieldsOf } from '../layers/support/params';
import { channelsOf, formatShape, type Shape, toTriple, volume } from '../layers/support/shape';
import { type Document, type Edge, type Graph, type GraphNode, VERSION } from './document';
import { inferNode } from './infer';

/**
 * Random layers, graphs and documents for tests, as fast-check arbitraries. Sizes are small enough to compute with. Everything is built
 * from lists of small choices: a failing graph shrinks node by node, and each number to the smallest that still fails.
 */

/** A layer with input sizes, which it need not fit. */
export interface RandomLayer {
  readonly kind: LayerKind;
  /** As parsed by the kind. */
  readonly params: Params;
  readonly ins: readonly Shape[];
}

export interface ParamsOptions {
  /** Draw from the whole range of each parameter instead of small values: for tests that compute no tensors. */
  readonly whole?: boolean;
}

export interface GraphOptions {
  /** Set the actual size as `expect` on all nodes of half of the graphs, and on some nodes of the others. */
  readonly expects?: boolean;
  /** The minimum number of nodes; 3 by default. */
  readonly minNodes?: number;
  /** The maximum number of nodes; 20 by default, at least 8. */
  readonly maxNodes?: number;
}

/** Values small enough to compute with, by parameter. */
const SMALL: ReadonlyMap<string, readonly [min: number, max: number]> = new Map([
  ['height', [1, 9]],
  ['width', [1, 9]],
  ['channels', [1, 4]],
  ['filters', [1, 6]],
  ['units', [1, 8]],
  ['kernel', [1, 4]],
  ['stride', [1, 3]],
  ['padding', [0, 3]],
  ['outputPadding', [0, 2]],
  ['dilation', [1, 3]],
  ['groups', [1, 3]],
  ['factor', [1, 3]],
]);

/** The maximum number of values of a tensor for one image. */
const MOST_VALUES = 1_500;

function rangeOf(name: string, { min, max }: { readonly min: number; readonly max: number }, whole: boolean) {
  const [low, high] = whole ? [min, max] : (SMALL.get(name) ?? [min, min + 4]);
  return { min: Math.max(min, low), max: Math.min(max, high) };
}

/** The values of one field; `usual` is its default. */
function valueArbitrary(name: string, field: Field, usual: unknown, whole: boolean): fc.Arbitrary<unknown> {
  switch (field.type) {
    case 'switch':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...field.choices);
    case 'number':
      return fc.integer({ min: 0, max: 20 }).map((step) => numberAt(field, step / 20));
    case 'integer':
      return fc.integer(rangeOf(name, field, whole));
    case 'sides': {
      const side = fc.integer(whole ? field : { min: Math.max(field.min, -1), max: Math.min(field.max, 2) });
      return fc.tuple(fc.tuple(side, side), fc.tuple(side, side));
    }
    case 'axes': {
      const range = rangeOf(name, field, whole);
      return fc.oneof(
        fc.constant(usual),
        ...(field.words ?? []).map((word) => fc.constant(word)),
        fc.integer(range).map((value) => [value, value]),
        fc.tuple(fc.integer(range), fc.integer(range)),
      );
    }
  }
}

/** The number at a fraction of a field's range, with few digits. */
function numberAt({ min, max }: { readonly min: number; readonly max: number }, part: number): number {
  return part === 0 ? min : Number((min + (max - min) * part).toPrecision(4));
}

/** Parameters of a kind, drawn from its fields. */
export function paramsArbitrary(kind: LayerKind, { whole = false }: ParamsOptions = {}): fc.Arbitrary<Params> {
  const defaults: Params = kind.params.parse({});
  const fields = [...fieldsOf(kind.params)].map(([name, field]): [string, fc.Arbitrary<unknown>] => [
    name,
    valueArbitrary(name, field, defaults[name], whole),
  ]);
  return fc.record(Object.fromEntries(fields)).map((params): Params => kind.params.parse(params));
}

/** The size of an image, at most 9×9×4 here, or of a vector. `vectors` and `images` are weights. */
export function shapeArbitrary({ images = 3, vectors = 1 } = {}): fc.Arbitrary<Shape> {
  const side = fc.integer({ min: 1, max: 9 });
  const image = fc.tuple(side, side, fc.integer({ min: 1, max: 4 })).map((size): Shape => size);
  const vector = fc.tuple(fc.integer({ min: 1, max: 24 })).map((size): Shape => size);
  return fc.oneof({ arbitrary: image, weight: images }, { arbitrary: vector, weight: vectors });
}

/**
 * One layer of any kind, or of the given ones, with input sizes. Some fit and some do not; the inputs of merges mostly have something in
 * common, and half of the Reshapes fit their input.
 */
export function layerArbitrary(kinds: readonly LayerKind[] = KINDS, options: ParamsOptions = {}): fc.Arbitrary<RandomLayer> {
  return fc.oneof(
    ...kinds.map((kind) =>
      fc
        .record({
          params: paramsArbitrary(kind, options),
          first: shapeArbitrary(kind.family === 'dense' ? { images: 1, vectors: 2 } : {}),
          others: fc.array(otherArbitrary(), {
            minLength: Math.max(0, kind.inputs.min - 1),
            maxLength: Math.max(0, Math.min(kind.inputs.max, 4) - 1),
          }),
          fitted: fc.boolean(),
        })
        .map(({ params, first, others, fitted }): RandomLayer => {
          const ins = kind.inputs.max === 0 ? [] : [first, ...others.map((other) => other(first))];
          return randomLayer(kind, fitted ? matched(kind, params, first) : params, ins);
        }),
    ),
  );
}

/** A layer that fast-check prints in one line. */
export function randomLayer(kind: LayerKind, params: Params, ins: readonly Shape[]): RandomLayer {
  const text = `${kind.kind} ${JSON.stringify(params)} of ${ins.map(formatShape).join(', ')}`;
  return Object.assign({ kind, params, ins }, { [fc.toStringMethod]: () => text });
}

/** The relation of a merge's further inputs to its first: equal, equal except for the channels, or independent. */
function otherArbitrary(): fc.Arbitrary<(first: Shape) => Shape> {
  const channels = fc.integer({ min: 1, max: 4 });
  return fc.oneof(
    { arbitrary: fc.constant((first: Shape): Shape => first), weight: 4 },
    {
      arbitrary: channels.map(
        (count) =>
          (first: Shape): Shape =>
            first.length === 3 ? [first[0], first[1], count] : [count],
      ),
      weight: 3,
    },
    { arbitrary: shapeArbitrary().map((size) => () => size), weight: 1 },
  );
}

/**
 * Gives a Reshape as many values as its input, and a convolution groups that divide its channels and filters, its numbers choosing among
 * the divisors; other kinds stay unchanged.
 */
function matched(kind: LayerKind, params: Params, input: Shape): Params {
  const { groups, filters } = params;
  if (typeof groups === 'number' && typeof filters === 'number')
    return { ...params, groups: divisorOf(commonDivisor(channelsOf(input), filters), groups) };
  if (kind.kind !== 'Reshape') return params;
  const values = volume(input);
  const height = divisorOf(values, params['height']);
  const width = divisorOf(values / height, params['width']);
  return { height, width, channels: values / height / width };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

function divisorOf(value: number, choice: unknown): number {
  const divisors = Array.from({ length: value }, (_, index) => index + 1).filter((divisor) => value % divisor === 0);
  return divisors[Number(choice) % divisors.length] ?? 1;
}

/** One step of growing a graph: a layer, and numbers that choose its inputs. */
interface Step {
  readonly kind: LayerKind;
  readonly params: Params;
  /** One choice per port among the nodes that fit. */
  readonly from: readonly number[];
  readonly bypassed: boolean;
}

/** The weights of kinds, 2 for all others: half of the kinds do not accept vectors. */
const OFTEN: ReadonlyMap<string, number> = new Map([
  ['Conv2D', 4],
  ['Linear', 4],
  ['Flatten', 1],
  ['Reshape', 1],
]);

function stepArbitrary(): fc.Arbitrary<Step> {
  const from = fc.oneof({ arbitrary: fc.constant(0), weight: 2 }, { arbitrary: fc.nat(19), weight: 1 });
  const layers = KINDS.filter((kind) => kind.inputs.max > 0);
  return fc.oneof(
    ...layers.map((kind) => ({
      arbitrary: fc.record({
        kind: fc.constant(kind),
        params: paramsArbitrary(kind),
        from: fc.array(from, { minLength: kind.inputs.min, maxLength: Math.min(kind.inputs.max, 3) }),
        bypassed: fc.oneof({ arbitrary: fc.constant(false), weight: 9 }, { arbitrary: fc.constant(true), weight: 1 }),
      }),
      weight: OFTEN.get(kind.kind) ?? 2,
    })),
  );
}

/** A graph under construction: its nodes with their sizes, and the wires between them. */
class Growing {
  readonly nodes = new Map<string, { readonly node: GraphNode; readonly out: Shape }>();
  readonly edges: Edge[] = [];
  readonly open = new Set<string>();

  constructor(private readonly mostNodes: number) {}

  /** The nodes, those without a successor first, then the newest first: otherwise most graphs would be many short branches. */
  private candidates(): readonly string[] {
    const newest = [...this.nodes.keys()].reverse();
    return [...newest.filter((id) => this.open.has(id)), ...newest.filter((id) => !this.open.has(id))];
  }

  private sizes(ids: readonly string[]): readonly Shape[] {
    return ids.map((id) => this.nodes.get(id)?.out ?? [0]);
  }

  /** Adds a node if it has a size within a number of values. */
  private add(node: GraphNode, from: readonly string[], most: number): boolean {
    const { out } = inferNode(node, this.sizes(from));
    if (!out || volume(out) > most) return false;
    const id = `${node.kind.toLowerCase()}-${this.nodes.size}`;
    this.nodes.set(id, { node, out });
    for (const [toPort, source] of from.entries()) this.edges.push({ id: `e${this.edges.length}`, from: source, to: id, toPort });
    for (const source of from) this.open.delete(source);
    this.open.add(id);
    return true;
  }

  private make(kind: string, params: Params): GraphNode {
    return { kind, params, position: { x: 240 * this.nodes.size, y: 0 } };
  }

  input(params: Params): void {
    this.add(this.make('Input', params), [], MOST_VALUES);
  }

  /** Takes a step if a node fits each of its ports and there is room to join all ends. */
  take({ kind, params, from, bypassed }: Step): void {
    const sources: string[] = [];
    for (const choice of from) {
      const candidates = this.candidates().filter((id) => this.fits(kind, params, [...sources, id], bypassed));
      const source = candidates[choice % candidates.length];
      if (source === undefined) return;
      sources.push(source);
    }
    const ends = [...this.open].filter((id) => !sources.includes(id)).length + 1;
    const toJoin = ends === 1 ? 0 : ends + 1;
    if (this.nodes.size + 1 + toJoin <= this.mostNodes)
      this.add(this.fitted(kind, params, sources, bypassed), sources, MOST_VALUES);
  }

  private fits(kind: LayerKind, params: Params, from: readonly string[], bypassed: boolean): boolean {
    const sizes = this.sizes(from);
    // A merge is chosen port by port: until there are enough inputs, the first is repeated.
    const enough = [...sizes, ...sizes, ...sizes].slice(0, Math.max(sizes.length, kind.inputs.min));
    return inferNode(this.fitted(kind, params, from, bypassed), enough).out !== undefined;
  }

  private fitted(kind: LayerKind, params: Params, from: readonly string[], bypassed: boolean): GraphNode {
    const [first = [0]] = this.sizes(from);
    return { ...this.make(kind.kind, matched(kind, params, first)), ...(bypassed ? { bypassed } : {}) };
  }

  /** Joins all ends in one, and grows to the minimum number of nodes. */
  close(minNodes: number): void {
    while (this.open.size > 1) {
      const ends = [...this.open].slice(0, 16);
      if (this.add(this.make('Concat', {}), ends, Infinity)) continue;
      for (const id of ends) if (this.nodes.get(id)?.out.length === 3) this.add(this.make('Flatten', {}), [id], Infinity);
    }
    while (this.nodes.size < minNodes) this.add(this.make('Activation', {}), [...this.open], Infinity);
  }
}

/**
 * A valid graph: any DAG of 1–3 Inputs, branches, merges and bypassed nodes, in which every node has a size and exactly one has no
 * successor. It grows by adding the layers of a random list that fit somewhere; then the ends are joined. Bypassed nodes may be merges
 * (whose other inputs are unused) and layers that do not fit. Ids have a dash; nodes and edges are in the order of growth or reversed.
 */
export function graphArbitrary({ expects = false, minNodes = 3, maxNodes = 20 }: GraphOptions = {}): fc.Arbitrary<Graph> {
  const input = kindOf('Input');
  if (!input) throw new Error('no kind Input');
  return fc
    .record({
      inputs: fc.array(paramsArbitrary(input), { minLength: 1, maxLength: 3 }),
      // Branches of different sizes seldom merge.
      alike: fc.boolean(),
      steps: fc.array(stepArbitrary(), { minLength: 1, maxLength: maxNodes * 2, size: 'max' }),
      reversed: fc.boolean(),
      expected: expects
        ? fc.oneof(fc.constant(undefined), fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }))
        : fc.constant([]),
    })
    .map(({ inputs, alike, steps, reversed, expected }) => {
      const growing = new Growing(Math.max(8, maxNodes));
      for (const params of inputs) growing.input(alike ? (inputs[0] ?? params) : params);
      for (const step of steps) growing.take(step);
      growing.close(minNodes);
      const nodes = [...growing.nodes].map(([id, { node, out }], index): [string, GraphNode] => {
        const said = expected === undefined || expected[index % expected.length] === true;
        return [id, said ? { ...node, expect: toTriple(out) } : node];
      });
      const order = <T>(list: readonly T[]) => (reversed ? [...list].reverse() : list);
      return {
        id: 'random',
        name: 'Random',
        nodes: Object.fromEntries(order(nodes)),
        edges: order(growing.edges),
        annotations: [],
        training: {},
      };
    });
}

/** A document with one random graph. */
export function documentArbitrary(options: GraphOptions = {}): fc.Arbitrary<Document> {
  return graphArbitrary(options).map((graph) => ({
    format: 'patchbay',
    version: VERSION,
    name: 'Random',
    notes: '',
    graphs: [graph],
  }));
}

/** Two numbers by which `changeParam` chooses. */
export interface Change {
  readonly which: number;
  readonly value: number;
}

/** A random change of one parameter of any graph. */
export const changeArbitrary: fc.Arbitrary<Change> = fc.record({ which: fc.nat(999), value: fc.nat(99) });

/**
 * The graph with one parameter of one node set to a small value that its kind allows: `which` chooses among the parameters of all nodes,
 * `value` among the values. The graph may become invalid.
 */
export function changeParam(graph: Graph, { which, value }: Change): Graph {
  const all = Object.entries(graph.nodes).flatMap(([id, node]) => {
    const kind = kindOf(node.kind);
    return kind ? [...fieldsOf(kind.params)].map(([name, field]) => ({ id, node, name, field })) : [];
  });
  const chosen = all[which % all.length];
  if (!chosen) return graph;
  const { id, node, name, field } = chosen;
  const params = { ...node.params, [name]: valueAt(name, field, value) };
  return { ...graph, nodes: { ...graph.nodes, [id]: { ...node, params } } };
}

function valueAt(name: string, field: Field, value: number): unknown {
  switch (field.type) {
    case 'switch':
      return value % 2 === 1;
    case 'choice':
      return field.choices[value % field.choices.length];
    case 'number':
      return numberAt(field, (value % 21) / 20);
    case 'sides':
      return [
        [value % 3, Math.floor(value / 3) % 3],
        [Math.floor(value / 9) % 3, Math.floor(value / 27) % 3],
      ];
    case 'integer':
    case 'axes': {
      const { min, max } = rangeOf(name, field, false);
      const count = max - min + 1;
      const [first, second] = [min + (value % count), min + (Math.floor(value / count) % count)];
      return field.type === 'integer' ? first : [first, second];
    }
  }
}
