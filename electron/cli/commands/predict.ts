import { z } from 'zod';
import { defineMessages, translate } from '../../../shared/i18n/i18n';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { ENGINE_CHOICES } from '../../../shared/training/engines';
import { openRun } from '../../services/runs/store';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { CHECKPOINT, ENGINE, FILE, JSON_OUTPUT, RUN, valued } from '../command/options';
import { percent } from '../output/messages';
import { blocks, table } from '../output/table';
import { hanging, render } from '../output/text';
import { askEngine } from '../runs/ask';

export const MESSAGES = defineMessages({
  en: {
    reconstruction: 'Loss {loss}. The image and its reconstruction are in {file}.',
    inverted: 'Light and dark were inverted: the images of the data set are light on a dark background.',
  },
  es: {
    reconstruction: 'Pérdida {loss}. La imagen y su reconstrucción están en {file}.',
    inverted: 'Se invirtieron claro y oscuro: las imágenes del conjunto de datos son claras sobre fondo oscuro.',
  },
});

/** `predict RUN IMAGE`: the class probabilities, or the reconstruction, of an image. */
export const predict = defineCommand({
  name: 'predict',
  about: {
    en: "Classify or reconstruct an image (PNG) with a run's weights.",
    es: 'Clasifica o reconstruye una imagen (PNG) con los pesos de una ejecución.',
  },
  arguments: [RUN, { key: 'image', name: { en: 'IMAGE', es: 'IMAGEN' }, about: { en: 'a PNG', es: 'un PNG' } }],
  options: [
    CHECKPOINT,
    ENGINE,
    valued('out', FILE, { en: 'the file for the reconstruction', es: 'el archivo para la reconstrucción' }),
    JSON_OUTPUT,
  ],
  input: z.object({
    run: z.string(),
    image: z.string(),
    checkpoint: z.enum(CHECKPOINTS).default('best'),
    engine: z.enum(ENGINE_CHOICES).default('auto'),
    json: z.boolean().default(false),
    out: z.string().optional(),
  }),
  async run(context, { run, image, checkpoint, engine, json, out }) {
    const { folder } = await openRun(run);
    const place = out === undefined ? {} : { out };
    const task = { type: 'predict', folder, checkpoint, engine, picture: image, ...place } as const;
    const found = await askEngine(task, 'predicted', context);
    const { lang, terminal } = context;
    if (json) {
      terminal.out(`${JSON.stringify(found)}\n`);
      return EXIT.ok;
    }
    const columns = [{ title: '' }, { title: '', align: 'right' as const }];
    const rows = (found.classes ?? []).map(({ name, probability }) => ({ cells: [name, percent(probability)] }));
    const { reconstruction } = found;
    const text = reconstruction
      ? hanging(
          [],
          translate(MESSAGES, 'reconstruction', { loss: reconstruction.loss.toFixed(4), file: reconstruction.file }, lang),
          terminal.columns,
        )
      : table(columns, rows, terminal.columns);
    const inverted = found.inverted ? hanging([], translate(MESSAGES, 'inverted', {}, lang), terminal.columns) : [];
    terminal.out(render(blocks(text, inverted), terminal.colour));
    return EXIT.ok;
  },
});
