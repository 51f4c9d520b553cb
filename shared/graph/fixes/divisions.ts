import { AXES, type Axis, type ImageShape, isImage, type Pair, type Shape, sameShape } from '../../layers/support/shape';
import { type Inference, infer, type NodeInference } from '../infer';
import { upstream } from '../wiring';
import type { Budget } from './budget';
import type { Context, Goal } from './context';
import { sizeWith } from './propagation';
import { windowOn } from './window';

/** A layer whose stride does not divide its input: it drops rows or columns. */
export interface Division {
  readonly node: string;
  /** The sizes on an axis where it drops some. */
  readonly from: number;
  readonly to: number;
  /** The stride there. */
  readonly by: number;
}

/** The layers on the way to a node that drop rows or columns, in topological order. */
export function unevenDivisions({ assumed, inference }: Context, end: string): readonly Division[] {
  const way = upstream(inference.wiring, end);
  return [...assumed].flatMap(([node, inferred]) => (way.has(node) ? (divisionOf(node, inferred) ?? []) : []));
}

function divisionOf(node: string, inferred: NodeInference): Division | undefined {
  const { layer, ins, out } = inferred;
  const [input] = ins;
  if (!layer.params || !out || !isImage(out) || !input || !isImage(input)) return undefined;
  for (const axis of AXES) {
    const by = windowOn(layer.params, axis)?.stride ?? 1;
    if (by > 1 && input[axis] > 1 && sameShape(out, sizeWith(inferred, [shorter(input, axis)]) ?? [0]))
      return { node, from: input[axis], to: out[axis], by };
  }
  return undefined;
}

const shorter = ([height, width, channels]: ImageShape, axis: Axis): ImageShape =>
  axis === 0 ? [height - 1, width, channels] : [height, width - 1, channels];

/** Input sizes that all strides on the way to a node divide, where the present one does not. */
export interface Multiples {
  readonly inputs: readonly string[];
  readonly size: Pair;
  /** The number of which height and width have to be multiples. */
  readonly of: number;
  /** The nearest sizes with which the goal is reached, the smaller one first. */
  readonly sizes: readonly Pair[];
}

/** The numbers of which height and width may have to be multiples. */
const MULTIPLES = [2, 3, 4, 8, 9, 16, 32, 64];

/**
 * The nearest Input sizes with which a goal is reached, if uneven divisions are the reason why it is not. `undefined` if there are none, or
 * the work exceeds the budget.
 */
export function multiplesFor(
  context: Context,
  goal: Goal,
  divisions: readonly Division[],
  budget: Budget,
): Multiples | undefined {
  const inputs = [...context.assumed].flatMap(([node, { layer, out }]) =>
    layer.kind?.inputs.max === 0 && out && isImage(out) ? [{ node, out }] : [],
  );
  const [first] = inputs;
  if (!first || divisions.length === 0 || inputs.some(({ out }) => !sameShape(out, first.out))) return undefined;
  const [height, width] = first.out;
  const nodes = inputs.map(({ node }) => node);
  const isOther = ([tall, wide]: Pair) => Math.min(tall, wide) > 0 && (tall !== height || wide !== width);
  const found = MULTIPLES.map((of): Multiples => {
    const near = [Math.floor, Math.ceil].map((round): Pair => [round(height / of) * of, round(width / of) * of]);
    return {
      inputs: nodes,
      size: [height, width],
      of,
      sizes: near.filter((size) => isOther(size) && worksWith(context, goal, nodes, size, budget)),
    };
  });
  return found.find(({ sizes }) => sizes.length === 2) ?? found.find(({ sizes }) => sizes.length === 1);
}

/** True if the goal's node has an acceptable size for Inputs of this height and width, without uneven divisions on the way. */
function worksWith(
  { graph, inference, output, target }: Context,
  goal: Goal,
  inputs: readonly string[],
  [height, width]: Pair,
  budget: Budget,
): boolean {
  if (!budget.take(inference.nodes.size)) return false;
  const nodes = Object.fromEntries(
    Object.entries(graph.nodes).map(([id, node]) =>
      inputs.includes(id) ? [id, { ...node, params: { ...node.params, height, width } }] : [id, node],
    ),
  );
  const after = infer({ ...graph, nodes }, inference);
  const out = after.nodes.get(goal.node)?.out;
  const wanted: Shape | undefined = goal.node === output && target && isImage(target) ? [height, width, target[2]] : undefined;
  const reached = wanted ? out !== undefined && sameShape(out, wanted) : goal.accepts(out);
  return reached && isEven(after, goal.node);
}

function isEven({ wiring, nodes }: Inference, end: string): boolean {
  const way = upstream(wiring, end);
  return [...nodes].every(([id, inferred]) => !way.has(id) || divisionOf(id, inferred) === undefined);
}
