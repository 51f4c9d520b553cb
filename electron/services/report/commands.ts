import { shellQuote } from '../../files/shell-quote';
import { slugOf } from '../../files/slug';
import type { ReportRun } from './report-run';

/**
 * The terminal's commands that repeat the runs from files of their documents. The folder of own images is left out, since a report may be
 * shared.
 */
export function commandsOf(runs: readonly ReportRun[]): readonly string[] {
  return runs.map(({ run, epochs, training, borrowed }) => {
    const { dataset, folder, train, validation } = run.data;
    const [source] = run.weightsFrom;
    const flags: readonly (readonly [string, string | number | undefined])[] = [
      ['graph', run.document.graphs.length > 1 ? run.graph : undefined],
      ['epochs', epochs.length || training.epochs],
      ['seed', training.seed],
      ['data', folder === undefined ? dataset : 'FOLDER'],
      ['train', train],
      ['val', validation],
      ['engine', run.engine?.backend],
      ['weights-from', source?.run ?? (borrowed.free.length + borrowed.frozen.length > 0 ? 'fresh' : undefined)],
    ];
    const written = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${shellQuote(String(value))}`]));
    return `npx patchbay train ${slugOf(run.document.name) || 'document'}.patchbay.json ${written.join(' ')}`;
  });
}
