import { type Shape, sameTriple, toTriple } from '../../layers/support/shape';
import type { NodeInference } from '../infer';
import type { Budget } from './budget';
import { steps } from './candidates';
import type { Change, Plan } from './change';
import type { Context, Goal } from './context';
import { costOfChange, costOfPlace, costOfTogether } from './cost';
import { type Propagation, sizeWith } from './propagation';
import { branchesOf, trunkTo } from './region';
import { isSoundChange } from './soundness';
import { halfReach, spreads, windowOn } from './window';

/** The search for changes that reach a goal only together. */
export interface Combining {
  readonly context: Context;
  readonly goal: Goal;
  readonly hints: readonly number[];
  /** The nodes that affect the goal, with their distance from the one at fault, nearest first. */
  readonly region: ReadonlyMap<string, number>;
  readonly propagation: Propagation;
  readonly budget: Budget;
}

/** The bounds of each search: the layers that it changes, and the states that it keeps at a layer. */
const MOST_LAYERS = { pairs: 16, repeated: 256, way: 24 } as const;
const MOST_STEPS = 8;
const MOST_STATES = 48;
const MOST_ALIKE = 2;
const MOST_CHANGES = 4;
const DEAREST_STEP = 4.6;
const DEAREST_WAY = 9;

function changesOf(node: string, { layer }: NodeInference, hints: readonly number[]): readonly Change[] {
  const kind = layer.kind?.kind ?? '';
  return steps(layer, hints).map(({ set, params }) => ({ node, kind, set, params }));
}

const isSound = ({ context }: Combining, { node, params }: Change): boolean =>
  isSoundChange(context.assumed.get(node)?.layer.params, params);

function costIn({ context }: Combining, change: Change): number {
  const inferred = context.assumed.get(change.node);
  return inferred ? costOfChange(inferred, change) : 0;
}

/** True if changes reach the goal together, and would not without one of them. */
function isMinimal({ propagation }: Combining, changes: readonly Change[]): boolean {
  return (
    propagation.effectOf(changes).good &&
    !changes.some((one) => propagation.effectOf(changes.filter((other) => other !== one)).good)
  );
}

/** The plan of changes that are made together. */
function planOf(combining: Combining, changes: readonly Change[]): Plan {
  const nearest = Math.min(...changes.map(({ node }) => combining.region.get(node) ?? 0));
  const costs = changes.map((change) => costIn(combining, change));
  return { changes, cost: costOfTogether(changes, costs) + costOfPlace(nearest) };
}

/** Changes of two parameters of one layer, such as kernel and padding. */
export function pairs(combining: Combining): readonly Plan[] {
  const { context, region, hints, propagation, budget } = combining;
  return [...region.keys()].slice(0, MOST_LAYERS.pairs).flatMap((node): Plan[] => {
    const inferred = context.assumed.get(node);
    if (!inferred || budget.left === 0) return [];
    const useful = changesOf(node, inferred, hints).filter((change) => !propagation.effectOfOne(change).good);
    return useful.flatMap((first, index) =>
      useful.slice(index + 1).flatMap((second): Plan[] => {
        if (sharesName(first, second) || budget.left === 0) return [];
        const both = { ...first, set: { ...first.set, ...second.set }, params: { ...first.params, ...second.set } };
        if (!propagation.effectOfOne(both).good || !isSound(combining, both)) return [];
        return [planOf(combining, [both])];
      }),
    );
  });
}

const sharesName = (a: Change, b: Change): boolean => Object.keys(a.set).some((name) => Object.hasOwn(b.set, name));

/**
 * The same change of several layers: padding 1 in every convolution of a block, output padding in each mirrored layer. Tried are all
 * layers that can take it, those of one branch alone, and the nearest of them.
 */
