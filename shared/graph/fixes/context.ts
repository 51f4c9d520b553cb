import type { Shape } from '../../layers/support/shape';
import type { ParsedTraining } from '../../training/config';
import type { DataFacts } from '../../training/data-facts';
import type { Document, Graph } from '../document';
import type { Inference, NodeInference } from '../infer';

/** A run that layers can take weights from. */
export interface KnownRun {
  readonly id: string;
  readonly name: string;
  /** The id of the graph that it trained. */
  readonly graph: string;
  /** The SHA-256 of its checkpoints, if known. */
  readonly best?: string | undefined;
  readonly last?: string | undefined;
}

/** The input of rules and of the search for fixes. */
export interface Context {
  readonly document: Document;
  readonly graph: Graph;
  readonly inference: Inference;
  /**
   * The sizes under the assumption that every node gives its expected size. Rules use these, so that a wrong size is reported where it
   * arises and not again at every node after it.
   */
  readonly assumed: ReadonlyMap<string, NodeInference>;
  readonly training: ParsedTraining;
  /** The facts of the data set; `undefined` if this version does not know it and it has not been read. */
  readonly data: DataFacts | undefined;
  /** The facts of data that have been read, instead of those of the configured data set. */
  readonly read: DataFacts | undefined;
  /** The only node without a successor; `undefined` if there are several. */
  readonly output: string | undefined;
  /** The size that the task requires of the output; `undefined` if unknown. */
  readonly target: Shape | undefined;
  /** The existing runs; `undefined` if unknown, as when a file is checked. */
  readonly runs: readonly KnownRun[] | undefined;
}

/** The goal of a search for fixes: a node's size becomes acceptable. */
export interface Goal {
  readonly node: string;
  accepts(out: Shape | undefined): boolean;
  /** The required size, if it is a single one. */
  readonly wanted?: Shape;
  /** Numbers from the problem to try as values of a parameter. */
  readonly hints: readonly number[];
}
