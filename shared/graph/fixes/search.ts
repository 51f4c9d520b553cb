import type { Params } from '../../layers/support/kind';
import { AXES } from '../../layers/support/shape';
import type { Budget } from './budget';
import { type Candidate, candidatesOf, withDivisors } from './candidates';
import { isPair, type Plan } from './change';
import { alongWay, pairs, repeated } from './combinations';
import type { Context, Goal } from './context';
import { COSTS, costOfChange, costOfLeftOver, costOfPlace } from './cost';
import type { Fix, Priced } from './fix';
import { Propagation } from './propagation';
import { setParams } from './proposals';
import { regionOf } from './region';
import { isSoundChange } from './soundness';
import { structural } from './structure';

/** The maximum number of layers, nearest to the one at fault, of which every parameter is tried. */
const MOST_LAYERS = 48;

/** The number of cheap fixes after which no combinations are looked for. */
const ENOUGH = 4;

/** The maximum number of changes of one parameter of a layer that are kept, so that others are proposed as well. */
const MOST_OF_PARAM = 2;

/**
 * Searches the changes that make a node's size acceptable, the cheapest first: of one parameter of any layer before it, of several
 * parameters or layers together, and of the layers themselves. It knows no kind of layer: it tries values and infers sizes. A change
 * that reaches the size and ruins the layer is none. The search ends with the budget.
 */
export function search(context: Context, goal: Goal, budget: Budget): readonly Priced[] {
  const region = regionOf(context, goal);
  const propagation = new Propagation(context, goal, budget);
  const hints = withDivisors(goal.hints);
  const whole = budget.left;
  const found: Priced[] = [...structural(context, goal, region, propagation)];
  const add = (plans: readonly Plan[]) => {
    for (const { changes, cost } of plans) {
      const { leftOver } = propagation.effectOf(changes);
      found.push({ fix: setParams(context.graph, changes, goal.node), cost: cost + costOfLeftOver(leftOver) });
    }
  };
  const combining = { context, goal, hints: goal.hints, region, propagation, budget };
  add(repeated(combining));
  for (const [node, hops] of [...region].slice(0, MOST_LAYERS)) {
    if (budget.left < whole / 3) break;
    add(singles(context, node, hops, hints, propagation));
  }
  // No combination is cheaper than these.
  if (found.filter(({ cost }) => cost < COSTS.combination).length >= ENOUGH) return cheapest(found);
  add(pairs(combining));
  add(alongWay(combining));
  return cheapest(found);
}

/** The changes of one parameter that reach a goal and ruin their layer, the cheapest first. They are named, and never offered. */
export function ruinous(context: Context, goal: Goal, budget: Budget): readonly Priced[] {
  const propagation = new Propagation(context, goal, budget);
  const hints = withDivisors(goal.hints);
  const plans = [...regionOf(context, goal)].slice(0, MOST_LAYERS).flatMap(([node, hops]) => {
    const isRuin: typeof isSoundChange = (before, after) => !isSoundChange(before, after);
    return budget.left === 0 ? [] : singles(context, node, hops, hints, propagation, isRuin);
  });
  return cheapest(plans.map(({ changes, cost }) => ({ fix: setParams(context.graph, changes, goal.node), cost })));
}

/** The changes of one parameter of a node that reach the goal, a few of each parameter. */
function singles(
  context: Context,
  node: string,
  hops: number,
  hints: readonly number[],
  propagation: Propagation,
  isAllowed = isSoundChange,
): readonly Plan[] {
  const inferred = context.assumed.get(node);
  const { layer } = inferred ?? {};
  if (!inferred || !layer?.kind || !layer.params) return [];
  const { kind } = layer.kind;
  const before = layer.params;
  const good = candidatesOf(layer, hints).filter(
    ({ set, params }) => propagation.effectOfOne({ node, kind, set, params }).good && isAllowed(before, params),
  );
  const numbers = new Set(
    good.flatMap(({ set }) => Object.entries(set).flatMap(([name, value]) => (isPair(value) ? [name] : []))),
  );
  const alone = new Set(good.map(({ set }) => JSON.stringify(set)));
  const counts = new Map<string, number>();
  return good
    .filter(({ set }) => !Object.entries(set).some(([name, value]) => typeof value === 'string' && numbers.has(name)))
    .map((candidate): Plan => {
      const needless = halves(before, candidate).some((half) => alone.has(half)) ? COSTS.needless : 0;
      const cost = costOfChange(inferred, candidate) + needless + costOfPlace(hops);
      return { changes: [{ node, kind, ...candidate }], cost };
    })
    .sort((a, b) => a.cost - b.cost)
    .filter(({ changes: [change] }) => {
      const name = Object.keys(change?.set ?? {}).join();
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count <= MOST_OF_PARAM;
    });
}

/** The two changes of a single axis that a change of both axes consists of. */
function halves(before: Params, { set }: Candidate): readonly string[] {
  const [[name, value] = ['', undefined]] = Object.entries(set);
  const old = before[name];
  if (!isPair(value) || !isPair(old) || AXES.some((axis) => value[axis] === old[axis])) return [];
  return [JSON.stringify({ [name]: [value[0], old[1]] }), JSON.stringify({ [name]: [old[0], value[1]] })];
}

/** The cheapest first; of fixes with the same edits, one. */
function cheapest(found: readonly Priced[]): readonly Priced[] {
  const seen = new Set<string>();
  return [...found]
    .sort((a, b) => a.cost - b.cost)
    .filter(({ fix }) => {
      const key = keyOf(fix);
      return !seen.has(key) && seen.add(key);
    });
}

const keyOf = ({ edits }: Fix): string => JSON.stringify(edits);
