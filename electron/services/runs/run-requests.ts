import path from 'node:path';
import type { KnownRun } from '../../../shared/graph/diagnosis/diagnose';
import { refusalOf, type TrainingRefusal } from '../../../shared/graph/diagnosis/refusal';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import { infer } from '../../../shared/graph/infer';
import { parseDocument } from '../../../shared/graph/parse';
import type { RunOrder } from '../../../shared/host/areas/runs';
import { serviceError } from '../../../shared/host/errors';
import type { RunData, WeightSource } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { shortageOf } from '../../../shared/training/datasets/dataset';
import { datasetOf, OWN_DATASET } from '../../../shared/training/datasets/index';
import { ENGINES } from '../../../shared/training/engines';
import type { FromEngine } from '../../engine/protocol/protocol';
import { defined } from '../../files/defined';
import { runsFolder } from '../../files/places';
import { lackOfMemory, totalMemory } from '../../run-folder/memory';
import { runText } from '../../run-folder/messages';
import { howEnded, type StartEngine } from '../engine-process';
import type { CheckpointSums } from './checkpoints';
import { runError } from './messages';
import { type Coming, sourcesOf, type Wanted } from './weights';

/** A checked request for a run: its graph can be trained. */
export interface CheckedOrder {
  readonly document: Document;
  readonly graph: Graph;
  readonly data: RunData;
}

/** Documents of up to this many characters are checked in this process, which takes a few milliseconds. */
const SMALL = 100_000;

/**
 * Checks that a graph can be trained before a run is created: errors of the graph (the loss does not fit the output, a size does not
 * fit the data), memory, and the number of images. A large document is checked in another process, so that pages are not blocked.
 * @param runs the runs that layers may take weights from; without it, their existence is not checked
 * @throws HostError with the reason
 */
export async function checkOrder(
  order: Pick<RunOrder, 'document' | 'graph' | 'train' | 'validation' | 'engine'>,
  startEngine: StartEngine,
  runs?: readonly KnownRun[],
): Promise<CheckedOrder> {
  const { document: text, graph: id } = order;
  const refusal = text.length <= SMALL ? refusalOf(text, id, runs) : await refusalElsewhere(startEngine, text, id, runs);
  if (refusal) throw runError(refusal.code, refusal.values);
  const parsed = parseDocument(text);
  const graph = parsed.ok ? graphOf(parsed.document, id) : undefined;
  if (!parsed.ok || !graph) throw runError('noGraph', { graph: id });
  const { document } = parsed;
  const { training } = parseTraining(graph.training);
  if (training.dataset === OWN_DATASET) throw runError('ownData');
  const dataset = datasetOf(training.dataset);
  const shortage = dataset && shortageOf(dataset, training.validation, order);
  if (shortage) throw runError(`fewerImages.${shortage.part}`, { found: shortage.found, wanted: shortage.wanted });
  const { engine = 'auto' } = order;
  // Free memory is checked when the run begins.
  const lack = lackOfMemory(infer(graph), training, engine === 'auto' ? ENGINES : [engine], totalMemory());
  if (lack) throw serviceError('tooLarge', runText('tooLarge', lack));
  const { train, validation } = order;
  return {
    document,
    graph,
    data: {
      dataset: training.dataset,
      ...(train === undefined ? {} : { train }),
      ...(validation === undefined ? {} : { validation }),
    },
  };
}

/** Calls `refusalOf` in an engine's process. @throws HostError trialDied */
async function refusalElsewhere(
  startEngine: StartEngine,
  document: string,
  graph: string,
  runs: readonly KnownRun[] | undefined,
): Promise<TrainingRefusal | undefined> {
  let answer: (FromEngine & { readonly type: 'checked' }) | undefined;
  const task = { type: 'check', document, graph, ...(runs ? { runs: [...runs] } : {}) } as const;
  const engine = startEngine(task, (message) => {
    if (message.type === 'checked') answer = message;
  });
  const ended = await engine.ended;
  if (answer) return answer.refusal;
  throw runError('trialDied', { how: howEnded(ended) });
}

/**
 * Finds the initial weights of a requested run. Those of a run that is still to be trained have no checksum yet.
 * @param coming the runs that will have been trained before it
 * @throws HostError noWeights
 */
export async function weightsFor(
  { document, graph }: CheckedOrder,
  weightsFrom: RunOrder['weightsFrom'],
  coming: readonly Coming[],
  sums: CheckpointSums,
): Promise<readonly WeightSource[]> {
  const { sources, missing } = await sourcesOf(document, graph, wantedOf(weightsFrom), coming);
  const [first] = missing;
  if (first) {
    const nodes = missing.filter((one) => one.graph === first.graph).map(({ node }) => node);
    throw runError('noWeights', { nodes: nodes.join(', '), graph: first.graph });
  }
  const open = new Set(coming.map(({ folder }) => folder));
  return Promise.all(
    sources.map(async (source) => {
      if (source.sha256 !== undefined || open.has(source.folder)) return source;
      return { ...source, ...defined({ sha256: await sums.of(source.folder, source.checkpoint) }) };
    }),
  );
}

/** The folder and checkpoint of the run that a request names. */
function wantedOf(weightsFrom: RunOrder['weightsFrom']): Wanted {
  if (weightsFrom === undefined || weightsFrom === 'fresh') return weightsFrom;
  return { folder: path.join(runsFolder(), weightsFrom.run), checkpoint: weightsFrom.checkpoint };
}
