import { z } from 'zod';
import { type Document, type Graph, nodeOf } from '../../../shared/graph/document';
import { detach } from '../../../shared/graph/edits/detach';
import { writeDocument } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { chooseGraph, inspect, load } from '../inspect';
import { CliError, words } from '../messages';
import { graphReport, OK_MARK, problemReportOf } from '../report';
import { blocks } from '../table';
import { hanging, render, span } from '../text';

const optionsSchema = z.object({ at: z.string(), out: z.string(), graph: z.string().optional() });

/** `detach FILE --at NODE --out FILE`: the encoder up to a node becomes a classifier, a second graph of the document. */
export async function detachEncoder({ lang, terminal }: Context, rawFile: unknown, rawOptions: unknown): Promise<Exit> {
  const file = z.string().parse(rawFile);
  const { at, out, graph: graphId } = optionsSchema.parse(rawOptions);
  const { document } = await load(file);
  const graph = graphWith(document, at, graphId);
  const detached = detach(document, graph.id, at);
  await writeDocument(out, detached.document);
  const after = inspect(detached.document, detached.graphId, { fixes: false });
  const [made] = after.graphs;
  const reader = { lang, columns: terminal.columns };
  const values = { graph: graph.id, node: at, made: detached.graphId, n: made ? Object.keys(made.graph.nodes).length : 0 };
  const lines = blocks(
    [
      ...hanging([OK_MARK, span(' ')], words('detached', values, lang), reader.columns),
      ...hanging([span('  ')], words('wrote', { file: out }, lang), reader.columns, 'dim'),
    ],
    made ? graphReport(after, made, reader) : [],
    problemReportOf(after, out, { graph: detached.graphId }, reader),
  );
  terminal.out(render(lines, terminal.colour));
  return EXIT.ok;
}

/** The graph that is meant: the one that is named, else the only one that has the node. */
function graphWith(document: Document, node: string, graphId: string | undefined): Graph {
  const having = document.graphs.filter((candidate) => nodeOf(candidate, node));
  const [only] = having;
  const graph = graphId === undefined && only && having.length === 1 ? only : chooseGraph(document, graphId);
  if (!nodeOf(graph, node)) throw new CliError('noNode', { node, graph: graph.id, nodes: Object.keys(graph.nodes).join(', ') });
  return graph;
}
