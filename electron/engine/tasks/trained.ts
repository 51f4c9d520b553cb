import { diagnose } from '../../../shared/graph/diagnosis/diagnose';
import { graphOf } from '../../../shared/graph/document';
import type { Inference } from '../../../shared/graph/infer';
import type { ImageShape } from '../../../shared/layers/support/shape';
import type { Run } from '../../../shared/runs/run';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import type { Training } from '../../../shared/training/config';
import { datasetOf } from '../../../shared/training/datasets/index';
import type { EngineChoice } from '../../../shared/training/engines';
import { hasCode } from '../../files/system-error';
import { readCheckpoint } from '../../run-folder/checkpoint';
import { RunError } from '../../run-folder/error';
import { readRun } from '../../run-folder/folder';
import type { State } from '../../run-folder/state';
import type { Backend, OnProgress } from '../backends/backend';
import { openBackend } from '../backends/open/choose';
import { openTrainer } from '../session/open-trainer';
import type { Trainer } from '../training/trainer';

/** A run's model with the weights of one of its checkpoints. */
export interface Trained {
  readonly run: Run;
  readonly training: Training;
  readonly trainer: Trainer;
  readonly backend: Backend;
  readonly inference: Inference;
  /** The checkpoint's tensors. */
  readonly state: State;
  /** The size of its input images, [H, W, C]. */
  readonly image: ImageShape;
}

/** The checkpoint of a trained model, and the engine to run it on. */
export interface TrainedOptions {
  readonly folder: string;
  readonly checkpoint: CheckpointName;
  readonly engine: EngineChoice;
  readonly offline?: boolean;
  readonly onProgress: OnProgress;
}

/** Opens a trained model. @throws RunError where the run has none */
export async function openTrained({ folder, checkpoint, engine, offline = false, onProgress }: TrainedOptions): Promise<Trained> {
  const run = await readRun(folder);
  const graph = graphOf(run.document, run.graph);
  if (!graph) throw new RunError('notAGraph', { graph: run.graph });
  const { inference, training } = diagnose(run.document, graph, { fixes: false });
  const { tensors } = await readCheckpoint(folder, checkpoint).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) throw new RunError('noCheckpoint', { run: run.id });
    throw error;
  });
  const { backend } = await openBackend(engine, { setUp: !offline, onProgress });
  const input = [...inference.nodes.values()].find(({ layer }) => layer.kind?.inputs.max === 0)?.out;
  const image = datasetOf(run.data.dataset)?.image ?? (input?.length === 3 ? input : undefined);
  if (!image) throw new RunError('notAGraph', { graph: run.graph });
  const trainer = openTrainer(backend, inference, training.training, image);
  await trainer.restore(tensors);
  return { run, training: training.training, trainer, backend, inference, state: tensors, image };
}