export function repeated(combining: Combining): readonly Plan[] {
  const { context, goal, region, budget } = combining;
  const groups = new Map<string, Change[]>();
  const nodes = context.inference.wiring.order.filter((id) => region.has(id)).slice(-MOST_LAYERS.repeated);
  for (const node of nodes) {
    const inferred = context.assumed.get(node);
    if (!inferred?.out && node !== goal.node && !inferred?.refusal) continue;
    for (const change of inferred ? changesOf(node, inferred, []) : [])
      for (const key of keysOf(change, inferred?.layer.params ?? {})) groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const branches = branchesOf(context, goal.node).map((branch) => new Set(branch));
  return [...groups.values()].flatMap((all) => {
    const ofBranch = branches.map((branch) => all.filter(({ node }) => branch.has(node)));
    return selections(combining, [all, ...(branches.length > 1 ? ofBranch : [])]).flatMap((changes): Plan[] =>
      budget.left > 0 && isMinimal(combining, changes) && changes.every((change) => isSound(combining, change))
        ? [planOf(combining, changes)]
        : [],
    );
  });
}

/** The most layers nearest to the one at fault that are tried together, besides all. */
const MOST_NEAREST = 6;

/** Each list as a whole, and those of it that are nearest to the layer at fault: at least two changes, without repeats. */
function selections({ region }: Combining, lists: readonly (readonly Change[])[]): readonly (readonly Change[])[] {
  const found = new Map<string, readonly Change[]>();
  const hops = ({ node }: Change) => region.get(node) ?? 0;
  for (const list of lists) {
    const nearest = [...list].sort((a, b) => hops(a) - hops(b)).slice(0, MOST_NEAREST);
    for (const some of [
      list,
      ...nearest.map((_, count) => list.filter((one) => nearest.indexOf(one) >= 0 && nearest.indexOf(one) <= count)),
    ])
      if (some.length > 1) found.set(some.map(({ node }) => node).join(' '), some);
  }
  return [...found.values()];
}

/** The names under which a change repeats others: its old and new value, and, for padding, that it keeps the size. */
function keysOf({ kind, set, params }: Change, before: Change['params']): readonly string[] {
  const [name = ''] = Object.keys(set);
  const window = windowOn(params, 0);
  const keeps =
    name === 'padding' &&
    !spreads(params) &&
    window !== undefined &&
    window.reach % 2 === 1 &&
    String(set[name]) === String(halfReach(params));
  return [`${kind} ${name} ${String(before[name])} ${String(set[name])}`, ...(keeps ? [`${kind} keeps`] : [])];
}

/** The cheapest changes so far that give a size at a layer of the way. */
interface State {
  readonly size: Shape;
  readonly changes: readonly Change[];
  readonly costs: readonly number[];
  readonly cost: number;
}

/** Different changes of several layers along the way to the goal: the cheapest, found layer by layer with the sizes that they give. */
export function alongWay(combining: Combining): readonly Plan[] {
  const { context, goal } = combining;
  const branches = branchesOf(context, goal.node);
  const ways =
    branches.length < 2
      ? [trunkTo(context, goal.node)]
      : branches.flatMap((branch) => {
          const last = branch.at(-1);
          return last === undefined ? [] : [[...trunkTo(context, last, new Set(branch)), goal.node]];
        });
  return ways
    .flatMap((way) => endsOf(combining, way))
    .filter(({ changes }) => changes.length > 1 && isMinimal(combining, changes))
    .map(({ changes }) => planOf(combining, changes));
}

function endsOf(combining: Combining, way: readonly string[]): readonly State[] {
  const { context, goal, region, hints, budget } = combining;
  const near = new Set([...region.keys()].filter((id) => way.includes(id)).slice(0, MOST_LAYERS.way));
  let states: readonly State[] | undefined;
  for (const [index, node] of way.entries()) {
    const inferred = context.assumed.get(node);
    if (!inferred) return [];
    const from = index === 0 ? undefined : way[index - 1];
    const port = (context.inference.wiring.inputs.get(node) ?? []).findIndex((edge) => edge.from === from);
    const options = near.has(node) ? cheapest(combining, changesOf(node, inferred, hints)) : [];
    const next: State[] = [];
    for (const state of states ?? [{ size: [0], changes: [], costs: [], cost: 0 }])
      for (const option of [undefined, ...options]) {
        if (budget.left === 0) return [];
        if (option && state.changes.length === MOST_CHANGES) continue;
        budget.spend(1);
        const ins = states && port >= 0 ? inferred.ins.map((size, other) => (other === port ? state.size : size)) : inferred.ins;
        const size = sizeWith(
          option ? { ...inferred, layer: { ...inferred.layer, params: option.change.params } } : inferred,
          ins,
        );
        const { expect } = inferred.node;
        if (!size || (node !== goal.node && expect && !sameTriple(toTriple(size), expect))) continue;
        next.push(option ? extended(state, size, option) : { ...state, size });
      }
    states = kept(next);
  }
  return (states ?? []).filter(({ size }) => goal.accepts(size));
}

interface Option {
  readonly change: Change;
  readonly cost: number;
}

function cheapest(combining: Combining, changes: readonly Change[]): readonly Option[] {
  return changes
    .filter((change) => isSound(combining, change))
    .map((change) => ({ change, cost: costIn(combining, change) }))
    .filter(({ cost }) => cost <= DEAREST_STEP)
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_STEPS);
}

function extended(state: State, size: Shape, { change, cost }: Option): State {
  const [changes, costs] = [
    [...state.changes, change],
    [...state.costs, cost],
  ];
  return { size, changes, costs, cost: costOfTogether(changes, costs) };
}

/** The cheapest states, a few of each size. */
function kept(states: readonly State[]): readonly State[] {
  const counts = new Map<string, number>();
  const alike = states
    .filter(({ cost }) => cost <= DEAREST_WAY)
    .sort((a, b) => a.cost - b.cost)
    .filter(({ size }) => {
      const key = size.join('×');
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return count <= MOST_ALIKE;
    });
  return alike.slice(0, MOST_STATES);
}
