import { z } from 'zod';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { epochsOf } from '../../../shared/runs/run';
import { datasetOf } from '../../../shared/training/datasets/index';
import { listRuns } from '../../services/runs/store';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { JSON_OUTPUT } from '../command/options';
import { percent } from '../output/messages';
import { table } from '../output/table';
import { render } from '../output/text';
import { STATES, summaryOf } from '../runs/summary';

export const MESSAGES = defineMessages({
  en: {
    none: 'There are no runs yet.',
    run: 'run',
    state: 'state',
    epochs: 'epochs',
    loss: 'validation loss',
    accuracy: 'accuracy',
    data: 'data',
  },
  es: {
    none: 'Todavía no hay ejecuciones.',
    run: 'ejecución',
    state: 'estado',
    epochs: 'épocas',
    loss: 'pérdida de validación',
    accuracy: 'exactitud',
    data: 'datos',
  },
});

/** `runs`: lists the user's runs, newest first. */
export const runs = defineCommand({
  name: 'runs',
  about: { en: 'List your runs, newest first.', es: 'Lista sus ejecuciones, la más nueva primero.' },
  options: [JSON_OUTPUT],
  input: z.object({ json: z.boolean().default(false) }),
  async run({ lang, terminal }, { json }) {
    const found = await listRuns();
    const text = (code: keyof typeof MESSAGES.en) => translate(MESSAGES, code, {}, lang);
    if (json) {
      terminal.out(`${JSON.stringify(found.map(summaryOf))}\n`);
      return EXIT.ok;
    }
    if (found.length === 0) {
      terminal.error(`${text('none')}\n`);
      return EXIT.ok;
    }
    const columns = [
      { title: text('run'), least: 24 },
      { title: text('state') },
      { title: text('epochs'), align: 'right' as const },
      { title: text('loss'), align: 'right' as const },
      { title: text('accuracy'), align: 'right' as const },
      { title: text('data') },
    ];
    const rows = found.map(({ run, state, epochs }) => ({
      cells: [
        run.id,
        translate(STATES, state, {}, lang),
        `${epochs.length}/${epochsOf(run)}`,
        epochs.at(-1)?.valLoss.toFixed(4) ?? '',
        percent(epochs.at(-1)?.valAccuracy),
        datasetOf(run.data.dataset)?.label ?? run.data.dataset,
      ],
    }));
    terminal.out(render(table(columns, rows, terminal.columns), terminal.colour));
    return EXIT.ok;
  },
});
