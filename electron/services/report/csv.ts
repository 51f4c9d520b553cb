import { csvOf } from '../../files/csv';
import type { ReportRun } from './report-run';

/** The curves of runs as CSV, a row per epoch. Names are escaped so that a spreadsheet does not evaluate them as formulas. */
export function curvesAsCsv(runs: readonly ReportRun[]): string {
  const rows = runs.flatMap(({ name, epochs, run }) =>
    epochs.map(({ epoch, trainLoss, valLoss, trainAccuracy, valAccuracy, learningRate }) => {
      const timing = run.timings.find((one) => one.epoch === epoch);
      const seconds = timing && timing.train + timing.validation;
      return [name, epoch, trainLoss, valLoss, trainAccuracy, valAccuracy, learningRate, seconds];
    }),
  );
  const columns = ['run', 'epoch', 'train_loss', 'val_loss', 'train_accuracy', 'val_accuracy', 'learning_rate', 'seconds'];
  return csvOf([columns, ...rows]);
}
