import { KINDS } from '../../layers/index';
import { isImage, type Shape, volume } from '../../layers/support/shape';
import type { NewLayer } from '../edits/append';
import { type NodeInference, sized } from '../infer';
import { upstream } from '../wiring';
import type { Context, Goal } from './context';
import { COSTS, costOfPlace } from './cost';
import type { Priced } from './fix';
import { outOf, type Propagation, sizeWith } from './propagation';
import { insertBefore, insertOn, removeNode } from './proposals';
import { branchesOf } from './region';

/** Fixes that add a layer or leave one out. They know no kind of layer: each kind says what it can make of a size. */
export function structural(
  context: Context,
  goal: Goal,
  region: ReadonlyMap<string, number>,
  propagation: Propagation,
): readonly Priced[] {
  return [
    ...reshaped(context, goal),
    ...unmixed(context, goal),
    ...projected(context, goal),
    ...leftOut(context, goal, region, propagation),
  ];
}

/** Layers that turn a size into another one, the same values or fewer, with their parameters. */
export function layersFor(from: Shape, to: Shape): readonly NewLayer[] {
  return KINDS.flatMap(({ kind, layout }) => {
    const params = layout?.(from, to);
    return params ? [{ kind, params }] : [];
  });
}

/** The vectors that an image can become: all of its values, or one for each channel. */
export const vectorsOf = (image: Shape): readonly Shape[] => {
  const channels = image[2] ?? 1;
  return volume(image) === channels ? [[channels]] : [[volume(image)], [channels]];
};

/** The cost of a vector of the channels alone is more: it drops where things are. */
const costOfVector = (from: Shape, to: Shape): number => (volume(from) === volume(to) ? COSTS.reshape : COSTS.mean);

/** Layers that reshape a tensor, before a node that gets an image in place of a vector, or the reverse. */
function reshaped(context: Context, { node, accepts }: Goal): readonly Priced[] {
  const { graph, assumed } = context;
  const inferred = assumed.get(node);
  const [first] = inferred?.ins ?? [];
  if (!inferred || first === undefined || inferred.ins.length !== 1) return [];
  const image = isImage(first) ? undefined : imageBefore(context, node, volume(first));
  const wanted: readonly Shape[] = isImage(first) ? vectorsOf(first) : image ? [image] : [];
  return wanted
    .filter((size) => accepts(sizeWith(inferred, [size])))
    .flatMap((size) =>
      layersFor(first, size).map(({ kind, params }) => ({
        fix: insertBefore(graph, node, kind, params),
        cost: costOfVector(first, size),
      })),
    );
}

/** The nearest upstream image with as many values as the vector that a node gets. */
function imageBefore({ assumed, inference }: Context, node: string, values: number): Shape | undefined {
  for (const id of upstream(inference.wiring, node)) {
    const out = outOf(assumed.get(id));
    if (out && isImage(out) && volume(out) === values) return out;
  }
  return undefined;
}

/** The inputs of a merge with their wires; empty if a size is unknown. */
function portsOf({ assumed, inference }: Context, node: string) {
  const edges = inference.wiring.inputs.get(node) ?? [];
  const ins = (assumed.get(node)?.ins ?? []).flatMap((size) => (size ? [size] : []));
  return edges.length === ins.length && edges.length > 1
    ? ins.flatMap((size, port) => edges.slice(port, port + 1).map((edge) => ({ size, port, edge })))
    : [];
}

const replaced = (inferred: NodeInference, port: number, size: Shape): readonly (Shape | undefined)[] =>
  inferred.ins.map((own, other) => (other === port ? size : own));

/** Layers that make a vector of the images that a merge gets beside vectors. */
function unmixed(context: Context, { node, accepts }: Goal): readonly Priced[] {
  const inferred = context.assumed.get(node);
  const ports = portsOf(context, node);
  if (!inferred || !ports.some(({ size }) => !isImage(size))) return [];
  return ports.flatMap(({ size, port, edge }) =>
    !isImage(size)
      ? []
      : vectorsOf(size)
          .filter((vector) => accepts(sizeWith(inferred, replaced(inferred, port, vector))))
          .flatMap((vector) =>
            layersFor(size, vector).map(({ kind, params }) => ({
              fix: insertOn(edge, kind, params),
              cost: costOfVector(size, vector),
            })),
          ),
  );
}

/** A layer on one input of a merge that gives it the size of the others: first on the way that has no weights of its own, a shortcut. */
function projected(context: Context, { node, accepts }: Goal): readonly Priced[] {
  const inferred = context.assumed.get(node);
  const ports = portsOf(context, node);
  const branches = branchesOf(context, node);
  if (!inferred) return [];
  return ports.flatMap(({ size, port, edge }) => {
    const other = ports.find((one) => one.port !== port)?.size;
    if (!isImage(size) || !other || !isImage(other)) return [];
    const [height, width] = other;
    const wanted = [[height, width, size[2]] as const, other].find((to) =>
      accepts(sizeWith(inferred, replaced(inferred, port, to))),
    );
    if (!wanted) return [];
    const learns = (branches[port] ?? []).some((id) => hasWeights(context.assumed.get(id)));
    const cost = learns ? COSTS.projectMain : COSTS.projectShortcut;
    return KINDS.flatMap(({ kind, params, resize, weights }) => {
      const given = resize?.(size, wanted);
      if (!given) return [];
      const learned = weights(params.parse(given), [size]).length > 0;
      return [{ fix: insertOn(edge, kind, given), cost: learned ? cost : Math.max(cost, COSTS.adapt) }];
    });
  });
}

function hasWeights(inferred: NodeInference | undefined): boolean {
  const layer = inferred && sized(inferred);
  return layer !== undefined && layer.kind.weights(layer.params, layer.ins).length > 0;
}

/** The cost of leaving out a layer, given the parameter for which it is refused. */
function costOfLeavingOut(wrong: string | undefined): number {
  if (wrong === undefined) return COSTS.leaveOut;
  return wrong === 'kernel' ? COSTS.nothingLeft : COSTS.leaveOutWrong;
}

/** Layers without weights that can be left out: a pooling to which nothing is left, or one too many. */
function leftOut(
  { assumed, inference }: Context,
  goal: Goal,
  region: ReadonlyMap<string, number>,
  propagation: Propagation,
): readonly Priced[] {
  const before = inference.wiring.inputs.get(goal.node) ?? [];
  return [...region].flatMap(([id, hops]) => {
    const inferred = assumed.get(id);
    const { kind, params } = inferred?.layer ?? {};
    const [input] = inferred?.ins ?? [];
    if (!inferred || !kind || !params || !input || kind.inputs.max !== 1 || inferred.node.bypassed) return [];
    if (kind.weights(params, [input]).length > 0 || !propagation.effectOf([], id).good) return [];
    const undoes = kind.layout !== undefined && before.length === 1 && before[0]?.from === id;
    const own = undoes ? COSTS.undo : costOfLeavingOut(inferred.refusal?.param);
    return [{ fix: removeNode(id), cost: own + costOfPlace(hops) }];
  });
}
