import { KINDS } from '../../layers/index';
import { type Params, ShapeError } from '../../layers/support/kind';
import { isImage, type Shape, sameShape, sameTriple, toTriple, volume } from '../../layers/support/shape';
import { expected, layerSize, type NodeInference, sameSizes } from '../infer';
import type { ParsedLayer } from '../parse-params';
import { downstream, upstream } from '../wiring';
import type { Budget } from './budget';
import { type Candidate, candidatesOf } from './candidates';
import type { Context, Goal } from './context';
import type { Fix } from './fix';
import { insertBefore, setParam } from './proposals';

/** The maximum number of changes of one parameter that are kept, so that other parameters are proposed as well. */
const MOST_OF_PARAM = 40;

/** A change that reaches the goal by the sizes between the two nodes, with the keys of its rank. */
interface Found {
  readonly fix: Fix;
  readonly hops: number;
  /** True if it changes an axis without need. */
  readonly wasteful: boolean;
  readonly zero: boolean;
  readonly distance: number;
}

/**
 * Searches changes of one parameter, or the insertion of one layer before the node, that make a node's size acceptable. The parameters
 * of the cause come first, then those of the nodes around it, nearest first; for one node, changes to 0 before others, and small changes
 * before large ones. The search knows no kind of layer: it tries values and infers sizes. It ends with the budget.
 */
export function search(context: Context, goal: Goal, budget: Budget): readonly Fix[] {
  const found: Found[] = insertions(context, goal).map((fix) => ({ fix, hops: 0.5, wasteful: false, zero: false, distance: 0 }));
  const cause = causeOf(context, goal);
  for (const [id, hops] of around(context, goal.node, cause)) {
    if (budget.left === 0) break;
    const start = context.assumed.get(id);
    if (!start) continue;
    const consequences = new Consequences(context, goal, id, budget);
    const fitting = candidatesOf(start.layer, goal.hints).filter(({ params }) => budget.left > 0 && consequences.good(params));
    const alone = new Set(fitting.filter(({ axes }) => axes < 2).map(({ param, value }) => `${param} ${value}`));
    const ofNode = fitting.map((candidate) => {
      const { param, value, zero, distance } = candidate;
      const wasteful = halves(start.layer, candidate).some((half) => alone.has(`${param} ${half}`));
      return { fix: setParam(context.graph, id, param, value, goal.node), param, hops, wasteful, zero, distance };
    });
    const kept = new Map<string, number>();
    for (const { param, ...one } of ofNode.sort(byOrder)) {
      const before = kept.get(param) ?? 0;
      if (before < MOST_OF_PARAM) found.push(one);
      kept.set(param, before + 1);
    }
  }
  return found.sort(byOrder).map(({ fix }) => fix);
}

/** The effect of a change of one node on the sizes downstream. */
class Consequences {
  private readonly behind: readonly string[];
  /** Results by output size: most changes of a node give one of a few sizes. */
  private readonly known = new Map<string, boolean>();

  constructor(
    private readonly context: Context,
    private readonly goal: Goal,
    private readonly changed: string,
    private readonly budget: Budget,
  ) {
    const { wiring } = context.inference;
    const reached = downstream(wiring, changed);
    this.behind = wiring.order.filter((id) => id !== changed && reached.has(id));
    budget.spend(reached.size);
  }

  /** True if other parameters of the node reach the goal, and no valid size becomes invalid. */
  good(params: Params): boolean {
    const start = this.context.assumed.get(this.changed);
    if (!start) return false;
    this.budget.spend(1);
    const out = sizeWith({ ...start, layer: { ...start.layer, params } }, start.ins);
    const key = out?.join('×') ?? '';
    const good = this.known.get(key) ?? (this.suits(this.changed, out) && this.follow(out));
    this.known.set(key, good);
    return good;
  }

  private follow(first: Shape | undefined): boolean {
    const { assumed, inference } = this.context;
    const handedOn = new Map([[this.changed, expected(assumed.get(this.changed), first)]]);
    // A change that does not reach the goal's node does not fix it.
    let arrived = this.changed === this.goal.node;
    for (const id of this.behind) {
      const inferred = assumed.get(id);
      const edges = inference.wiring.inputs.get(id) ?? [];
      const before = edges.map(({ from }) => outOf(assumed.get(from)));
      const ins = edges.map(({ from }, port) => (handedOn.has(from) ? handedOn.get(from) : before[port]));
      this.budget.spend(1);
      if (!inferred || sameSizes(ins, before)) continue;
      const out = sizeWith(inferred, ins);
      const unknown = ins.some((size) => size === undefined);
      if (!unknown && !this.suits(id, out)) return false;
      arrived ||= id === this.goal.node;
      handedOn.set(id, expected(inferred, out));
    }
    return arrived;
  }

  /** True if a node may have this size: the goal must be reached, and a node that was valid or unknown must be valid. */
  private suits(id: string, out: Shape | undefined): boolean {
    if (id === this.goal.node) return this.goal.accepts(out);
    const before = this.context.assumed.get(id);
    const wasWrong = before?.refusal !== undefined || (before?.out !== undefined && !this.isRight(id, before.out));
    return wasWrong || this.isRight(id, out);
  }

