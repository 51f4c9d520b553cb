import type { Shape } from '../../layers/support/shape';
import type { ParsedTraining } from '../../training/config';
import type { DataFacts } from '../../training/data-facts';
import type { Catalogue, Values } from '../../words/words';
import type { Document, Graph } from '../document';
import type { Edit } from '../edit';
import type { Inference, NodeInference } from '../infer';

/** An error keeps a graph from being trained; a warning says that it will learn badly, or not what was meant. */
export type Severity = 'error' | 'warning';

/** Something wrong in a graph, with what would mend it. */
export interface Problem {
  readonly graph: string;
  /** The node that it is at; `undefined` where it is the graph's as a whole. */
  readonly node: string | undefined;
  /** That node's kind, whose words may be needed to say what is wrong. */
  readonly kind: string | undefined;
  readonly code: string;
  readonly severity: Severity;
  /** The parameter at fault, or the training setting as training.loss. */
  readonly param: string | undefined;
  readonly values: Values;
  /** Smallest change first. Each was tried: it removes the problem and brings no new error. */
  readonly fixes: readonly Fix[];
  /** The number of further problems of this code that are not listed; none where it is left out. */
  readonly more?: number;
}

/** One way to mend a problem: edits of its graph, and the code and values of the words for them. */
export interface Fix {
  readonly code: string;
  readonly values: Values;
  readonly edits: readonly Edit[];
}

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

/** What every rule may look at. */
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

/** What a search for fixes aims at: that a node's size becomes acceptable. */
export interface Goal {
  readonly node: string;
  accepts(out: Shape | undefined): boolean;
  /** The size that it should be, where it is one size. */
  readonly wanted?: Shape;
  /** Numbers that the problem speaks of, worth trying as values of a parameter. */
  readonly hints: readonly number[];
}

/** A problem as a rule finds it. Its fixes are still to be tried, and those that a search can find are still to be found. */
export interface Finding {
  readonly node?: string;
  readonly code: string;
  readonly severity?: Severity;
  readonly param?: string | undefined;
  /** The values of its words; made only for a problem that is listed where they take work. */
  readonly values?: Values | (() => Values);
  /** The goal of a search for fixes. */
  readonly goal?: (context: Context, finding: Finding) => Goal;
  /** Makes the fixes that the rule itself proposes, likeliest first: one by one, and only where fixes are wanted. */
  readonly proposals?: (context: Context, finding: Finding) => Iterable<Fix>;
  /** A consequence of another finding, which is not shown beside it. A fix of the other may leave it. */
  readonly implied?: boolean;
}

/** One kind of mistake: how it is found, and its words. */
export interface Rule {
  find(context: Context): readonly Finding[];
  readonly words: Catalogue;
}
