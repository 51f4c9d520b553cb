import { totalmem } from 'node:os';
import path from 'node:path';
import type { KnownRun } from '../../../shared/graph/diagnosis/diagnose';
import { refusalOf, type TrainingRefusal } from '../../../shared/graph/diagnosis/refusal';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import { infer } from '../../../shared/graph/infer';
import { trainingMemory } from '../../../shared/graph/memory';
import { parseDocument } from '../../../shared/graph/parse';
import type { RunOrder } from '../../../shared/host/areas/runs';
import type { RunData } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { datasetOf, OWN_DATASET, shortageOf } from '../../../shared/training/datasets';
import type { FromEngine } from '../../engine/protocol/protocol';
import { runsFolder } from '../../files/places';
import type { StartEngine } from '../engine-process';
import { runError } from './messages';
import { sourcesOf, type Wanted } from './weights';

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
  // The engine that needs less memory: if it does not fit, neither does the other.
  const needed = trainingMemory(infer(graph), training, order.engine === 'native' ? 'native' : 'wasm');
  const there = memoryOfMachine();
  if (needed > there) throw runError('tooLarge', { graph: graph.id, needed: gigabytes(needed), there: gigabytes(there) });
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
  throw runError('trialDied', { how: ended.type === 'died' ? (ended.signal ?? `exit ${ended.code}`) : ended.state });
}

/**
 * Checks that every node that takes weights from another run can have them, now or from a run that is queued before it.
 * @throws HostError noWeights
 */
export async function checkWeights(
  { document, graph }: CheckedOrder,
  wanted: Wanted,
  willBe: (document: Document, graph: string) => Promise<boolean>,
): Promise<void> {
  const { missing } = await sourcesOf(document, graph, wanted);
  for (const { graph: from } of missing) {
    if (await willBe(document, from)) continue;
    const nodes = missing.filter((one) => one.graph === from).map(({ node }) => node);
    throw runError('noWeights', { nodes: nodes.join(', '), graph: from });
  }
}

/** The folder and checkpoint of the run that a request names. */
export function wantedOf(weightsFrom: RunOrder['weightsFrom']): Wanted {
  if (weightsFrom === undefined || weightsFrom === 'fresh') return weightsFrom;
  return { folder: path.join(runsFolder(), weightsFrom.run), checkpoint: weightsFrom.checkpoint };
}

/** The memory that this process may use: the machine's, or the container's limit. */
function memoryOfMachine(): number {
  // Node 20 gives 0 without a limit, and a huge number on some systems.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;