  private isRight(id: string, out: Shape | undefined): boolean {
    const { assumed, output, target } = this.context;
    const expect = assumed.get(id)?.node.expect;
    if (!out || (expect && !sameTriple(toTriple(out), expect))) return false;
    return id !== output || target === undefined || sameShape(out, target);
  }
}

function byOrder(a: Found, b: Found): number {
  return a.hops - b.hops || Number(a.wasteful) - Number(b.wasteful) || Number(b.zero) - Number(a.zero) || a.distance - b.distance;
}

/** The two single-axis changes that a change of both axes consists of. */
function halves({ params }: ParsedLayer, { param, value }: Candidate): readonly string[] {
  const old = params?.[param];
  if (!Array.isArray(value) || !Array.isArray(old)) return [];
  return [`${value[0]},${old[1]}`, `${old[0]},${value[1]}`].filter((half) => half !== String(value));
}

/**
 * The nodes whose parameters affect a node's size, with their distance. The walk ends at nodes with an expected size, which is taken as
 * given.
 */
function searched({ assumed, inference }: Context, target: string): ReadonlyMap<string, number> {
  const hops = new Map([[target, 0]]);
  // Iterating over a map includes the entries added meanwhile.
  for (const [id, distance] of hops)
    for (const { from } of inference.wiring.inputs.get(id) ?? [])
      if (!hops.has(from) && !assumed.get(from)?.node.expect) hops.set(from, distance + 1);
  return hops;
}

/** The same nodes with their distance from the cause, nearest first. */
function around(context: Context, target: string, cause: string): ReadonlyMap<string, number> {
  const relevant = searched(context, target);
  if (cause === target) return relevant;
  const { inputs, outputs } = context.inference.wiring;
  const hops = new Map([[cause, 0]]);
  for (const [id, distance] of hops) {
    const neighbours = [...(inputs.get(id) ?? []).map(({ from }) => from), ...(outputs.get(id) ?? []).map(({ to }) => to)];
    for (const next of neighbours) if (relevant.has(next) && !hops.has(next)) hops.set(next, distance + 1);
  }
  return hops;
}

/**
 * The layer that caused a wrong size: walks upstream from a node with a wrong height, width or channels, while the input is wrong in the
 * same way and the layer passes it through. The node itself if there is no such layer.
 */
function causeOf({ assumed, inference }: Context, { node, wanted }: Goal): string {
  const out = outOf(assumed.get(node));
  if (!out || !wanted || wanted.length !== out.length) return node;
  const wrong = [...out.keys()].filter((axis) => out[axis] !== wanted[axis]);
  const seen = new Set<string>();
  for (let id = node; ; ) {
    seen.add(id);
    const inferred = assumed.get(id);
    const source = (inference.wiring.inputs.get(id) ?? []).find(({ from }) => {
      const before = assumed.get(from);
      const size = outOf(before);
      const same = size?.length === out.length && wrong.every((axis) => size[axis] === out[axis]);
      return same && !seen.has(from) && !before?.node.expect;
    });
    if (!inferred || !source || !handsOn(inferred, wrong)) return id;
    id = source.from;
  }
}

/** True if a layer's output changes along these axes with its inputs; a layer that sets them itself is a cause. */
function handsOn(inferred: NodeInference, axes: readonly number[]): boolean {
  const larger = inferred.ins.map((size): Shape | undefined => {
    if (!size) return undefined;
    return isImage(size) ? [size[0] + 1, size[1] + 1, size[2] + 1] : [size[0] + 1];
  });
  const out = sizeWith(inferred, larger);
  return out !== undefined && axes.every((axis) => out[axis] !== inferred.out?.[axis]);
}

/** The size that a node passes on: its expected size, if it has one. */
function outOf(inferred: NodeInference | undefined): Shape | undefined {
  return expected(inferred, inferred?.out);
}

function sizeWith({ node, layer }: NodeInference, ins: readonly (Shape | undefined)[]): Shape | undefined {
  const { kind, params } = layer;
  const known = ins.filter((size) => size !== undefined);
  if (!kind || !params || known.length < ins.length || known.length < kind.inputs.min) return undefined;
  if (node.bypassed && kind.inputs.max > 0) return known[0];
  const out = layerSize(kind, params, known.slice(0, kind.inputs.max));
  return out instanceof ShapeError ? undefined : out;
}

/** Layers that reshape a tensor, tried before a node that gets the wrong shape. */
function insertions(context: Context, { node, accepts }: Goal): readonly Fix[] {
  const { graph, assumed } = context;
  const inferred = assumed.get(node);
  const ins = inferred?.ins ?? [];
  const [first] = ins;
  if (!inferred || first === undefined || ins.length !== 1) return [];
  const wanted: Shape | undefined = isImage(first) ? [volume(first)] : imageBefore(context, node, volume(first));
  if (!wanted || !accepts(sizeWith(inferred, [wanted]))) return [];
  return KINDS.flatMap(({ kind, layout }) => {
    const params = layout?.(first, wanted);
    return params ? [insertBefore(graph, node, kind, params)] : [];
  });
}

/** The nearest upstream image with as many values as the vector that a node gets. */
function imageBefore({ assumed, inference }: Context, node: string, values: number): Shape | undefined {
  for (const id of upstream(inference.wiring, node)) {
    const out = outOf(assumed.get(id));
    if (out && isImage(out) && volume(out) === values) return out;
  }
  return undefined;
}
