import { z } from 'zod';
import { type Document, type Graph, nodeOf } from '../../../shared/graph/document';
import { detach as detachEncoder } from '../../../shared/graph/edits/detach';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { writeDocument } from '../../files/text-file';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { cliError } from '../command/error';
import { DOCUMENT, ONE_GRAPH, OUT_DOCUMENT, valued, WRITE_EXITS } from '../command/options';
import { chooseGraph, inspect, load } from '../documents/inspect';
import { graphReport, problemReportOf } from '../documents/report';
import { OK_MARK } from '../output/marks';
import { blocks } from '../output/table';
import { hanging, render, span } from '../output/text';

export const MESSAGES = defineMessages({
  en: {
    noNode: 'There is no node {node} in {graph}. It has: {nodes}.',
    detached: 'The encoder of {graph} up to {node} is now a classifier: the graph {made}, with {n} layers.',
    wrote: 'Written to {file}.',
  },
  es: {
    noNode: 'No hay ningún nodo {node} en {graph}. Tiene: {nodes}.',
    detached: 'El encoder de {graph} hasta {node} es ahora un clasificador: el grafo {made}, con {n} capas.',
    wrote: 'Escrito en {file}.',
  },
});

/** `detach FILE --at NODE --out FILE`: makes a classifier from the encoder up to a node, as a second graph of the document. */
export const detach = defineCommand({
  name: 'detach',
  about: {
    en: 'Make a classifier from the encoder of a graph: all layers up to a node.',
    es: 'Hace un clasificador con el encoder de un grafo: todas las capas hasta un nodo.',
  },
  arguments: [DOCUMENT],
  options: [
    valued(
      'at',
      { en: 'NODE', es: 'NODO' },
      { en: 'the last node of the encoder', es: 'el último nodo del encoder' },
      { required: true },
    ),
    OUT_DOCUMENT,
    ONE_GRAPH,
  ],
  exits: WRITE_EXITS,
  input: z.object({ file: z.string(), at: z.string(), out: z.string(), graph: z.string().optional() }),
  async run({ lang, terminal }, { file, at, out, graph: graphId }) {
    const { document } = await load(file);
    const graph = graphWith(document, at, graphId);
    const detached = detachEncoder(document, graph.id, at);
    await writeDocument(out, detached.document);
    const after = inspect(detached.document, detached.graphId, { fixes: false });
    const [made] = after.graphs;
    const reader = { lang, columns: terminal.columns };
    const values = { graph: graph.id, node: at, made: detached.graphId, n: made ? Object.keys(made.graph.nodes).length : 0 };
    const lines = blocks(
      [
        ...hanging([OK_MARK, span(' ')], translate(MESSAGES, 'detached', values, lang), reader.columns),
        ...hanging([span('  ')], translate(MESSAGES, 'wrote', { file: out }, lang), reader.columns, 'dim'),
      ],
      made ? graphReport(after, made, reader) : [],
      problemReportOf(after, out, { graph: detached.graphId }, reader),
    );
    terminal.out(render(lines, terminal.colour));
    return EXIT.ok;
  },
});

/** The graph of this id; without an id, the only graph that has the node. @throws CliError noNode */
function graphWith(document: Document, node: string, graphId: string | undefined): Graph {
  const having = document.graphs.filter((candidate) => nodeOf(candidate, node));
  const [only] = having;
  const graph = graphId === undefined && only && having.length === 1 ? only : chooseGraph(document, graphId);
  if (nodeOf(graph, node)) return graph;
  throw cliError(MESSAGES, 'noNode', { node, graph: graph.id, nodes: Object.keys(graph.nodes).join(', ') });
}
