import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import type { Catalogue, Text, Values } from '../../words/words';
import type { Interval } from './interval';
import { type Shape, volume } from './shape';

/** tfjs, whichever backend runs under it. It is handed in, so that nothing here loads it. */
export type Tf = typeof tfjs;
export type TfLayer = tfjs.layers.Layer;

/** The groups of the palette, each with a colour of its own. */
export type Family = 'input' | 'convolution' | 'transposed' | 'pooling' | 'dense' | 'normalisation' | 'activation' | 'merge';

/** A layer's parsed parameters. */
export type Params = Readonly<Record<string, unknown>>;

/** Why a layer cannot be: a code whose words the kind has, the parameter at fault if there is one, and the numbers of the case. */
export class Refusal {
  constructor(
    readonly code: string,
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
 * One tensor that a layer owns: its shape in tfjs's axis order, what it starts from, and whether training moves it.
 * `uniform: b` draws from U(−b, b), PyTorch's default for weights and biases with b = 1/√(fan in).
 */
export interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: { readonly uniform: number } | { readonly constant: number };
  readonly trainable: boolean;
}

/**
 * A layer as a PyTorch module, if it needs one, and as an expression over its inputs.
 * `forward` is given the module's name (`self.conv1`) and its inputs' expressions; images are N, C, H, W.
 */
export interface PytorchSource {
  readonly module?: string;
  forward(self: string, inputs: readonly string[]): string;
}

/**
 * A layer in Keras's functional style: `call` gives the expression over its inputs, where `name` names the layer that owns the
 * weights; images are N, H, W, C. `helpers` are the classes of `shared/export/keras-helpers.ts` that the expression uses.
 */
export interface KerasSource {
  call(name: string, inputs: readonly string[]): string;
  readonly helpers?: readonly string[];
}

/** Whether stock tfjs layers can express a layer; if not, why not. */
export type Stock = true | Text;

/** Everything that is true of one kind of layer. Shapes are without the batch axis; `ins` are in the order of the input ports. */
export interface LayerKind<P extends Params = Params> {
  readonly kind: string;
  readonly family: Family;
  /** How many inputs the layer takes. */
  readonly inputs: { readonly min: number; readonly max: number };
  /** Parameters with their defaults and ranges, made of the functions of params.ts. */
  readonly params: z.ZodObject;
  /** The output size, or why there is none. */
  inferShape(p: P, ins: readonly Shape[]): Shape | Refusal;
  /** The formula with this layer's numbers in it. `out` is what `inferShape` gave. */
  explain(p: P, ins: readonly Shape[], out: Shape): Formula;
  /** The layer's tensors, in the order of tfjs's `getWeights()`. */
  weights(p: P, ins: readonly Shape[]): readonly Weight[];
  /** Floating-point operations for one image: 2 a multiply-add, 1 an addition, comparison or function value. */
  flops(p: P, ins: readonly Shape[], out: Shape): number;
  /**
   * How much more training holds in memory for this layer than for a plain one with the same output; 1 if not said. A layer that is
   * made of many steps keeps the results of all of them.
   */
  readonly heldWhileTraining?: number;
  /** The values that the output can take, given those of the inputs. */
  range(p: P, ins: readonly Interval[]): Interval;
  /**
   * The tfjs layers, to be applied one after another. The one that owns the weights is called `name`, and each other one has a
   * word after it, with a dot between: no node's id has a dot, so that no two layers of a graph have one name.
   */
  build(tf: Tf, p: P, ins: readonly Shape[], name: string): TfLayer[];
  /** Whether `build` needs tfjs's own layers alone, as an exported model may. */
  stock(p: P, ins: readonly Shape[]): Stock;
  readonly source: {
    pytorch(p: P, ins: readonly Shape[]): PytorchSource;
    keras(p: P, ins: readonly Shape[]): KerasSource;
  };
  /** The parameters worth a glance, as on a node: 3×3 · s1 · p0 · 16 · ReLU. */
  summary(p: P): readonly string[];
  /** Every word that a person reads of this kind: `label`, `doc`, `source` (of the formula), and a text for each code of refusal. */
  readonly words: Catalogue;
}

type Definition<S extends z.ZodObject> = Omit<LayerKind<z.output<S>>, 'params'> & { readonly params: S };

/** Checks a definition's types and forgets the type of its parameters, so that kinds can stand in one registry. */
export function defineLayer<S extends z.ZodObject>(definition: Definition<S>): LayerKind {
  return definition;
}

/** Shorthand for a `Refusal`. */
export function refuse(code: string, values: Values = {}, param?: string): Refusal {
  return new Refusal(code, param, values);
}

/** What a layer costs: trainable parameters, FLOPs for one image, and values in its output. */
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

/** The one input of a layer that takes exactly one. Shape inference checks the number of inputs before it asks a kind. */
export function only<T>(ins: readonly T[]): T {
  const [first] = ins;
  if (first === undefined || ins.length !== 1) throw new Error(`expected one input, got ${ins.length}`);
  return first;
}
