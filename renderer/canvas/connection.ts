import type { Graph } from '../../shared/graph/document';
import { EditError } from '../../shared/graph/edits/edit';
import { portFor } from '../../shared/graph/edits/wires';
import { portOf } from './flow';

/** A wire being drawn. */
interface Drawn {
  readonly source: string;
  readonly target: string;
  readonly targetHandle?: string | null;
}

/** The reason that a wire is impossible; `undefined` if it is possible. */
export function refusalOf(graph: Graph, { source, target, targetHandle }: Drawn): EditError | undefined {
  const port = portFor(graph, source, target, portOf(targetHandle));
  return port instanceof EditError ? port : undefined;
}
