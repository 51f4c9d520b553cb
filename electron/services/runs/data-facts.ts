import type { Graph } from '../../../shared/graph/document';
import { serviceError } from '../../../shared/host/errors';
import type { RunData } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import type { DataFacts } from '../../../shared/training/data-facts';
import { howEnded } from '../engine-process';
import { ask } from './engine';
import { runError } from './messages';

/**
 * Reads the sizes, classes and counts of the data that a graph will be trained on, in the engine's process.
 * @throws HostError cannotRead if the data is invalid or has fewer images than requested
 */
export async function readFacts(graph: Graph, { dataset, folder, train, validation: val }: RunData): Promise<DataFacts> {
  const { validation, seed } = parseTraining(graph.training).training;
  const { answer, ended } = await ask({ type: 'facts', dataset, folder, train, val, validation, seed }, 'facts');
  if (answer) return answer.facts;
  if (ended.type === 'ended' && ended.reason) throw serviceError('cannotRead', ended.reason);
  throw runError('readDied', { how: howEnded(ended) });
}
