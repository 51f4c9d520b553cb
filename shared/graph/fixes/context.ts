import type { Shape } from '../../layers/support/shape';
import type { ParsedTraining } from '../../training/config';
import type { DataFacts } from '../../training/data-facts';
import type { Document, Graph } from '../document';
import type { Inference, NodeInference } from '../infer';

/** A run whose weights a layer can take. */
export interface KnownRun {
  readonly id: string;
  readonly name: string;
  /** The id of the graph that it trained. */
  readonly graph: string;
  /** The SHA-256 of its checkpoints, as far as they are known. */
  readonly best?: string | undefined;
  readonly last?: string | undefined;
}

/** The graph, and all that rules and searches for fixes read of it. */
export interface Context {
  readonly document: Document;
  readonly graph: Graph;
  readonly inference: Inference;
  /**
   * The sizes as they would be if every node had the size that it is expected to have. Problems are judged by them, so that a
   * wrong size is told of where it arises and not again at every node behind it.
   */
  readonly assumed: ReadonlyMap<string, NodeInference>;
  readonly training: ParsedTraining;
  /** The data set that the graph has to fit; `undefined` for one that this version does not know and that has not been read. */
  readonly data: DataFacts | undefined;
  /** The same where it has been read, and is not taken from what the training configuration names. */
  readonly read: DataFacts | undefined;
  /** The one node without a successor, where there is just one. */
  readonly output: string | undefined;
  /** The size that the output has to have for its task; `undefined` where that cannot be said. */
  readonly target: Shape | undefined;
  /** The runs that there are; `undefined` where that is not known, as it is not from a file alone. */
  readonly runs: readonly KnownRun[] | undefined;
}

/** The goal of a search for fixes: a node's size becomes acceptable. */
export interface Goal {
  readonly node: string;
  accepts(out: Shape | undefined): boolean;
  /** The size that it should be, where it is one size. */
  readonly wanted?: Shape;
  /** Numbers that the problem speaks of, worth trying as values of a parameter. */
  readonly hints: readonly number[];
}
