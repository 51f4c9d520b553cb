import { graphOf } from '../../../shared/graph/document';
import { parseTraining } from '../../../shared/training/config';
import type { Run } from '../../../shared/training/run';
import { type OpenedDataset, openDataset } from '../data/open';

/** The images that a run was trained on and validated with. @throws DataError where they are not there any more */
export function dataOfRun(run: Run): Promise<OpenedDataset> {
  const { dataset, folder, train, validation } = run.data;
  const { training } = parseTraining(graphOf(run.document, run.graph)?.training ?? {});
  return openDataset(dataset, {
    ...(folder === undefined ? {} : { folder }),
    train,
    val: validation,
    validation: training.validation,
    seed: training.seed,
  });
}
