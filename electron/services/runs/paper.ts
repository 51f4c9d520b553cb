import path from 'node:path';
import type { Graph } from '../../../shared/graph/document';
import { signatureOf } from '../../../shared/graph/signature';
import { PAPER } from '../../../shared/runs/paper';
import { parseTraining } from '../../../shared/training/config';
import { readDocument } from '../../files/text-file';

/**
 * Identifies the paper's model that a graph is, by the preset's name; `undefined` for any other graph. A graph with frozen layers is
 * not in the paper's tables; `frozen` ignores that.
 */
export type PaperOf = (graph: Graph, options?: { readonly frozen?: boolean }) => string | undefined;

/** Reads the paper's models from the presets that come with Patchbay. A missing preset is never identified. */
export async function readPaper(presets: string): Promise<PaperOf> {
  const known = new Map<string, string>();
  for (const [id, { valAccuracy }] of Object.entries(PAPER)) {
    const task = valAccuracy === undefined ? 'reconstruction' : 'classification';
    const parsed = await readDocument(path.join(presets, `${id}.patchbay.json`)).catch(() => undefined);
    const graphs = parsed?.ok ? parsed.document.graphs : [];
    const graph = graphs.find(({ training }) => parseTraining(training).training.task === task);
    if (graph) known.set(keyOf(graph), id);
  }
  return (graph, options) => {
    const frozen = Object.values(graph.nodes).some((node) => node.frozen);
    return frozen && !options?.frozen ? undefined : known.get(keyOf(graph));
  };
}

/** The settings that the paper's figures depend on: network, task, loss, pixel scale and optimizer. */
function keyOf(graph: Graph): string {
  const { task, loss, pixelScale, optimizer } = parseTraining(graph.training).training;
  return JSON.stringify([signatureOf(graph), task, loss.kind, pixelScale, optimizer.kind]);
}
