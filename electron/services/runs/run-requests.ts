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

/** What a run is asked for by, found to be something that can be trained. */
export interface CheckedOrder {
  readonly document: Document;
  readonly graph: Graph;
  readonly data: RunData;
}

/** A document of up to so many characters is looked at here: it takes a few milliseconds. */
const SMALL = 100_000;

/**
 * Finds what stands between a graph and training before a run is begun: errors of the graph (the loss does not fit the output, a size
 * does not fit the data), memory, and images that there are not. A large document is looked at in a process of its own, so that no
 * page waits for it.
 * @param runs those that layers may take their weights from; whether the ones that they name are there is not looked at without it
 * @throws HostError that says what it is
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
  // The engine that holds less: if that does not fit, none does.
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

/** The same as `refusalOf`, found by an engine's process. @throws HostError where the process dies */
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
 * Whether there are weights for every node that takes some from another run, or will be: those of a graph that waits before it.
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

/** The run's checkpoint that an order names, as where its weights are. */
export function wantedOf(weightsFrom: RunOrder['weightsFrom']): Wanted {
  if (weightsFrom === undefined || weightsFrom === 'fresh') return weightsFrom;
  return { folder: path.join(runsFolder(), weightsFrom.run), checkpoint: weightsFrom.checkpoint };
}

/** What this process may use: the machine's memory, or its part of it in a container. */
function memoryOfMachine(): number {
  // Node 20 gives 0 where nothing constrains it, and a huge number on some systems.
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

const gigabytes = (bytes: number): number => Math.round(bytes / 1e8) / 10;
