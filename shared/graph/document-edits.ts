import type { Document } from './document';

/** A document after a change of its graphs, and the graph that the change is about. */
export interface WithGraph {
  readonly document: Document;
  readonly graphId: string;
}
