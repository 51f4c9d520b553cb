import { graphOf } from '../../../shared/graph/document';
import type { Run } from '../../../shared/runs/run';
import { parseTraining } from '../../../shared/training/config';
import { RunError } from '../../run-folder/error';
import { type OpenedDataset, openDataset } from '../data/open';
import { fitted } from '../fit';
import { needSame } from '../run/data-record';

/**
 * The images that a run was trained on and validated with.
 * @throws DataError where they are not there any more, RunError where they are others by now, or do not fit the run's graph
 */
export async function dataOfRun(run: Run): Promise<OpenedDataset> {
  const { dataset, folder, train, validation, found } = run.data;
  const graph = graphOf(run.document, run.graph);
  if (!graph) throw new RunError('notAGraph', { graph: run.graph });
  const { training } = parseTraining(graph.training);
  const opened = await openDataset(dataset, {
    ...(folder === undefined ? {} : { folder }),
    train,
    val: validation,
    validation: training.validation,
    seed: training.seed,
  });
  needSame(found, opened);
  return fitted(run.document, graph, opened);
}
