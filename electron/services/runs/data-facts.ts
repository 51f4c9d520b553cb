import type { Graph } from '../../../shared/graph/document';
import { HostError } from '../../../shared/host/errors';
import type { RunData } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import type { DataFacts } from '../../../shared/training/data-facts';
import { ask } from './engine';
import { runError } from './messages';

/**
 * Reads the data that a graph is to be trained on, in the engine's process, to tell what the graph has to fit.
 * @throws HostError cannotRead with what is wrong with the data, or that there are fewer images than are asked for
 */
export async function readFacts(graph: Graph, { dataset, folder, train, validation: val }: RunData): Promise<DataFacts> {
  const { validation, seed } = parseTraining(graph.training).training;
  const { answer, ended } = await ask({ type: 'facts', dataset, folder, train, val, validation, seed }, 'facts');
  if (answer) return answer.facts;
  if (ended.type === 'ended' && ended.reason) throw new HostError('cannotRead', ended.reason);
  throw runError('readDied', { how: ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : ended.state });
}
