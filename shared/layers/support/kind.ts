import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import type { LocalizedText, Messages, Values } from '../../i18n/i18n';
import type { LayerContext, Stage } from '../../plan/stage';
import type { Interval } from './interval';
import { type ImageShape, type Shape, volume } from './shape';

/** tfjs with any backend, passed as a parameter so that nothing in shared/ loads it. */
export type Tf = typeof tfjs;
export type TfLayer = tfjs.layers.Layer;

/** The groups of the palette, each with a colour of its own. */
export type Family = 'input' | 'convolution' | 'transposed' | 'pooling' | 'dense' | 'normalisation' | 'activation' | 'merge';

/** A layer's parsed parameters. */
export type Params = Readonly<Record<string, unknown>>;

/** The reason why a layer has no output size: the code of a message of its kind, the parameter at fault, and the message's values. */
export class ShapeError<Code extends string = string> {
  constructor(
    readonly code: Code,
    readonly param: string | undefined,
    readonly values: Values,
  ) {}
}

/** The formula of an output size in letters, then once with the numbers of each axis that differs. */
export interface Formula {
  readonly letters: string;
  readonly numbers: readonly string[];
}

/**
 * One tensor that a layer owns: its shape in tfjs's axis order, its initial value, and true if it is trained.
 * `uniform: b` draws from U(−b, b), PyTorch's default for weights and biases with b = 1/√(fan in).
 */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: { readonly uniform: number } | { readonly constant: number };
  readonly trainable: boolean;
  /** True for a kernel [kH, kW, out, in], tfjs's layout for transposed convolutions; others are [kH, kW, in, out]. */
  readonly transposed?: true;
}

/**
 * A layer as a PyTorch module, if it needs one, and as an expression over its inputs.
 * `forward` is given the module's name (`self.conv1`) and its inputs' expressions; images are N, C, H, W.
 */
export interface PytorchSource {
  readonly module?: string;
  forward(self: string, inputs: readonly string[]): string;
  /** The reason, as a comment, if PyTorch cannot train the layer on a batch of one image. */
  readonly needsTwo?: string;
  /** The sources of Python classes that the module uses. */
  readonly helpers?: readonly string[];
  /** One sentence for the script, above the expression: the reason for a detour. */
  readonly comment?: string;
}

/**
 * A layer in Keras's functional style: `call` gives the expression over its inputs, where `name` names the layer that owns the
 * weights; images are N, H, W, C.
 */
export interface KerasSource {
  call(name: string, inputs: readonly string[]): string;
  /** The sources of Python classes that the expression uses. */
  readonly helpers?: readonly string[];
  /** A comment of the script, where Keras differs from PyTorch: its lines. */
  readonly remark?: readonly string[];
  /** One sentence for the script, above the expression: the reason for a detour. */
  readonly comment?: string;
}

/** Draws random numbers for a layer that trains: a function of the seed, the node and the step. */
export interface Draws {
  /** A tensor of 0 with this probability, and of 1 / (1 − rate) otherwise. */
  mask(rate: number, shape: number[]): tfjs.Tensor;
}

/** True if stock tfjs layers can express a layer; otherwise the reason. */
export type Stock = true | LocalizedText;

/**
 * Everything that is true of one kind of layer: a file, or a folder, and a line in the index. Shapes are without the batch axis; `ins` are
 * in the order of the input ports.
 */
