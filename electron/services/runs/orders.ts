import { totalmem } from 'node:os';
import path from 'node:path';
import { diagnose, type KnownRun, problemMessage } from '../../../shared/graph/diagnose';
import { type Document, type Graph, graphOf } from '../../../shared/graph/document';
import { trainingMemory } from '../../../shared/graph/memory';
import { parseDocument } from '../../../shared/graph/parse';
import type { RunOrder } from '../../../shared/host/areas/runs';
import { datasetOf, OWN_DATASET, shortageOf } from '../../../shared/training/datasets';
import type { RunData } from '../../../shared/training/run';
import { explainIssue } from '../../../shared/words/issues';
import { LANGS, type Lang, type Text } from '../../../shared/words/words';
import { runsFolder } from '../places';
import { sourcesOf, type Wanted } from './weights';
import { runError } from './words';

/** What a run is asked for by, found to be something that can be trained. */
export interface CheckedOrder {
  readonly document: Document;
  readonly graph: Graph;
  readonly data: RunData;
}

/** The document and graph of an order. @throws HostError notADocument, noGraph */
export function readOrder({ document: text, graph: id }: Pick<RunOrder, 'document' | 'graph'>): {
  readonly document: Document;
  readonly graph: Graph;
} {
  const parsed = parseDocument(text);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    const told = (lang: Lang) => (issue ? `${issue.path} ${explainIssue(issue, lang)}`.trim() : '');
    throw runError('notADocument', { issue: { en: told('en'), es: told('es') } });
  }
  const graph = graphOf(parsed.document, id);
  if (!graph) throw runError('noGraph', { graph: id });
  return { document: parsed.document, graph };
}

/**
 * What stands between a graph and training is found before a run is begun: errors of the graph (the loss does not fit the output, a
 * size does not fit the data), memory, and images that there are not.
 * @param runs those that layers may take their weights from; whether the ones that they name are there is not looked at without it
 * @throws HostError that says what it is
 */
export function checkOrder(
  order: Pick<RunOrder, 'document' | 'graph' | 'train' | 'validation' | 'engine'>,
  runs?: readonly KnownRun[],
): CheckedOrder {
  const { document, graph } = readOrder(order);
  const { inference, training: parsed, problems } = diagnose(document, graph, { fixes: false, runs });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const sentences = (lang: Lang) =>
      errors.map((problem) => `${problem.node ?? ''}: ${problemMessage(problem, lang)}`).join(' ');
    throw runError('notTrainable', { graph: graph.id, problems: textOf(sentences) });
  }
  const { training } = parsed;
  if (training.dataset === OWN_DATASET) throw runError('ownData');
  const dataset = datasetOf(training.dataset);
  const shortage = dataset && shortageOf(dataset, training.validation, order);
  if (shortage) throw runError(`fewerImages.${shortage.part}`, { found: shortage.found, wanted: shortage.wanted });
  // The engine that holds less: if that does not fit, none does.
  const needed = trainingMemory(inference, training, order.engine === 'native' ? 'native' : 'wasm');
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

function textOf(write: (lang: Lang) => string): Text {
  const [en, es] = LANGS.map(write);
  return { en: en ?? '', es: es ?? '' };
}
