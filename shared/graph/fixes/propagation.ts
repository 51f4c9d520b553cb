import { ShapeError } from '../../layers/support/kind';
import { type Shape, sameShape, sameTriple, toTriple } from '../../layers/support/shape';
import { expected, isBypassed, layerSize, type NodeInference, sameSizes } from '../infer';
import { placesOf } from '../wiring';
import type { Budget } from './budget';
import type { Change } from './change';
import type { Context, Goal } from './context';

/** The effect of a change on the sizes after it. */
export interface Effect {
  /** True if the goal's node gets an acceptable size, and no valid size becomes invalid. */
  readonly good: boolean;
  /** The number of nodes that had no size before, and have a wrong one now. */
  readonly leftOver: number;
}

const BAD: Effect = { good: false, leftOver: 0 };

/** The way downstream so far. */
interface Progress {
  /** True if the goal's node was passed, with an acceptable size. */
  readonly arrived: boolean;
  readonly leftOver: number;
}

/** A place from which on everything depends on the size of one node: the key is the node and its size. */
type Mark = Progress & { readonly key: string };

/** The result from a mark on; `undefined` if a valid size becomes invalid. */
type Rest = Progress | undefined;

/**
 * Infers the sizes after changes of layers, only where they differ. Where everything after a node depends on its size alone, the result
 * is kept by that size: most changes of a chain give one of a few. Once the budget has ended, no change has a good effect.
 */
export class Propagation {
  private readonly places: ReadonlyMap<string, number>;
  private readonly known = new Map<string, { readonly rest: Rest }>();

  constructor(
    private readonly context: Context,
    private readonly goal: Goal,
    private readonly budget: Budget,
  ) {
    this.places = placesOf(context.inference.wiring);
  }

  /** The effect of one change. It is a look-up where another change has given the layer the same size. */
  effectOfOne(change: Change): Effect {
    const inferred = this.context.assumed.get(change.node);
    if (!inferred || this.budget.left === 0) return BAD;
    const out = sizeWith({ node: inferred.node, layer: { ...inferred.layer, params: change.params } }, inferred.ins);
    const found = change.node === this.goal.node ? undefined : this.known.get(keyOf(change.node, expected(inferred, out)));
    this.budget.spend(1);
    if (!found) return this.effectOf([change]);
    return found.rest ? { good: found.rest.arrived, leftOver: found.rest.leftOver } : BAD;
  }

  /** The effect of changes that are made together, and of leaving out one layer. */
  effectOf(changes: readonly Change[], without?: string): Effect {
    if (this.budget.left === 0) return BAD;
    const params = new Map(changes.map((change) => [change.node, change.params]));
    const pending = new Set([...params.keys(), ...(without === undefined ? [] : [without])]);
    const sizes = new Map<string, Shape | undefined>();
    const marks: Mark[] = [];
    let [arrived, leftOver, ahead] = [false, 0, pending.size];
    for (let id = this.next(pending); id !== undefined; id = this.next(pending)) {
      pending.delete(id);
      const inferred = this.context.assumed.get(id);
      if (!inferred) continue;
      const own = params.get(id);
      if (own !== undefined || id === without) ahead--;
      const ins = this.insOf(id, inferred, sizes);
      this.budget.spend(1);
      const changed = own ? { ...inferred, layer: { ...inferred.layer, params: own } } : inferred;
      const out = id === without ? ins[0] : sizeWith(changed, ins);
      if (!this.suits(id, inferred, out)) return this.end(marks, undefined);
      arrived ||= id === this.goal.node;
      if (this.wasUnknown(id, inferred) && !this.isRight(id, inferred, out)) leftOver++;
      const passed = expected(inferred, out);
      if (sameSizes([passed], [outOf(inferred)])) continue;
      sizes.set(id, passed);
      if (pending.size === 0 && ahead === 0) {
        const key = keyOf(id, passed);
        const found = this.known.get(key);
        if (found) return this.end(marks, found.rest && plus({ arrived, leftOver }, found.rest));
        marks.push({ key, arrived, leftOver });
      }
      for (const { to } of this.context.inference.wiring.outputs.get(id) ?? []) pending.add(to);
    }
    return this.end(marks, { arrived, leftOver });
  }

  /** Keeps the result from each mark on. */
  private end(marks: readonly Mark[], whole: Rest): Effect {
    for (const { key, arrived, leftOver } of marks)
      this.known.set(key, {
        rest: whole && { arrived: whole.arrived && !arrived, leftOver: whole.leftOver - leftOver },
      });
    return whole ? { good: whole.arrived, leftOver: whole.leftOver } : BAD;
  }

  /** The first of some nodes in topological order. There are few: the ends of what has changed so far. */
  private next(pending: ReadonlySet<string>): string | undefined {
    let [first, place]: [string | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
    for (const id of pending) {
      const own = this.places.get(id) ?? 0;
      if (own < place) [first, place] = [id, own];
    }
    return first;
  }

  private insOf(
    id: string,
    { ins }: NodeInference,
    sizes: ReadonlyMap<string, Shape | undefined>,
  ): readonly (Shape | undefined)[] {
    const edges = this.context.inference.wiring.inputs.get(id) ?? [];
    return edges.map(({ from }, port) => (sizes.has(from) ? sizes.get(from) : ins[port]));
  }

  /** True if a node may have this size: the goal must be reached, and a node that was valid must stay valid. */
  private suits(id: string, before: NodeInference, out: Shape | undefined): boolean {
    if (id === this.goal.node) return this.goal.accepts(out);
    return !this.isRight(id, before, before.out) || this.isRight(id, before, out);
  }

  /** True if a node has no size because its inputs have none, or because it is the one to be mended. */
  private wasUnknown(id: string, { out, refusal }: NodeInference): boolean {
    return out === undefined && (refusal === undefined || id === this.goal.node);
  }

  private isRight(id: string, { node }: NodeInference, out: Shape | undefined): boolean {
    const { output, target } = this.context;
    if (!out || (node.expect && !sameTriple(toTriple(out), node.expect))) return false;
    return id !== output || target === undefined || sameShape(out, target);
  }
}

const keyOf = (id: string, size: Shape | undefined): string => `${id} ${size === undefined ? '' : size.join()}`;

function plus(a: Progress, b: Progress): Progress {
  return { arrived: a.arrived || b.arrived, leftOver: a.leftOver + b.leftOver };
}

/** The size that a node passes on: its expected size, if it has one. */
export function outOf(inferred: NodeInference | undefined): Shape | undefined {
  return expected(inferred, inferred?.out);
}

/** The output size of a node for other inputs; `undefined` if they do not fit. */
export function sizeWith(
  { node, layer }: Pick<NodeInference, 'node' | 'layer'>,
  ins: readonly (Shape | undefined)[],
): Shape | undefined {
  const { kind, params } = layer;
  if (!kind || !params) return undefined;
  const known = ins.slice(0, kind.inputs.max).filter((size) => size !== undefined);
  if (known.length < Math.min(ins.length, kind.inputs.max) || known.length < kind.inputs.min) return undefined;
  if (isBypassed(node, kind)) return known[0];
  const out = layerSize(kind, params, known);
  return out instanceof ShapeError ? undefined : out;
}
