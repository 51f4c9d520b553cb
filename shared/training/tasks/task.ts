import type { LocalizedText, Messages, Values } from '../../i18n/i18n';
import type { Params } from '../../layers/support/kind';
import type { Shape } from '../../layers/support/shape';

/** The facts of the data that a task depends on; `undefined` if unknown. */
export interface TaskData {
  /** The size of one image. */
  readonly image: Shape | undefined;
  /** The number of classes. */
  readonly classes: number | undefined;
  /** The maximum number of classes, if the data may lack images of some. */
  readonly mostClasses?: number | undefined;
}

/** Everything that is true of one task: what a graph learns. */
export interface TaskKind<N extends string = string> {
  /** The name in documents. */
  readonly name: N;
  readonly label: LocalizedText;
  /** The target of the output: the image itself, or its class. Accuracy is reported for classes. */
  readonly target: 'image' | 'class';
  /** The required size of the output; `undefined` if the data do not determine it. */
  outputSize(data: TaskData): Shape | undefined;
  /** The code of the problem of an output of another size. Its message may use {out}, {target}, {classes} and {dataset}. */
  readonly wrongSize: string;
  /** The messages of its problems. */
  readonly words: Messages;
  /** The code and further values of a warning, for an output of another size that can still be trained. */
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
