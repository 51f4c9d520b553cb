import { scaledElu } from '../custom/scaled-elu';
import type { Interval } from './interval';
import { ANYTHING } from './interval';
import type { Tf, TfLayer } from './kind';

/** The activation functions, by PyTorch's names. Softmax is over the channels. */
export const FUNCTIONS = ['ReLU', 'LeakyReLU', 'ELU', 'Sigmoid', 'Tanh', 'Softmax'] as const;
export type ActivationFunction = (typeof FUNCTIONS)[number];

/** What a layer's optional activation may be. */
export const OPTIONAL_FUNCTIONS = ['None', ...FUNCTIONS] as const;
export type OptionalActivation = (typeof OPTIONAL_FUNCTIONS)[number];

/** LeakyReLU's slope below 0 and ELU's scale below 0; the defaults are PyTorch's. */
export interface ActivationOptions {
  readonly slope: number;
  readonly alpha: number;
}
const DEFAULTS: ActivationOptions = { slope: 0.01, alpha: 1 };

interface Definition {
  /** The values that it gives for inputs in an interval. */
  range(input: Interval, options: ActivationOptions): Interval;
  layer(tf: Tf, name: string, options: ActivationOptions): TfLayer;
  pytorch(x: string, options: ActivationOptions): string;
  keras(x: string, options: ActivationOptions): string;
}

/** Every function here but Softmax is monotonic, so that an interval's ends give its image's ends. */
const monotonic =
  (f: (x: number) => number) =>
  ([low, high]: Interval): Interval => [f(low), f(high)];
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const ACTIVATIONS: Readonly<Record<ActivationFunction, Definition>> = {
  ReLU: {
    range: monotonic((x) => Math.max(0, x)),
    layer: (tf, name) => tf.layers.activation({ activation: 'relu', name }),
    pytorch: (x) => `torch.relu(${x})`,
    keras: (x) => `layers.ReLU()(${x})`,
  },
  LeakyReLU: {
    range: (input, { slope }) => monotonic((x) => (x < 0 ? slope * x || 0 : x))(input),
    layer: (tf, name, { slope }) => tf.layers.leakyReLU({ alpha: slope, name }),
    pytorch: (x, { slope }) => `F.leaky_relu(${x}, ${slope})`,
    keras: (x, { slope }) => `layers.LeakyReLU(negative_slope=${slope})(${x})`,
  },
  ELU: {
    range: (input, { alpha }) => monotonic((x) => (x < 0 ? alpha * Math.expm1(x) : x))(input),
    layer: (tf, name, { alpha }) => (alpha === 1 ? tf.layers.elu({ name }) : scaledElu(tf)({ alpha, name })),
    pytorch: (x, { alpha }) => `F.elu(${x}, ${alpha})`,
    keras: (x, { alpha }) => `layers.ELU(alpha=${alpha})(${x})`,
  },
  Sigmoid: {
    range: monotonic(sigmoid),
    layer: (tf, name) => tf.layers.activation({ activation: 'sigmoid', name }),
    pytorch: (x) => `torch.sigmoid(${x})`,
    keras: (x) => `layers.Activation("sigmoid")(${x})`,
  },
  Tanh: {
    range: monotonic(Math.tanh),
    layer: (tf, name) => tf.layers.activation({ activation: 'tanh', name }),
    pytorch: (x) => `torch.tanh(${x})`,
    keras: (x) => `layers.Activation("tanh")(${x})`,
  },
  Softmax: {
    range: () => [0, 1],
    layer: (tf, name) => tf.layers.softmax({ axis: -1, name }),
    pytorch: (x) => `torch.softmax(${x}, 1)`,
    keras: (x) => `layers.Softmax()(${x})`,
  },
};

/** The values after an activation. */
export function activationRange(activation: OptionalActivation, input: Interval = ANYTHING, options = DEFAULTS): Interval {
  return activation === 'None' ? input : ACTIVATIONS[activation].range(input, options);
}

/** The tfjs layers of an optional activation: none or one. */
export function activationLayers(tf: Tf, activation: OptionalActivation, name: string, options = DEFAULTS): TfLayer[] {
  return activation === 'None' ? [] : [ACTIVATIONS[activation].layer(tf, name, options)];
}

/** The PyTorch expression of an optional activation of `x`. */
export function activationPytorch(activation: OptionalActivation, x: string, options = DEFAULTS): string {
  return activation === 'None' ? x : ACTIVATIONS[activation].pytorch(x, options);
}

/** The Keras expression of an optional activation of `x`. */
export function activationKeras(activation: OptionalActivation, x: string, options = DEFAULTS): string {
  return activation === 'None' ? x : ACTIVATIONS[activation].keras(x, options);
}

/** The activation as part of a node's summary: nothing where there is none. */
export function activationSummary(activation: OptionalActivation): readonly string[] {
  return activation === 'None' ? [] : [activation];
}
