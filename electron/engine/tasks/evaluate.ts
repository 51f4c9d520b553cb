import { RunError } from '../../run-folder/error';
import type { FromEngine } from '../protocol/protocol';
import { validate } from '../run/validate';
import { dataOfRun } from './data-of-run';
import { openTrained, type TrainedOptions } from './trained';

/** Validates a run's checkpoint on the run's own validation images. */
export async function evaluate(options: TrainedOptions): Promise<FromEngine> {
  const { run, training, trainer, backend } = await openTrained(options);
  const data = await dataOfRun(run);
  const found = await validate(trainer, data.validation, training.pixelScale);
  trainer.dispose();
  if (found && !Number.isFinite(found.loss)) throw new RunError('diverged.before');
  const { count, classes } = data.validation;
  return {
    type: 'evaluated',
    loss: found?.loss ?? Number.NaN,
    ...(found?.correct === undefined ? {} : { accuracy: found.correct / count }),
    ...(found?.confusion ? { confusion: found.confusion.map((row) => [...row]) } : {}),
    classes: [...classes],
    count,
    data: data.source,
    library: backend.library,
  };
}
