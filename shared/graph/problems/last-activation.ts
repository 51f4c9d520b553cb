import { type Interval, within } from '../../layers/support/interval';
import type { PixelScale } from '../../training/config';
import { nodeOf } from '../document';
import { removeNode, setParam } from '../fixes/proposals';
import { rangesOf } from '../ranges';
import type { Context, Fix } from './problem';

/** The parameter that holds a layer's activation function, in the kinds that have one. */
export const ACTIVATION_PARAMS = ['activation', 'function'] as const;

/** Where a graph's values get their last bounds, and by which function. */
export interface LastActivation {
  readonly node: string;
  readonly param: (typeof ACTIVATION_PARAMS)[number];
  readonly name: string;
}

/** The activation whose values reach the output unchanged but for their place: through pooling, Dropout, Flatten and the like. */
export function lastActivation({ graph, assumed, inference, output }: Context): LastActivation | undefined {
  for (let id = output; id !== undefined; ) {
    const found = assumed.get(id);
    const bypassed = found?.node.bypassed === true;
    const params = bypassed ? undefined : found?.layer.params;
    for (const param of ACTIVATION_PARAMS) {
      const name = params?.[param];
      if (typeof name === 'string' && name !== 'None') return { node: id, param, name };
      if (name === 'None') return undefined;
    }
    const into = inference.wiring.inputs.get(id) ?? [];
    const kind = found?.layer.kind;
    // A layer that maps any interval to itself hands the bounds on.
    const passes = bypassed || (kind && params && into.length === 1 && within(kind.range(params, [[2, 3]]), [2, 3]));
    id = passes && nodeOf(graph, into[0]?.from ?? '') ? into[0]?.from : undefined;
  }
  return undefined;
}

/** Ways to lift an activation: none at all, or another one in its place. */
export function lift(
  { graph, output }: Context,
  { node, param }: LastActivation,
  others: readonly string[] = [],
): readonly Fix[] {
  const without = param === 'activation' ? setParam(graph, node, param, 'None', output) : removeNode(node);
  return [without, ...others.map((name) => setParam(graph, node, param, name, output))];
}

/** The values that the graph's output can take. */
export function outputRangeOf(context: Context, scale: PixelScale = context.training.training.pixelScale): Interval | undefined {
  return context.output === undefined ? undefined : rangesOf(context.inference, scale).get(context.output);
}
