import type { LocalizedText, Messages, Values } from '../../i18n/i18n';
import type { Params } from '../../layers/support/kind';
import type { Shape } from '../../layers/support/shape';

/** The facts of the data that a graph learns from; `undefined` where it is not known. */
export interface TaskData {
  /** The size of one image. */
  readonly image: Shape | undefined;
  /** The number of classes. */
  readonly classes: number | undefined;
  /** The number of classes that there may be, where the data need not have an image of each. */
  readonly mostClasses?: number | undefined;
}

/** Everything that is true of one task: what a graph learns. */
export interface TaskKind<N extends string = string> {
  /** The name in documents. */
  readonly name: N;
  readonly label: LocalizedText;
  /** The target that the output is compared with: the image itself, or its class. Where it is a class, accuracy is counted. */
  readonly target: 'image' | 'class';
  /** The size that the output must have; `undefined` where the data do not say. */
  outputSize(data: TaskData): Shape | undefined;
  /** The code of the problem that an output of another size is. Its words may use {out}, {target}, {classes} and {dataset}. */
  readonly wrongSize: string;
  /** The words of its problems. */
  readonly words: Messages;
  /** The code of a warning, with further values for its words, for an output of another size that can be trained all the same. */
  tolerated?(out: Shape, data: TaskData): { readonly code: string; readonly values: Values } | undefined;
  /** Layers that turn an output into one of the size that the task needs. */
  head?(out: Shape, target: Shape): readonly { readonly kind: string; readonly params: Params }[];
  /** True if an output of this size is most likely meant for this task. */
  isTypical?(out: Shape, data: TaskData): boolean;
}

/** Checks a definition's types and keeps its name as one. */
export function defineTask<const N extends string>(definition: TaskKind<N>): TaskKind<N> {
  return definition;
}
