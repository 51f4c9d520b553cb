import { resolve } from 'node:path';
import type { Document, Graph } from '../../../shared/graph/document';
import { applyEdit } from '../../../shared/graph/edits/edit';
import { HostError } from '../../../shared/host/errors';
import type { RunData } from '../../../shared/runs/run';
import type { DataFacts } from '../../../shared/training/data-facts';
import { DATASET_IDS, OWN_DATASET } from '../../../shared/training/datasets/index';
import { defined } from '../../files/defined';
import { readFacts } from '../../services/runs/data-facts';
import { CliError } from '../command/error';

/** The value of the option `--data`: the id of a data set, or a folder of IDX files. */
export interface NamedData {
  readonly dataset: string;
  readonly folder?: string;
}

/** Parses the option `--data`. */
export function namedData(option: string): NamedData {
  return DATASET_IDS.includes(option) ? { dataset: option } : { dataset: OWN_DATASET, folder: resolve(option) };
}

/** Sizes and classes of the data, by graph id. */
export type FactsByGraph = ReadonlyMap<string, DataFacts>;

/**
 * Reads the sizes and classes of the user's own data; those of Patchbay's data sets are known in advance.
 * @param counts numbers of images
 * @throws CliError unreadableData
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
      throw error instanceof HostError ? new CliError('unreadableData', error.text) : error;
    });
    facts.set(graph.id, found);
  }
  return facts;
}

/** The document with the data of `--data`, if given, set in the chosen graphs, and the sizes and classes of that data. */
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
