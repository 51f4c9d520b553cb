import { type Document, type Graph, nodeOf } from '../../../shared/graph/document';
import { serializeDocument } from '../../../shared/graph/parse';
import type { RunOrder } from '../../../shared/host/areas/runs';
import { parseTraining } from '../../../shared/training/config';
import { type Shortage, shortageOf } from '../../../shared/training/datasets/dataset';
import { datasetOf } from '../../../shared/training/datasets/index';
import type { EngineChoice } from '../../../shared/training/engines';
import { canvas } from '../../editor/controller';
import { diagnosisOf } from '../../editor/diagnosis';
import { editor, present } from '../../editor/editor';
import { runsHost, viewRun } from '../../editor/runs-store';
import { hostHandle } from '../../host/files/files';
import { showDock, useUi } from '../../ui/ui';

/** The options of a run besides its graph. */
export interface Options {
  readonly train: number | undefined;
  readonly validation: number | undefined;
  readonly engine: EngineChoice;
  /** The source of weights for layers without a run of their own: a checkpoint, `fresh`, or undefined for the newest run. */
  readonly weightsFrom: RunOrder['weightsFrom'];
}

export const PLAIN: Options = { train: undefined, validation: undefined, engine: 'auto', weightsFrom: undefined };

/** The time for the dock to open, in milliseconds. */
const DOCK_OPENS = 100;

/** The number of errors of a graph. */
export const errorsOf = (document: Document, graph: Graph): number =>
  diagnosisOf(document, graph).problems.filter(({ severity }) => severity === 'error').length;

/** The first part of the data set with too few images for these options; `undefined` if there are enough. */
export function lackOf(graph: Graph, options: Options): Shortage | undefined {
  const { training } = parseTraining(graph.training);
  const dataset = datasetOf(training.dataset);
  return dataset && shortageOf(dataset, training.validation, options);
}

/** True if a layer takes its weights from another graph without naming a run. */
export const needsWeights = (graph: Graph): boolean =>
  Object.keys(graph.nodes).some((id) => {
    const from = nodeOf(graph, id)?.weightsFrom;
    return from !== undefined && from.run === undefined;
  });

/** Appends runs of these graphs to the queue, and shows the first. @throws HostError if a run is rejected */
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
  // Keep the graph in view above the opened dock.
  if (!dockOpen) setTimeout(() => canvas()?.fit(), DOCK_OPENS);
}
