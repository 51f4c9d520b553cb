import { ACTIVATIONS, type ActivationName } from '../../layers/activations/index';
import { type Interval, within } from '../../layers/support/interval';
import type { LayerKind } from '../../layers/support/kind';
import { fieldsOf } from '../../layers/support/params';
import type { PixelScale } from '../../training/config';
import { nodeOf } from '../document';
import type { Context } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { removeNode, setParam } from '../fixes/proposals';
import type { ParsedLayer } from '../parse-params';
import { rangesOf } from '../ranges';

/** The activation function of a layer. */
export interface LayerActivation {
  /** The parameter that names it. */
  readonly param: string;
  readonly name: ActivationName;
  /** True if the layer also works without it, false if the layer is only an activation. */
  readonly optional: boolean;
}

/** The activation of a graph that bounds its output, with its node. */
export interface LastActivation extends LayerActivation {
  readonly node: string;
}

interface ActivationParam {
  readonly param: string;
  readonly optional: boolean;
}
const known = new WeakMap<LayerKind, ActivationParam | null>();

function findParam(kind: LayerKind): ActivationParam | null {
  for (const [param, field] of fieldsOf(kind.params))
    if (field.type === 'choice' && field.role === 'activation') return { param, optional: field.choices.includes('None') };
  return null;
}

/** The activation parameter of a kind, memoised, since rules ask for it at every node. */
function paramOf(kind: LayerKind): ActivationParam | null {
  const last = known.get(kind);
  const found = last === undefined ? findParam(kind) : last;
  known.set(kind, found);
  return found;
}

/** The parameter that names the activation of a kind of layer; `undefined` for kinds without one. */
export function activationParam(kind: LayerKind): string | undefined {
  return paramOf(kind)?.param;
}

/** True if a kind is only an activation. */
export function isActivation(kind: LayerKind): boolean {
  return paramOf(kind)?.optional === false;
}

/** The activation of a layer; `undefined` if it has none. */
export function activationIn({ kind, params }: ParsedLayer): LayerActivation | undefined {
  const found = kind && paramOf(kind);
  const value = found ? params?.[found.param] : undefined;
  const activation = value === undefined || value === 'None' ? undefined : ACTIVATIONS.find(({ name }) => name === value);
  return found && activation ? { ...found, name: activation.name } : undefined;
}

/** The last activation that determines the output's range: only pooling, Dropout, Flatten and the like follow it. */
export function lastActivation({ graph, assumed, inference, output }: Context): LastActivation | undefined {
  for (let id = output; id !== undefined; ) {
    const found = assumed.get(id);
    const { kind, params } = found?.layer ?? {};
    const bypassed = found?.node.bypassed === true;
    if (found && kind && params && !bypassed && activationParam(kind) !== undefined) {
      const own = activationIn(found.layer);
      return own && { ...own, node: id };
    }
    const into = inference.wiring.inputs.get(id) ?? [];
    // A layer that maps any interval to itself preserves the bounds.
    const passes = bypassed || (kind && params && into.length === 1 && within(kind.range(params, [[2, 3]]), [2, 3]));
    id = passes && nodeOf(graph, into[0]?.from ?? '') ? into[0]?.from : undefined;
  }
  return undefined;
}

/** Fixes that remove an activation, or replace it. */
export function lift(
  { graph, output }: Context,
  { node, param, optional }: LastActivation,
  others: readonly string[] = [],
): readonly Fix[] {
  const without = optional ? setParam(graph, node, param, 'None', output) : removeNode(node);
  return [without, ...others.map((name) => setParam(graph, node, param, name, output))];
}

/** The range of the graph's output. */
export function outputRangeOf(context: Context, scale: PixelScale = context.training.training.pixelScale): Interval | undefined {
  return context.output === undefined ? undefined : rangesOf(context.inference, scale).get(context.output);
}
