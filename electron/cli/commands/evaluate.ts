import { z } from 'zod';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { ENGINE_CHOICES } from '../../../shared/training/engines';
import { openRun } from '../../services/runs/store';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { CHECKPOINT, ENGINE, JSON_OUTPUT, OFFLINE, RUN } from '../command/options';
import { formatCount, percent } from '../output/messages';
import { hanging, render } from '../output/text';
import { askEngine } from '../runs/ask';

export const MESSAGES = defineMessages({
  en: {
    evaluated: 'Loss {loss} on {count} validation images ({data}), with {library}.',
    accuracy: 'Accuracy {accuracy}.',
  },
  es: {
    evaluated: 'Pérdida {loss} en {count} imágenes de validación ({data}), con {library}.',
    accuracy: 'Exactitud {accuracy}.',
  },
});

/** `evaluate RUN`: computes the validation loss and accuracy of a run's weights. */
export const evaluate = defineCommand({
  name: 'evaluate',
  about: {
    en: "Evaluate a run's weights on the run's own validation images.",
    es: 'Evalúa los pesos de una ejecución con sus propias imágenes de validación.',
  },
  arguments: [RUN],
  options: [CHECKPOINT, ENGINE, OFFLINE, JSON_OUTPUT],
  input: z.object({
    run: z.string(),
    checkpoint: z.enum(CHECKPOINTS).default('best'),
    engine: z.enum(ENGINE_CHOICES).default('auto'),
    json: z.boolean().default(false),
    offline: z.boolean().default(false),
  }),
  async run(context, { run, checkpoint, engine, json, offline }) {
    const { folder } = await openRun(run);
    const found = await askEngine({ type: 'evaluate', folder, checkpoint, engine, offline }, 'evaluated', context);
    const { lang, terminal } = context;
    if (json) {
      terminal.out(`${JSON.stringify(found)}\n`);
      return EXIT.ok;
    }
    const { accuracy, data, library } = found;
    const values = { loss: found.loss.toFixed(4), count: formatCount(found.count, lang), data, library };
    const sentences = [
      translate(MESSAGES, 'evaluated', values, lang),
      ...(accuracy === undefined ? [] : [translate(MESSAGES, 'accuracy', { accuracy: percent(accuracy) }, lang)]),
    ];
    terminal.out(render(hanging([], sentences.join(' '), terminal.columns), terminal.colour));
    return EXIT.ok;
  },
});
