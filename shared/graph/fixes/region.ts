import { isImage, type Shape } from '../../layers/support/shape';
import type { NodeInference } from '../infer';
import { placesOf, upstream } from '../wiring';
import type { Context, Goal } from './context';
import { outOf, sizeWith } from './propagation';

/**
 * The nodes whose parameters affect the goal's size, with their distance from the one at fault, nearest first. The walk ends at nodes
 * with an expected size, which is taken as given.
 */
export function regionOf(context: Context, goal: Goal): ReadonlyMap<string, number> {
  const relevant = searched(context, goal.node);
  const cause = causeOf(context, goal);
  if (cause === goal.node) return relevant;
  const { inputs, outputs } = context.inference.wiring;
  const hops = new Map([[cause, 0]]);
  for (const [id, distance] of hops) {
    const neighbours = [...(inputs.get(id) ?? []).map(({ from }) => from), ...(outputs.get(id) ?? []).map(({ to }) => to)];
    for (const next of neighbours) if (relevant.has(next) && !hops.has(next)) hops.set(next, distance + 1);
  }
  return hops;
}

function searched({ assumed, inference }: Context, target: string): ReadonlyMap<string, number> {
  const hops = new Map([[target, 0]]);
  // Iterating over a map includes the entries added meanwhile.
  for (const [id, distance] of hops)
    for (const { from } of inference.wiring.inputs.get(id) ?? [])
      if (!hops.has(from) && !assumed.get(from)?.node.expect) hops.set(from, distance + 1);
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

/** The nodes upstream of each input of a node that no other of its inputs depends on, in topological order; for one input, all of them. */
export function branchesOf({ inference, assumed }: Context, node: string): readonly (readonly string[])[] {
  const { inputs } = inference.wiring;
  const places = placesOf(inference.wiring);
  const sets = (inputs.get(node) ?? []).map(({ from }) => upstream(inference.wiring, from));
  return sets.map((own, index) => {
    const alone = [...own].filter((id) => !sets.some((other, port) => port !== index && other.has(id)));
    const free = alone.filter((id) => !assumed.get(id)?.node.expect);
    return free.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  });
}

/**
 * The main way to a node, from its start or from an expected size: of several inputs, the one that comes last in topological order.
 * `within` are the nodes that it may go through.
 */
export function trunkTo({ inference, assumed }: Context, end: string, within?: ReadonlySet<string>): readonly string[] {
  const places = placesOf(inference.wiring);
  const way: string[] = [];
  for (let id: string | undefined = end; id !== undefined; ) {
    way.push(id);
    const before: readonly string[] = (inference.wiring.inputs.get(id) ?? []).map(({ from }) => from);
    const allowed = before.filter((from) => !assumed.get(from)?.node.expect && !(within && !within.has(from)));
    id = allowed.reduce<string | undefined>(
      (last, from) => (last === undefined || (places.get(from) ?? 0) > (places.get(last) ?? 0) ? from : last),
      undefined,
    );
    if (id !== undefined && way.length > places.size) break;
  }
  return way.reverse();
}