export interface LayerKind<P extends Params = Params> {
  readonly kind: string;
  /** Its names in Keras and PyTorch, if they are others than `kind`. */
  readonly alsoCalled?: readonly string[];
  readonly family: Family;
  /** The number of inputs that the layer takes. */
  readonly inputs: { readonly min: number; readonly max: number };
  /** Parameters with their defaults and ranges, made by the functions of params.ts. */
  readonly params: z.ZodObject;
  /** False for a parameter that has no effect with the values of the others; true for all by default. */
  isUsed?(name: string, p: P): boolean;
  /** The output size, or the reason why there is none. */
  inferShape(p: P, ins: readonly Shape[]): Shape | ShapeError;
  /** The formula with this layer's numbers. `out` is the result of `inferShape`. */
  explain(p: P, ins: readonly Shape[], out: Shape): Formula;
  /** The layer's tensors, in the order of tfjs's `getWeights()`. */
  weights(p: P, ins: readonly Shape[]): readonly Weight[];
  /** Floating-point operations for one image: 2 a multiply-add, 1 an addition, comparison or function value. */
  flops(p: P, ins: readonly Shape[], out: Shape): number;
  /**
   * The memory that training needs for this layer's activations, as a multiple of its output; 1 by default. A layer that is computed
   * in several steps keeps the results of all of them.
   */
  readonly heldWhileTraining?: number;
  /** The kinds that usually follow it, the likeliest first. */
  readonly next: readonly string[];
  /** Further kinds that it usually follows, besides those that name it in their `next`. */
  readonly follows?: readonly string[];
  /** The parameters with which it forwards its input unchanged. */
  readonly identity?: Params;
  /** True if it subtracts the mean of each channel in training, which cancels a bias before it. */
  readonly cancelsBias?: true;
  /** The parameters with which it turns an image into a vector, or the reverse; `undefined` if it cannot. */
  layout?(from: Shape, to: Shape): Params | undefined;
  /** The parameters with which it turns an image into one of another size, as on a shortcut; `undefined` if it cannot. */
  resize?(from: ImageShape, to: ImageShape): Params | undefined;
  /** The problem of having it as the last layer of a graph, if that is one. */
  asOutput?(p: P): ShapeError | undefined;
  /** The stages of the native engine, forward and backward. */
  kernel(p: P, context: LayerContext): readonly Stage[];
  /** The range of the output, given the ranges of the inputs. */
  range(p: P, ins: readonly Interval[]): Interval;
  /**
   * The tfjs layers, applied one after another. The one that owns the weights is called `name`, each other one `name.word`: ids of nodes
   * have no dot, so the names in a graph are unique.
   */
  build(tf: Tf, p: P, ins: readonly Shape[], name: string): TfLayer[];
  /** Replaces `build` in training if the layer draws random numbers. */
  buildRandom?(tf: Tf, p: P, name: string, draws: Draws): TfLayer[];
  /** True if `build` needs tfjs's own layers alone, as an exported model may; otherwise the reason. */
  stock(p: P, ins: readonly Shape[]): Stock;
  readonly source: {
    pytorch(p: P, ins: readonly Shape[]): PytorchSource;
    keras(p: P, ins: readonly Shape[]): KerasSource;
  };
  /** The main parameters, as shown on a node: 3×3 · s1 · p0 · 16 · ReLU. */
  summary(p: P): readonly string[];
  /** Its texts: `label`, `doc`, `source` (of the formula), and one for each code of its `ShapeError`s. */
  readonly words: Messages;
}

/** The codes of a kind's texts that are not those of a `ShapeError`. */
type LabelCode = 'label' | 'doc' | 'source';

type Definition<S extends z.ZodObject, Code extends string> = Omit<
  LayerKind<z.output<S>>,
  'params' | 'inferShape' | 'asOutput' | 'words'
> & {
  readonly params: S;
  inferShape(p: z.output<S>, ins: readonly Shape[]): Shape | ShapeError<NoInfer<Code>>;
  asOutput?(p: z.output<S>): ShapeError<NoInfer<Code>> | undefined;
  readonly words: Messages<Code | LabelCode>;
};

/** Checks a definition's types and erases those of its parameters, so that all kinds fit in one registry. */
export function defineLayer<S extends z.ZodObject, Code extends string>(definition: Definition<S, Code>): LayerKind {
  return definition;
}

/** True if a layer of these parameters forwards its input unchanged. */
export function isIdentity({ identity }: LayerKind, p: Params): boolean {
  return identity !== undefined && Object.entries(identity).every(([name, value]) => p[name] === value);
}

/** True if a layer of these parameters draws random numbers while it trains. */
export function isRandom(kind: LayerKind, p: Params): boolean {
  return kind.buildRandom !== undefined && !isIdentity(kind, p);
}

/** Shorthand for a `ShapeError`. */
export function refuse<const Code extends string>(code: Code, values: Values = {}, param?: string): ShapeError<Code> {
  return new ShapeError(code, param, values);
}

/** The cost of a layer: trainable parameters, FLOPs for one image, and values in its output. */
export interface Counts {
  readonly params: number;
  readonly flops: number;
  readonly activations: number;
}

/** Counts a layer whose output size is known. */
export function count(kind: LayerKind, p: Params, ins: readonly Shape[], out: Shape): Counts {
  const params = kind
    .weights(p, ins)
    .filter((weight) => weight.trainable)
    .reduce((sum, weight) => sum + weight.shape.reduce((product, size) => product * size, 1), 0);
  return { params, flops: kind.flops(p, ins, out), activations: volume(out) };
}
