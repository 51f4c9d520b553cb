import { type Stage, stage } from '../../plan/stage';
import { ANYTHING, type Interval } from '../support/interval';
import type { Params, Stock, Tf, TfLayer } from '../support/kind';
import { choice, PARAMS } from '../support/params';
import type { Activation } from './activation';
import { ACTIVATIONS, type ActivationName, activationOf } from './index';

/** The `activation` parameter of other layers: `None` or a name. The activation's own parameters have their defaults. */
export const optionalActivation = () =>
  choice(PARAMS.activation, ['None', ...ACTIVATIONS.map(({ name }) => name)], 'None', 'activation');

export type OptionalActivation = ActivationName | 'None';

interface Used {
  readonly activation: Activation;
  readonly p: Params;
}

/** Every activation with the default of its parameters. */
const withDefaults: ReadonlyMap<string, Used> = new Map(
  ACTIVATIONS.map((activation) => [activation.name, { activation, p: activation.params.parse({}) }]),
);

/** The activation with its parameters; `undefined` for `None`. */
const used = (name: OptionalActivation): Used | undefined => withDefaults.get(name);

/** The stage of an activation in the native engine. */
export function activationStage(name: ActivationName, p: Params): Stage {
  const { kernel, monotonic } = activationOf(name);
  return stage((b, x) => kernel(b, x, p), monotonic ? 'monotonic' : undefined);
}

/** The stages of an optional activation: none or one. */
export function activationStages(name: OptionalActivation): readonly Stage[] {
  return name === 'None' ? [] : [activationStage(name, used(name)?.p ?? {})];
}

/** The range of an optional activation for inputs in an interval. */
export function activationRange(name: OptionalActivation, input: Interval = ANYTHING): Interval {
  const found = used(name);
  return found ? found.activation.range(found.p, input) : input;
}

/** The tfjs layers of an optional activation: none or one. */
export function activationLayers(tf: Tf, name: OptionalActivation, layer: string): TfLayer[] {
  const found = used(name);
  return found ? [found.activation.build(tf, found.p, layer)] : [];
}

/** True if tfjs has the optional activation; otherwise the reason. */
export function activationStock(name: OptionalActivation): Stock {
  const found = used(name);
  return found?.activation.stock?.(found.p) ?? true;
}

/** The PyTorch expression of an optional activation of `x`. */
export function activationPytorch(name: OptionalActivation, x: string): string {
  const found = used(name);
  return found ? found.activation.source.pytorch(x, found.p) : x;
}

/** The Keras expression of an optional activation of `x`. */
export function activationKeras(name: OptionalActivation, x: string): string {
  const found = used(name);
  return found ? found.activation.source.keras(x, found.p) : x;
}

/** The activation as part of a node's summary; empty for `None`. */
export function activationSummary(name: OptionalActivation): readonly string[] {
  return name === 'None' ? [] : [name];
}
