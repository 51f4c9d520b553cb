import { resolve } from 'node:path';
import type { Document, Graph } from '../../shared/graph/document';
import { applyEdit } from '../../shared/graph/edits/edit';
import { HostError } from '../../shared/host/errors';
import type { RunData } from '../../shared/runs/run';
import type { DataFacts } from '../../shared/training/data-facts';
import { DATASET_IDS, OWN_DATASET } from '../../shared/training/datasets';
import { defined } from '../files/defined';
import { readFacts } from '../services/runs/data-facts';
import { CliError } from './messages';

/** The data that the option `--data` names: a data set by its id, or a folder of IDX files of one's own. */
export interface NamedData {
  readonly dataset: string;
  readonly folder?: string;
}

/** Reads the option `--data`. */
export function namedData(option: string): NamedData {
  return DATASET_IDS.includes(option) ? { dataset: option } : { dataset: OWN_DATASET, folder: resolve(option) };
}

/** The facts of the data by the id of the graph that is to be trained on them. */
export type FactsByGraph = ReadonlyMap<string, DataFacts>;

/**
 * Reads data of one's own; what Patchbay's data sets are is known without reading them.
 * @param counts how many images are asked for
 * @throws CliError unreadableData with what is wrong
 */
export async function factsByGraph(
  graphs: readonly Graph[],
  { dataset, folder }: NamedData,
  counts: Pick<RunData, 'train' | 'validation'> = {},
): Promise<FactsByGraph> {
  const facts = new Map<string, DataFacts>();
  if (folder === undefined) return facts;
  for (const graph of graphs) {
    const found = await readFacts(graph, { dataset, folder, ...defined(counts) }).catch((error: unknown) => {
      throw error instanceof HostError ? new CliError('unreadableData', { reason: error.text }) : error;
    });
    facts.set(graph.id, found);
  }
  return facts;
}

/** A document whose graphs are to be trained on the data that the option `--data` names, where it is given, and what these are. */
export async function withData(
  document: Document,
  graphs: readonly Graph[],
  option: string | undefined,
): Promise<{ readonly document: Document; readonly facts: FactsByGraph }> {
  if (option === undefined) return { document, facts: new Map() };
  const data = namedData(option);
  const settings = { dataset: data.dataset };
  const changed = graphs.reduce((one, { id }) => applyEdit(one, id, { type: 'train', settings }), document);
  return { document: changed, facts: await factsByGraph(graphs, data) };
}
