import { type Document, type Graph, nodeOf } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import type { RunOrder } from '../../../shared/host/areas/runs';
import { parseTraining } from '../../../shared/training/config';
import { datasetOf, type Shortage, shortageOf } from '../../../shared/training/datasets';
import { canvas } from '../../editor/controller';
import { diagnosisOf } from '../../editor/diagnosis';
import { editor, present } from '../../editor/editor';
import { runsHost, viewRun } from '../../editor/runs-store';
import { hostHandle } from '../../host/files/files';
import { showDock, useUi } from '../../ui/ui';

/** What may be said of a run before it starts, besides its graph. */
export interface Options {
  readonly train: number | undefined;
  readonly validation: number | undefined;
  readonly engine: 'auto' | 'native' | 'wasm';
  /** Where layers without a run of their own take their weights: `run checkpoint`, `fresh`, or nothing for the newest. */
  readonly weightsFrom: RunOrder['weightsFrom'];
}

export const PLAIN: Options = { train: undefined, validation: undefined, engine: 'auto', weightsFrom: undefined };

/** How long the dock takes to stand, in milliseconds. */
const DOCK_OPENS = 100;

/** How many errors a graph has. */
export const errorsOf = (document: Document, graph: Graph): number =>
  diagnosisOf(document, graph).problems.filter(({ severity }) => severity === 'error').length;

/** The images that the data set of a graph lacks for these options; `undefined` where there are enough. */
export function lackOf(graph: Graph, options: Options): Shortage | undefined {
  const { training } = parseTraining(graph.training);
  const dataset = datasetOf(training.dataset);
  return dataset && shortageOf(dataset, training.validation, options);
}

/** Whether a graph has layers whose weights come from another graph, and not from a run that the document names. */
export const needsWeights = (graph: Graph): boolean =>
  Object.keys(graph.nodes).some((id) => {
    const from = nodeOf(graph, id)?.weightsFrom;
    return from !== undefined && from.run === undefined;
  });

/** Puts runs of these graphs at the end of the queue, and shows the first. @throws HostError with what stands in the way */
export async function startTraining(graphs: readonly string[], options: Options = PLAIN): Promise<void> {
  const state = editor.getState();
  const { document } = present(state);
  const text = serializeDocument(document);
  const { train, validation, engine, weightsFrom } = options;
  const orders = graphs.map((graph) => ({
    document: text,
    graph,
    file: hostHandle(state.file),
    ...(train === undefined ? {} : { train }),
    ...(validation === undefined ? {} : { validation }),
    ...(engine === 'auto' ? {} : { engine }),
    ...(weightsFrom === undefined ? {} : { weightsFrom }),
  }));
  const { ids } = await runsHost().call('runs.start', { orders });
  const [first] = ids;
  if (first !== undefined) viewRun(first);
  const { dockOpen } = useUi.getState();
  showDock('curves');
  // The graph stays in view above what has just come up from below.
  if (!dockOpen) setTimeout(() => canvas()?.fit(), DOCK_OPENS);
}
