import { z } from 'zod';
import { ENGINES } from '../../../shared/training/engines';
import { changeRun } from '../../services/runs/engine';
import { openRun } from '../../services/runs/store';
import { defineCommand } from '../command/command';
import { ENGINE, EPOCHS, JSON_EPOCHS, OFFLINE, RUN, TRAIN_EXITS, valued } from '../command/options';
import { follow } from '../runs/follow';

/** `resume RUN`: continues a run from its last checkpoint, optionally to more epochs or with another learning rate. */
export const resume = defineCommand({
  name: 'resume',
  about: {
    en: 'Continue a run that was stopped, was killed or finished, from its last checkpoint.',
    es: 'Continúa una ejecución detenida, interrumpida o terminada, desde su último punto de control.',
  },
  arguments: [RUN],
  options: [
    EPOCHS,
    valued(
      'learning-rate',
      'X',
      { en: 'the learning rate from here on', es: 'la tasa de aprendizaje de aquí en adelante' },
      { read: rateOf },
    ),
    ENGINE,
    OFFLINE,
    JSON_EPOCHS,
  ],
  exits: TRAIN_EXITS,
  input: z.object({
    run: z.string(),
    epochs: z.int().optional(),
    learningRate: z.number().optional(),
    engine: z.enum(ENGINES).optional(),
    offline: z.boolean().default(false),
    json: z.boolean().default(false),
  }),
  async run(context, { run, epochs, learningRate, engine, offline, json }) {
    const { lang, terminal } = context;
    const { folder } = await openRun(run);
    await changeRun(folder, { epochs, learningRate }, (text) => terminal.error(`${text[lang]}\n`));
    return follow({ folder, engine: engine ?? 'auto', offline, json }, context);
  },
});

function rateOf(text: string): number | undefined {
  const rate = Number(text);
  return rate > 0 && rate <= 10 ? rate : undefined;
}
